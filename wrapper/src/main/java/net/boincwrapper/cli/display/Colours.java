package net.boincwrapper.cli.display;

import java.util.Map;

/**
 * The few colours in which this program says what matters. Obeys {@code NO_COLOR}
 * (https://no-color.org) and {@code CLICOLOR_FORCE} (https://bixense.com/clicolors), in this order;
 * else only a terminal gets any, and none whose {@code TERM} is {@code dumb} or unset.
 */
public enum Colours {
  NONE,
  ANSI;

  private static final String RED = "31";
  private static final String YELLOW = "33";
  private static final String BOLD_RED = "1;31";
  private static final String BOLD_GREEN = "1;32";
  private static final String BOLD = "1";

  public static Colours ofStandardOutput() {
    return of(System.getenv(), Terminals.isStandardOutput());
  }

  public static Colours ofStandardError() {
    return of(System.getenv(), Terminals.isStandardError());
  }

  /**
   * Decides.
   *
   * @param terminal whether a person sees the stream on a terminal that knows control sequences
   */
  static Colours of(Map<String, String> environment, boolean terminal) {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return NONE;
    }
    String force = environment.getOrDefault("CLICOLOR_FORCE", "");
    return terminal || !(force.isEmpty() || force.equals("0")) ? ANSI : NONE;
  }

  /** Why a job cannot run. */
  public String error(String text) {
    return shown(RED, text);
  }

  /** What is unwise. */
  public String warning(String text) {
    return shown(YELLOW, text);
  }

  /** The result: good, or not. */
  public String verdict(boolean good, String text) {
    return shown(good ? BOLD_GREEN : BOLD_RED, text);
  }

  /** A result that is neither good nor bad. */
  public String unclear(String text) {
    return shown("1;" + YELLOW, text);
  }

  public String heading(String text) {
    return shown(BOLD, text);
  }

  private String shown(String codes, String text) {
    return this == NONE || text.isEmpty() ? text : "\u001b[" + codes + "m" + text + "\u001b[0m";
  }
}
