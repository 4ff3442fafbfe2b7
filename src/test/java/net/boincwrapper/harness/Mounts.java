package net.boincwrapper.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an engine has left mounted. */
public final class Mounts {
  private Mounts() {}

  public static void unmountBelow(Path directory) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
        String target = line.split(" ")[1];
        if (target.startsWith(directory.toString())) {
          Shell.run("umount", "--lazy", target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
