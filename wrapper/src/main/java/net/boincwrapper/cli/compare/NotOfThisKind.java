package net.boincwrapper.cli.compare;

/** A content is not what its beginning promises; the message says what there is instead. */
final class NotOfThisKind extends Exception {
  private static final long serialVersionUID = 1;

  NotOfThisKind(String what) {
    super(what);
  }
}
