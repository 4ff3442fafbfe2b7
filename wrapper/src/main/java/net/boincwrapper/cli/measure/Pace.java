package net.boincwrapper.cli.measure;

import static net.boincwrapper.cli.display.Quantities.duration;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How fast a task gets on, by its own fraction done.
 *
 * @param fractionPerHour above 0; above 1 for a task of less than an hour
 */
public record Pace(double fractionPerHour) {
  /** In a shorter time, the second between two reports makes any pace wrong. */
  private static final Duration SHORTEST = Duration.ofSeconds(3);

  /** Empty if the task reports no progress, or went on for too short a time. */
  static Optional<Pace> of(List<RunSample> samples) {
    if (samples.isEmpty()) {
      return Optional.empty();
    }
    RunSample first = samples.get(0);
    RunSample last = samples.get(samples.size() - 1);
    Duration time = last.since().minus(first.since());
    double done = last.fractionDone() - first.fractionDone();
    return time.compareTo(SHORTEST) < 0 || done <= 0
        ? Optional.empty()
        : Optional.of(new Pace(done * Duration.ofHours(1).toMillis() / time.toMillis()));
  }

  /** For the whole task. */
  Duration whole() {
    return Duration.ofSeconds(Math.round(Duration.ofHours(1).toSeconds() / fractionPerHour));
  }

  /** {@code 62 % of the task an hour, 1:36:46 for the whole}; short tasks are counted. */
  String text() {
    String rate =
        fractionPerHour < 1
            ? String.format(Locale.ROOT, "%.2g %% of the task an hour", fractionPerHour * 100)
            : String.format(Locale.ROOT, "%.1f such tasks an hour", fractionPerHour);
    return rate + ", " + duration(whole()) + " for the whole";
  }
}
