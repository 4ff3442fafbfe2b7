package net.boincwrapper.cli.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether two files of a directory can share their blocks: tried, because the name of a file system
 * does not tell. ZFS can from 2.2 on, if its pool and the system allow it; XFS can, if it was made
 * so.
 */
final class Reflink {
  private static final int LONG_ENOUGH = 64 * 1024;

  /** ZFS shares no block that it has not yet written to the disk (zfs(4), zfs_txg_timeout). */
  private static final Duration WRITTEN_BY_THEN = Duration.ofMinutes(1);

  private Reflink() {}

  /**
   * Tries it with a file of a moment ago, and if that fails with an older one that is there.
   *
   * @param directory that this process may write
   * @return empty where it could not be tried
   */
  static Optional<Boolean> works(Path directory) throws IOException {
    Path place = Files.createTempDirectory(directory, ".docker-wrapper-try-");
    try {
      Path fresh = Files.write(place.resolve("fresh"), new byte[LONG_ENOUGH]);
      if (Program.ask("cp", "--version").isEmpty()) {
        return Optional.empty();
      }
      Optional<Path> old = old(directory);
      return Optional.of(shares(fresh, place) || (old.isPresent() && shares(old.get(), place)));
    } finally {
      for (String name : new String[] {"fresh", "copy"}) {
        Files.deleteIfExists(place.resolve(name));
      }
      Files.delete(place);
    }
  }

  private static boolean shares(Path file, Path place) throws IOException {
    Files.deleteIfExists(place.resolve("copy"));
    return Program.ask(
            "cp", "--reflink=always", "--", file.toString(), place.resolve("copy").toString())
        .isPresent();
  }

  private static Optional<Path> old(Path directory) throws IOException {
    Instant before = Instant.now().minus(WRITTEN_BY_THEN);
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> isOld(file, before)).findFirst();
    }
  }

  private static boolean isOld(Path file, Instant before) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.isReadable(file)
          && Files.size(file) > 0
          && Files.getLastModifiedTime(file).toInstant().isBefore(before);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
