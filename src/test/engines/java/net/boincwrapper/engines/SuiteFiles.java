package net.boincwrapper.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

  /** Of some hundred packages, on a busy host with a slow mirror. */
  private static final Duration TO_MAKE = Duration.ofMinutes(30);

  /** Finds them, or makes them, which takes minutes and root. */
  static SuiteFiles prepare(Suite suite) throws IOException {
    Path directory = Cache.place(suite.title(), DESCRIPTION);
    SuiteFiles files =
        new SuiteFiles(
            directory.resolve("vmlinuz"), directory.resolve("initrd"), directory.resolve("disk"));
    if (!Files.exists(files.disk())) {
      System.out.println("engines: making the disk of " + suite.title() + ", " + files.disk());
      long begin = System.nanoTime();
      Files.createDirectories(directory);
      Shell.succeedWithin(
          TO_MAKE,
          HOME.resolve("src/test/engines/guest/make-disk").toString(),
          suite.title(),
          directory.toString());
      System.out.printf("engines: it took %d s%n", (System.nanoTime() - begin) / 1_000_000_000);
    }
    return files;
  }
}
