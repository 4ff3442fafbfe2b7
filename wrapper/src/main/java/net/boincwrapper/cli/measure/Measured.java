package net.boincwrapper.cli.measure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What was measured in a run, and what a client would have allowed.
 *
 * @param elapsed how long the task ran, as the client counts it against its limit: from the launch
 *     on, and without the time in which it was suspended
 * @param peaks the most of each; {@code traffic} is the sum
 * @param samples about one a second, in the order of time; fewer in a long run
 * @param outputs those of the output template that the run wrote; empty if it did not succeed
 */
public record Measured(
    RunBounds bounds,
    Duration elapsed,
    Reading peaks,
    List<RunSample> samples,
    List<OutputSize> outputs) {

  /** For a run of which nothing is known. */
  public static final Measured NOTHING =
      new Measured(
          new RunBounds(Double.MAX_VALUE, 1, Long.MAX_VALUE, Long.MAX_VALUE, "", ""),
          Duration.ZERO,
          Reading.NOTHING,
          List.of(),
          List.of());

  public Measured {
    samples = List.copyOf(samples);
    outputs = List.copyOf(outputs);
  }

  /** Whether anything was measured. */
  public boolean isKnown() {
    return !bounds.file().isEmpty();
  }

  public Measured withOutputs(List<OutputSize> collected) {
    return new Measured(bounds, elapsed, peaks, samples, collected);
  }

  /** How fast the task got on; empty if it does not say. */
  public Optional<Pace> pace() {
    return Pace.of(samples);
  }
}
