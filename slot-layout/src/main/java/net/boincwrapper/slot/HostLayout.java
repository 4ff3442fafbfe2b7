package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * What the tasks of one host share: {@code docker_wrapper/} (0700) in the client's data directory,
 * where no container can see it.
 *
 * @param boincDirectory the client's data directory, absolute
 */
public record HostLayout(Path boincDirectory) {
  /** Name of the shared directory. */
  static final String DIRECTORY = "docker_wrapper";

  private static final String AUTHOR = "author";

  /**
   * By where the slot is, {@code DATA/slots/NUMBER} ({@code
   * client/app.cpp:ACTIVE_TASK::get_free_slot}): no app can change that.
   *
   * @param slot absolute
   */
  public static HostLayout around(Path slot) {
    return new HostLayout(slot.resolve("../..").normalize());
  }

  /** The shared directory. */
  public Path directory() {
    return boincDirectory.resolve(DIRECTORY);
  }

  /** Where a service of Podman's that the tasks have started keeps its files. */
  public Path podman() {
    return directory().resolve("podman");
  }

  /** Whether an author is trying a job out here and waiting for the answer. */
  public boolean isAuthors() {
    return Files.exists(directory().resolve(AUTHOR), LinkOption.NOFOLLOW_LINKS);
  }

  /** Marks the data directory as one in which an author tries a job out. */
  public void markAuthors() throws IOException {
    Files.createDirectories(directory());
    Files.writeString(directory().resolve(AUTHOR), "an author tries a job out here\n");
  }

  /**
   * Makes the directory if it is missing, and closes it to others.
   *
   * @return a line for people if something else stood there and was removed
   */
  public List<String> prepare() throws SlotException {
    return OwnDirectory.ensure(boincDirectory, DIRECTORY);
  }
}
