package net.boincwrapper.cli.host;

/**
 * Something that the owner may want to change.
 *
 * @param what is wrong, and what follows
 * @param cure what to do, commands included
 * @param stops whether no task can run as long as it is so
 */
record Fault(String what, String cure, boolean stops) {
  static Fault stopping(String what, String cure) {
    return new Fault(what, cure, true);
  }

  static Fault lasting(String what, String cure) {
    return new Fault(what, cure, false);
  }
}
