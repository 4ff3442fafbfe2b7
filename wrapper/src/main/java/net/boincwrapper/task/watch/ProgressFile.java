package net.boincwrapper.task.watch;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import net.boincwrapper.slot.UntrustedFiles;
import net.boincwrapper.slot.UntrustedFiles.Reading;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/**
 * The file in which an app says how far it has come. If it cannot be understood, that is said once,
 * with what it holds: an author would otherwise only see that there is no progress.
 */
public final class ProgressFile {
  /** Between two looks: a single one may have caught the app while writing. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  /** An app may make the file long before it knows what to write. */
  private static final Duration MAY_BE_EMPTY = Duration.ofMinutes(1);

  /** From here on, a number is taken for per cent; a little above 1 is a miscalculation. */
  private static final double LEAST_PER_CENT = 2;

  private static final String EMPTY = "is still empty; write a number from 0 to 1 into it";

  /** The most bytes that are read: as many as for a number. */
  private static final int LONGEST = 256;

  private final Stopwatch sinceLook;
  private final Stopwatch same;
  private final UntrustedFiles files;
  private String before = "";
  private boolean told;

  public ProgressFile(HostClock clock, UntrustedFiles files) {
    this.sinceLook = Stopwatch.started(clock);
    this.same = Stopwatch.started(clock);
    this.files = files;
  }

  /** From 0 to 1; empty if the file is missing or does not hold such a number. */
  public OptionalDouble fraction(String name) {
    OptionalDouble fraction = files.readFraction(name);
    if (fraction.isPresent()) {
      before = "";
    }
    return fraction;
  }

  /**
   * What is wrong with the file; said only once. Call it while the app runs and {@link #fraction}
   * is empty.
   */
  public Optional<String> complaint(String name) {
    if (told || !sinceLook.hasPassed(LOOK_EVERY)) {
      return Optional.empty();
    }
    sinceLook.restart();
    String wrong = wrong(files.read(name, LONGEST));
    boolean empty = wrong.equals(EMPTY);
    // Otherwise the content may change, as from 30% to 31%.
    if (wrong.isEmpty() || before.isEmpty() || empty != before.equals(EMPTY)) {
      same.restart();
    }
    before = wrong;
    told = !wrong.isEmpty() && same.hasPassed(empty ? MAY_BE_EMPTY : LOOK_EVERY);
    return told
        ? Optional.of("no progress is shown: the progress file " + name + " " + wrong)
        : Optional.empty();
  }

  private static String wrong(Reading reading) {
    if (reading instanceof Reading.Absent) {
      return "";
    }
    Optional<String> text = reading.text();
    if (text.isEmpty()) {
      return "cannot be read as a number from 0 to 1: it is no plain file, too long or not readable";
    }
    String held = text.get().strip();
    return held.isEmpty() ? EMPTY : "holds " + QuotedText.quoted(held) + ", " + meant(held);
  }

  /** Some write per cent, or a decimal comma. */
  private static String meant(String held) {
    String number = held.endsWith("%") ? held.substring(0, held.length() - 1).strip() : held;
    OptionalDouble value = value(number.replace(',', '.'));
    boolean perCent = !number.equals(held) || value.orElse(0) >= LEAST_PER_CENT;
    double meant = value.orElse(-1) / (perCent ? 100 : 1);
    return meant < 0 || meant > 1
        ? "which is no number from 0 to 1, such as 0.35"
        : "which is no number from 0 to 1; write " + Math.round(meant * 10_000) / 10_000.0;
  }

  private static OptionalDouble value(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
