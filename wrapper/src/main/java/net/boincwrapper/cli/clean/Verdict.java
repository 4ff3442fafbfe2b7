package net.boincwrapper.cli.clean;

/**
 * What becomes of something.
 *
 * @param why for people; empty where it is in use, of which nothing is told
 */
record Verdict(Kind kind, String why) {
  enum Kind {
    /** A task uses it, or may begin to. */
    NEEDED,
    /** Nobody needs it. */
    LEFT,
    /** It stays, but the owner may want to decide otherwise. */
    DOUBTFUL
  }

  static final Verdict NEEDED = new Verdict(Kind.NEEDED, "");

  static Verdict left(String why) {
    return new Verdict(Kind.LEFT, why);
  }

  static Verdict doubtful(String why) {
    return new Verdict(Kind.DOUBTFUL, why);
  }
}
