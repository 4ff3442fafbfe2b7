package net.boincwrapper.cli.rehearse;

/**
 * An interruption that did not interrupt anything, and so tested nothing.
 *
 * @param what the interruption as people call it
 * @param why the end of a sentence
 */
record MissedInterruption(String what, String why) {
  static MissedInterruption tooLate(String what) {
    return new MissedInterruption(what, "the run was over before it");
  }
}
