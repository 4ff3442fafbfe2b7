package net.boincwrapper.slot;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.harness.Shell;

/**
 * A file system of its own, in a file; a test that cannot have one is skipped and says why.
 *
 * @param directory where it is mounted
 */
record LoopMount(Path directory) implements AutoCloseable {
  /**
   * Makes and mounts a file system.
   *
   * @param parent for the file, which is sparse, and for the directory
   * @param type such as {@code xfs}; its {@code mkfs} is in the package that {@code bin/setup
   *     --tests} installs
   */
  static LoopMount of(Path parent, String type, String size) throws IOException {
    assumeThat(System.getProperty("user.name")).as("only root mounts").isEqualTo("root");
    Path image = parent.resolve(type + ".image");
    Path directory = Files.createDirectory(parent.resolve(type));
    Shell.succeed("truncate", "--size", size, image.toString());
    orSkip("mkfs." + type, "-q", image.toString());
    orSkip("mount", "-o", "loop", image.toString(), directory.toString());
    return new LoopMount(directory);
  }

  private static void orSkip(String... command) {
    List<String> whole = new ArrayList<>(List.of("env", "PATH=/usr/sbin:/sbin:/usr/bin:/bin"));
    whole.addAll(List.of(command));
    Shell.Result result = Shell.run(whole);
    if (result.status() != 0) {
      System.out.println("skipped: " + String.join(" ", command) + ": " + result.output().strip());
    }
    assumeThat(result.status()).as(result.output()).isZero();
  }

  /** After all that was written has got its place. */
  long freeBytes() throws IOException {
    Shell.succeed("sync", "--file-system", directory.toString());
    return Files.getFileStore(directory).getUnallocatedSpace();
  }

  @Override
  public void close() {
    Shell.succeed("umount", "--lazy", directory.toString());
  }
}
