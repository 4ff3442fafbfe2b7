package net.boincwrapper.cli.volunteer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What has to be known of a host before a program can run there as somebody else. */
interface VolunteerHost {
  /** Whether this process may become that user and that group: both are in its user namespace. */
  boolean isMapped(int id) throws IOException;

  /** Whether a user or a group has that number, now or on demand. */
  boolean isNamed(int id) throws IOException, InterruptedException;

  /** Whether a process runs as that user or in that group. */
  boolean isRunning(int id) throws IOException;

  /** Where util-linux's {@code setpriv} is; empty where it is not. */
  Optional<Path> setpriv();

  /**
   * Runs a short command.
   *
   * @return its status
   */
  int run(List<String> command) throws IOException, InterruptedException;
}
