package net.boincwrapper.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import net.boincwrapper.client.Herald;
import net.boincwrapper.task.turn.Wakeup;

/**
 * What the released executable's launcher ({@code wrapper/src/main/c/java.c}) hears of this process
 * through a pipe: that it takes signals, that it is to look for the client's messages, what it is
 * to tell the client ({@link Herald}), that the task gets on, and the status on which it has
 * decided, before or after it has taken the task up. An end without that word is no decision of
 * this program's, and the launcher makes a postponement of it.
 *
 * @param pipe where to write; empty where there is no such launcher
 */
record LauncherReport(Optional<Path> pipe) {
  private static final String PROPERTY = "docker-wrapper.report";

  /** As the launcher has told it by a system property. */
  static LauncherReport ofThisProcess() {
    return new LauncherReport(Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of));
  }

  /** Whether there is a launcher, which holds signals back until this process is ready. */
  boolean isHeard() {
    return pipe.isPresent();
  }

  /** Signals are taken from now on. */
  void ready() {
    tell("ready");
  }

  /** Who looks for the client's messages while nothing else happens. */
  Wakeup bell() {
    return pipe.isPresent() ? Wakeup.of(() -> tell("listen"), new Herald(this::tell)) : Wakeup.NONE;
  }

  /** The task gets on: ends that were not decided are not in a row with those before. */
  void progress() {
    tell("progress");
  }

  /** The process ends at once, with this status. */
  void end(int status) {
    tell("end " + status);
  }

  /** The process ends at once, and has not taken the task up. */
  void early(int status) {
    tell("early " + status);
  }

  private void tell(String word) {
    pipe.ifPresent(
        it -> {
          try {
            Files.writeString(it, word + "\n", StandardOpenOption.WRITE);
          } catch (IOException e) {
            System.err.println("telling the launcher \"" + word + "\" failed: " + e);
          }
        });
  }
}
