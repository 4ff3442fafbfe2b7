package net.boincwrapper.cli.measure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Bounds for a workunit, from what runs of it used.
 *
 * @param seen what they used
 * @param values the input template's, by tag, in the order of the tags there
 * @param outputs {@code max_nbytes} by the output's name; empty if there is no output template
 */
public record BoundsProposal(Seen seen, Map<String, String> values, Map<String, String> outputs) {
  private static final long MIB = 1 << 20;

  /** Memory is looked at once a second, and may have been more in between. */
  static final double MEMORY = 1.3;

  static final double DISK = 1.5;

  /** An engine refuses a container with less than 6 MiB, and files in memory count too. */
  static final long LEAST_MEMORY = 16_000_000;

  /** For logs, and the copies of checkpoints of a longer run. */
  static final long LEAST_DISK = 10_000_000;

  static final int TIME = 10;
  static final int OUTPUT = 2;

  /** In a shorter time, an image may not even be pulled. */
  static final Duration LEAST_TIME = Duration.ofHours(1);

  /** BOINC's own default, {@code tools/backend_lib.h:DEFAULT_DELAY_BOUND}. */
  static final Duration LEAST_DELAY = Duration.ofDays(7);

  static final long LEAST_OUTPUT = 100_000;

  private static final MathContext ROUND_UP = new MathContext(2, RoundingMode.UP);

  /**
   * What runs used.
   *
   * @param bounds those that were in force
   * @param running of the app, undisturbed
   * @param elapsed of the undisturbed task since its launch
   * @param memoryBytes the most of all runs; 0 if unknown
   * @param diskBytes the most of all runs
   * @param outputs of the undisturbed run
   */
  public record Seen(
      RunBounds bounds,
      Duration running,
      Duration elapsed,
      long memoryBytes,
      long diskBytes,
      List<OutputSize> outputs) {
    public Seen {
      outputs = List.copyOf(outputs);
    }
  }

  /** Empty if nothing was measured. */
  public static Optional<BoundsProposal> of(Seen seen) {
    return seen.bounds().file().isEmpty() || seen.running().isZero()
        ? Optional.empty()
        : Optional.of(new BoundsProposal(seen, values(seen), outputs(seen)));
  }

  private static Map<String, String> values(Seen seen) {
    double flops = seen.bounds().flops();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("rsc_fpops_est", floating(seconds(seen.running()) * flops));
    values.put(
        "rsc_fpops_bound",
        floating(Math.max(TIME * seconds(seen.elapsed()), seconds(LEAST_TIME)) * flops));
    if (seen.memoryBytes() > 0) {
      values.put("rsc_memory_bound", floating(Math.max(seen.memoryBytes() * MEMORY, LEAST_MEMORY)));
    }
    values.put("rsc_disk_bound", floating(Math.max(seen.diskBytes() * DISK, LEAST_DISK)));
    values.put("delay_bound", plain(delay(seen).toSeconds()));
    return values;
  }

  /**
   * In MiB: what the job's own limit of memory ought to be, so as not to be above the workunit's
   * bound; empty where the job has none, or no memory was reported.
   */
  public OptionalLong limitMebibytes() {
    String bound = values.get("rsc_memory_bound");
    return bound == null || seen.bounds().limit().isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(new BigDecimal(bound).longValue() / MIB);
  }

  /** Whole days. */
  private static Duration delay(Seen seen) {
    long days = (long) Math.ceil(TIME * seconds(seen.running()) / Duration.ofDays(1).toSeconds());
    return Duration.ofDays(Math.max(days, LEAST_DELAY.toDays()));
  }

  private static Map<String, String> outputs(Seen seen) {
    Map<String, String> outputs = new LinkedHashMap<>();
    for (OutputSize output : seen.outputs()) {
      long bytes = Math.max(OUTPUT * output.bytes(), LEAST_OUTPUT);
      outputs.put(output.name(), round((double) bytes).toBigInteger().toString());
    }
    return outputs;
  }

  /** {@code 1.1e8}. */
  private static String floating(double value) {
    BigDecimal rounded = round(value);
    int exponent = rounded.precision() - rounded.scale() - 1;
    return rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString()
        + "e"
        + exponent;
  }

  private static String plain(long value) {
    return Long.toString(value);
  }

  private static BigDecimal round(double value) {
    return new BigDecimal(Math.max(value, 1)).round(ROUND_UP);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
