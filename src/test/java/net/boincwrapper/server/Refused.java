package net.boincwrapper.server;

/** What a tool of the server, or a client, does not take. */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  Refused(String message) {
    super(message);
  }
}
