package net.boincwrapper.cli.rehearse;

/**
 * An interruption that has interrupted nothing, and so has tested nothing.
 *
 * @param what its word
 * @param why the end of a sentence
 */
record Missed(String what, String why) {
  static Missed tooLate(String what) {
    return new Missed(what, "the run was over before");
  }
}
