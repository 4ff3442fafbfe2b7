package net.boincwrapper.procfs;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/**
 * Starts programs of this host that do to other processes what Java has no call for. Such a program
 * gets no environment and no input, and what it says is dropped. Its working directory is not the
 * wrapper's: that is the slot, where an app can leave libraries.
 */
public final class HostProgram {
  private static final File NOWHERE = new File("/dev/null");

  private HostProgram() {}

  /**
   * Starts one, and does not wait for it.
   *
   * @param command the program by its absolute path, and its arguments
   * @throws IOException it could not be started, as where it is not installed
   */
  public static Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectInput(Redirect.from(NOWHERE))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    builder.environment().clear();
    return builder.start();
  }
}
