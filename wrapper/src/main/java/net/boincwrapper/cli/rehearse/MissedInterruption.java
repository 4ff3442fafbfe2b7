package net.boincwrapper.cli.rehearse;

/**
 * An interruption that has interrupted nothing, and so has tested nothing.
 *
 * @param what its word
 * @param why the end of a sentence
 */
record MissedInterruption(String what, String why) {
  static MissedInterruption tooLate(String what) {
    return new MissedInterruption(what, "the run was over before");
  }
}
