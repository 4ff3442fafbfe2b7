package net.boincwrapper.virtual;

import java.nio.file.Path;

/** What a machine consists of, and what plays it. */
public interface Hardware {
  /**
   * The process that is the machine. Its standard output is what the machine says on its second
   * serial line.
   */
  ProcessBuilder process();

  /** Is written: what its kernel says on the first serial line. */
  Path console();
}
