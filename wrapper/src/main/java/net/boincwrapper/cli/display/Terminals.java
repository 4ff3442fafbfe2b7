package net.boincwrapper.cli.display;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which of this process's streams a person sees on a terminal, where a cursor can be moved. */
public final class Terminals {
  private static final int OUT = 1;
  private static final int ERR = 2;

  private Terminals() {}

  static boolean isStandardOutput() {
    return is(OUT);
  }

  static boolean isStandardError() {
    return is(ERR);
  }

  private static boolean is(int stream) {
    String term = System.getenv("TERM");
    if (term == null || term.equals("dumb")) {
      return false;
    }
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream)).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
