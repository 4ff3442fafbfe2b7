package net.boincwrapper.job.options;

/**
 * An option of docker's command line, and what a job may do with it.
 *
 * @param name without the dashes
 * @param shortName {@code '\0'}: none
 * @param takesValue false: a flag
 * @param reason why it is ignored or refused; empty: for no reason worth a line
 */
public record OptionSpec(
    String name, char shortName, boolean takesValue, Treatment treatment, String reason) {

  /** The security rule that a refused option breaks; what to do instead must follow. */
  public static final String LOOSENS = "is refused: it loosens isolation; ";

  public enum Treatment {
    USED,
    IGNORED,
    REFUSED
  }

  static OptionSpec used(String name) {
    return new OptionSpec(name, '\0', true, Treatment.USED, "");
  }

  static OptionSpec ignored(String name, String reason) {
    return new OptionSpec(name, '\0', true, Treatment.IGNORED, reason);
  }

  static OptionSpec refused(String name, String reason) {
    return new OptionSpec(name, '\0', true, Treatment.REFUSED, reason);
  }

  /**
   * Refused, because it breaks the container's isolation.
   *
   * @param help what an honest job does instead
   */
  static OptionSpec loosens(String name, String help) {
    return refused(name, LOOSENS + help);
  }

  OptionSpec shortened(char letter) {
    return new OptionSpec(name, letter, takesValue, treatment, reason);
  }

  /** Without a value. */
  OptionSpec flag() {
    return new OptionSpec(name, shortName, false, treatment, reason);
  }
}
