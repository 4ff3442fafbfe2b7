package net.boincwrapper.cli.simulate;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One interruption of a dry run, as written: {@code kill@5s}, {@code quit@50%}.
 *
 * @param amount seconds of the app's running, or a share of its work from 0 to 1
 */
public record Interrupt(Kind kind, Unit unit, double amount) {
  private static final Pattern FORM =
      Pattern.compile("([a-z]+)@([0-9]{1,6}(?:\\.[0-9]{1,3})?)(s|%)");

  /** What happens. */
  public enum Kind {
    /** The app's container is killed from outside. */
    KILL,
    /** The wrapper is killed; the container runs on. */
    WRAPPER,
    /** Wrapper and container are killed without warning. */
    REBOOT,
    /** The client asks the task to leave, and starts it again. */
    QUIT,
    /** The client suspends the task for three seconds. */
    SUSPEND,
    /** Like {@link #REBOOT}, and the checkpoint's files are torn. */
    TORN,
    /** Like {@link #TORN}, and the newest sealed checkpoint is damaged, too. */
    ROLLBACK,
    /**
     * The engine goes away with the container, and comes back: a socket in front of it is closed
     * for some seconds or, if the author permits that, it is really restarted.
     */
    ENGINE;

    /** As the author writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** All words, for a message. */
    static String words() {
      return Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "));
    }
  }

  /** The unit of the moment. */
  public enum Unit {
    SECONDS,
    SHARE
  }

  /**
   * Reads what an author has written.
   *
   * @throws IllegalArgumentException with a message for the author
   */
  public static Interrupt parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is not an interruption; write WHAT@SECONDSs or WHAT@PERCENT%, such as kill@5s");
    }
    double amount = Double.parseDouble(form.group(2));
    Kind kind = kindOf(form.group(1));
    return form.group(3).equals("s")
        ? new Interrupt(kind, Unit.SECONDS, amount)
        : new Interrupt(kind, Unit.SHARE, share(text, amount));
  }

  /**
   * The kind that an author has named.
   *
   * @throws IllegalArgumentException with a message for the author
   */
  public static Kind kindOf(String word) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("\"" + word + "\" is none of " + Kind.words()));
  }

  private static double share(String text, double percent) {
    if (percent > 100) {
      throw new IllegalArgumentException("\"" + text + "\": a share is at most 100%");
    }
    return percent / 100;
  }

  /** Whether the moment has come. */
  boolean isDue(double runningSeconds, double fractionDone) {
    return (unit == Unit.SECONDS ? runningSeconds : fractionDone) >= amount;
  }

  @Override
  public String toString() {
    String moment =
        unit == Unit.SECONDS ? trim(amount) + "s" : trim(Math.rint(amount * 1e5) / 1e3) + "%";
    return kind.word() + "@" + moment;
  }

  private static String trim(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
