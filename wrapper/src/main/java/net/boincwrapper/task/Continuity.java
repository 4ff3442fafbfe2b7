package net.boincwrapper.task;

/** Whether something is still what it was when the container was started. */
enum Continuity {
  SAME,
  CHANGED,
  /** It cannot be shown to be the same. */
  UNKNOWN;

  /** Compares two identities, of which an empty one is unknown. */
  static Continuity between(String before, String now) {
    if (before.isEmpty() || now.isEmpty()) {
      return UNKNOWN;
    }
    return before.equals(now) ? SAME : CHANGED;
  }
}
