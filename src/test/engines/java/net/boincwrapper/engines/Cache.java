package net.boincwrapper.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the parts of machines are kept between runs. Outside the clone: clones share them, and they
 * are as large as a small Debian.
 */
final class Cache {
  private static final int HASH_DIGITS = 16;

  private Cache() {}

  /**
   * A directory for what is made from a description; another one when that has changed.
   *
   * @param description files, and directories with all that is in them
   */
  static Path place(String name, List<Path> description) throws IOException {
    return directory().resolve(name + "-" + hash(description).substring(0, HASH_DIGITS));
  }

  private static Path directory() {
    String named = Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).orElse("");
    Path cache =
        named.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(named);
    return cache.resolve("docker-wrapper-engines");
  }

  private static String hash(List<Path> description) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path part : description) {
        try (Stream<Path> walk = Files.walk(part)) {
          walk.filter(Files::isRegularFile).sorted().forEach(file -> digest.update(bytes(file)));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
