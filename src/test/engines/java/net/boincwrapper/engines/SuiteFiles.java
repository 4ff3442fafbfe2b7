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
import net.boincwrapper.harness.Shell;

/**
 * What a suite's machine is made of: a kernel, its initial file system and a disk, made by {@code
 * src/test/engines/guest/make-disk}.
 *
 * <p>They are made once, and again when what describes them has changed; each run writes to a copy
 * of its own, which is thrown away.
 */
record SuiteFiles(Path kernel, Path initrd, Path disk) {
  private static final Path HOME =
      Path.of(System.getProperty("docker-wrapper.home", "")).toAbsolutePath();

  /** Where {@code make-disk} and what it takes are. */
  private static final List<Path> DESCRIPTION =
      List.of(
          HOME.resolve("src/test/engines/guest"),
          HOME.resolve("src/test/power-cut/guest/make-initrd"),
          HOME.resolve("src/test/power-cut/guest/init-of-initrd"));

  /** Finds them, or makes them, which takes minutes and root. */
  static SuiteFiles prepare(Suite suite) throws IOException {
    Path directory = cache().resolve(suite.title() + "-" + hash().substring(0, 16));
    SuiteFiles files =
        new SuiteFiles(
            directory.resolve("vmlinuz"), directory.resolve("initrd"), directory.resolve("disk"));
    if (!Files.exists(files.disk())) {
      System.out.println("engines: making the disk of " + suite.title() + ", " + files.disk());
      long begin = System.nanoTime();
      Files.createDirectories(directory);
      Shell.succeed(
          HOME.resolve("src/test/engines/guest/make-disk").toString(),
          suite.title(),
          directory.toString());
      System.out.printf("engines: it took %d s%n", (System.nanoTime() - begin) / 1_000_000_000);
    }
    return files;
  }

  /** Outside the clone: clones share them, and they are as large as a small Debian. */
  private static Path cache() {
    String named = Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).orElse("");
    Path cache =
        named.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(named);
    return cache.resolve("docker-wrapper-engines");
  }

  private static String hash() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path part : DESCRIPTION) {
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
