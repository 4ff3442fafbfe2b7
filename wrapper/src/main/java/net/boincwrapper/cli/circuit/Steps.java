package net.boincwrapper.cli.circuit;

/** Bounds how much is followed, so that a short file cannot keep anybody waiting for long. */
final class Steps {
  /** Statements and gates; a few seconds. */
  static final int MOST = 5_000_000;

  /** So many more for each statement outside of blocks, of which a file has no more than lines. */
  private static final int EACH = 16;

  static final String REASON = "counting this takes more than " + MOST + " steps";

  private long allowed = MOST;
  private long taken;
  private boolean exhausted;

  /** More has been asked for than is followed. */
  static final class TooMany extends RuntimeException {
    TooMany() {
      super(REASON, null, false, false);
    }
  }

  void take() {
    take(1);
  }

  /**
   * Notes steps.
   *
   * @throws TooMany the first time that there are too many
   */
  void take(long more) {
    if (exhausted) {
      return;
    }
    taken += more;
    if (taken > allowed) {
      exhausted = true;
      throw new TooMany();
    }
  }

  /** Once for each statement outside of blocks. */
  void allow() {
    allowed += EACH;
  }

  boolean isExhausted() {
    return exhausted;
  }
}
