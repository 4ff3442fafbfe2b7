package net.boincwrapper.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import net.boincwrapper.client.Herald;
import net.boincwrapper.task.turn.Wakeup;

/**
 * What this process tells the released executable's launcher ({@code wrapper/src/main/c/java.c})
 * through a pipe: that it handles signals now, that the launcher is to look for the client's
 * messages, what it is to tell the client ({@link Herald}), that the task makes progress, and the
 * exit status that was decided, before or after taking the task up. If this process ends without
 * that status, it was not its own decision, and the launcher turns it into a postponement.
 *
 * @param pipe where to write; empty if there is no such launcher
 */
record LauncherReport(Optional<Path> pipe) {
  private static final String PROPERTY = "docker-wrapper.report";

  /** From the system property that the launcher sets. */
  static LauncherReport ofThisProcess() {
    return new LauncherReport(Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of));
  }

  /** Whether there is a launcher, which holds signals back until this process is ready. */
  boolean isHeard() {
    return pipe.isPresent();
  }

  /** Signals are handled from now on. */
  void ready() {
    tell("ready");
  }

  /** What looks for the client's messages while nothing else happens. */
  Wakeup bell() {
    return pipe.isPresent() ? Wakeup.of(() -> tell("listen"), new Herald(this::tell)) : Wakeup.NONE;
  }

  /**
   * The task makes progress: an undecided end after this is not counted together with earlier ones.
   */
  void progress() {
    tell("progress");
  }

  /** The process ends at once, with this status. */
  void end(int status) {
    tell("end " + status);
  }

  /** The process ends at once, without having taken the task up. */
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
