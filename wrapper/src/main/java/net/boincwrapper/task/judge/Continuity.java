package net.boincwrapper.task.judge;

/** Whether something is still what it was when the container was started. */
public enum Continuity {
  SAME,
  CHANGED,
  /** It cannot be shown to be the same. */
  UNKNOWN;

  /** Compares two identities; an empty one is unknown. */
  public static Continuity between(String before, String now) {
    if (before.isEmpty() || now.isEmpty()) {
      return UNKNOWN;
    }
    return before.equals(now) ? SAME : CHANGED;
  }
}
