package net.boincwrapper.slot;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Slots to test on: {@code slots/0} beside {@code projects/P} in a client's data directory. */
final class Slots {
  private Slots() {}

  /** On Jimfs, with the attributes of a Unix file system. */
  static SlotLayout inMemory() throws IOException {
    Configuration unix =
        Configuration.unix().toBuilder()
            .setAttributeViews("posix", "unix")
            .setDefaultAttributeValue("posix:permissions", "rwxr-xr-x")
            .build();
    FileSystem fileSystem = Jimfs.newFileSystem(unix);
    return in(fileSystem.getPath("/boinc"));
  }

  static SlotLayout in(Path boincDirectory) throws IOException {
    Path slot = boincDirectory.resolve("slots/0");
    Files.createDirectories(slot);
    Files.createDirectories(project(boincDirectory));
    return new SlotLayout(slot);
  }

  static Path project(SlotLayout layout) {
    return project(layout.directory().resolve("../..").normalize());
  }

  private static Path project(Path boincDirectory) {
    return boincDirectory.resolve("projects/P");
  }

  static byte[] fixture(String name) throws IOException {
    try (InputStream stream = Slots.class.getResourceAsStream(name)) {
      return stream.readAllBytes();
    }
  }

  static void fifo(Path path) throws IOException, InterruptedException {
    if (new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor() != 0) {
      throw new IOException("could not make the FIFO " + path);
    }
  }

  /** What an app can plant at a name. */
  enum Plant {
    LINK {
      @Override
      void at(Path path, Path canary) throws IOException {
        Files.createSymbolicLink(path, canary);
      }
    },
    DANGLING_LINK {
      @Override
      void at(Path path, Path canary) throws IOException {
        Files.createSymbolicLink(path, canary.resolveSibling("not-there"));
      }
    },
    HARD_LINK {
      @Override
      void at(Path path, Path canary) throws IOException {
        Files.createLink(path, canary);
      }
    },
    FULL_DIRECTORY {
      @Override
      void at(Path path, Path canary) throws IOException {
        Files.createDirectories(path.resolve("sub"));
        Files.createSymbolicLink(path.resolve("sub/out"), canary.getParent());
        Files.createSymbolicLink(path.resolve("in"), canary);
      }
    },
    FIFO {
      @Override
      void at(Path path, Path canary) throws IOException, InterruptedException {
        fifo(path);
      }
    };

    abstract void at(Path path, Path canary) throws IOException, InterruptedException;
  }

  /** Plants, after removing what the slot's preparation has put there. */
  static void plant(Plant plant, Path path, Path canary) throws IOException, InterruptedException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(path);
    }
    plant.at(path, canary);
  }
}
