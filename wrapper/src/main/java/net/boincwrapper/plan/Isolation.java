package net.boincwrapper.plan;

import java.util.List;

/** What every container has, whatever its job says. */
final class Isolation {
  /** Capabilities taken away. */
  static final String DROPPED = "ALL";

  /** No program of the image can gain rights that its caller does not have. */
  static final List<String> SECURITY = List.of("no-new-privileges");

  /** A driver that keeps the log where its tail can be read, and rotates it. */
  static final String LOG_DRIVER = "json-file";

  static final String LOG_MAX_SIZE = "5m";
  static final String LOG_MAX_FILES = "2";

  /** Where ports are published. */
  static final String HOST_ADDRESS = "127.0.0.1";

  private Isolation() {}
}
