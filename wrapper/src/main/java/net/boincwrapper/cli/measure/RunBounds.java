package net.boincwrapper.cli.measure;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import net.boincwrapper.cli.folder.BoincTemplate;
import net.boincwrapper.cli.folder.JobFolder;

/**
 * What a client allows a task.
 *
 * @param fpopsBound the workunit's {@code rsc_fpops_bound}
 * @param flops speed of the app version on the host, floating-point operations per second
 * @param memoryBytes the workunit's {@code rsc_memory_bound}
 * @param diskBytes the workunit's {@code rsc_disk_bound}
 * @param file name of the input template, which gives these bounds, or ought to
 * @param outputFile name of the output template, which gives those of the outputs, or ought to
 * @param limit of memory, the job's own; empty where it has none
 */
public record RunBounds(
    double fpopsBound,
    double flops,
    long memoryBytes,
    long diskBytes,
    String file,
    String outputFile,
    Optional<MemoryBound> limit) {
  /**
   * Of one CPU, where the author names no speed: our assumption for a present host. The client
   * takes the result of its own benchmark times the app version's CPUs where the server says
   * nothing ({@code client/client_types.cpp:APP_VERSION}).
   */
  public static final double FLOPS_PER_CPU = 5e9;

  /** {@code client/client_state.h:MIN_TIME_BOUND}, in seconds. */
  private static final double LEAST_SECONDS = 120;

  /** {@code client/client_state.h:DEFAULT_TIME_BOUND}. */
  private static final Duration INSTEAD = Duration.ofHours(12);

  /** More would not fit, and is as good as forever. */
  private static final double MOST_SECONDS = 1e9;

  /** Of a job without a limit of its own. */
  public RunBounds(
      double fpopsBound,
      double flops,
      long memoryBytes,
      long diskBytes,
      String file,
      String outputFile) {
    this(fpopsBound, flops, memoryBytes, diskBytes, file, outputFile, Optional.empty());
  }

  /** What the folder's input template says, or create_work where it is silent. */
  public static RunBounds of(JobFolder folder, double flops) {
    BoincTemplate.Bounds template = folder.bounds();
    return new RunBounds(
        template.fpopsBound(),
        flops,
        (long) template.memoryBytes(),
        (long) template.diskBytes(),
        folder.inputName(),
        folder.outputName(),
        MemoryBound.limit(folder));
  }

  /** The smaller of the workunit's bound and the job's own limit. */
  public MemoryBound memory() {
    MemoryBound ofWorkunit = new MemoryBound(memoryBytes, MemoryBound.OF_WORKUNIT, file);
    return limit.filter(own -> own.bytes() <= memoryBytes).orElse(ofWorkunit);
  }

  /**
   * How long the task may run ({@code client/app.cpp:ACTIVE_TASK::init}). Time in which it is
   * suspended does not count.
   */
  public Duration time() {
    return isTooSmallForTheClient()
        ? INSTEAD
        : Duration.ofMillis((long) (Math.min(seconds(), MOST_SECONDS) * 1000));
  }

  /** Whether the client takes a limit of its own, because the bound cannot be meant. */
  public boolean isTooSmallForTheClient() {
    return seconds() < LEAST_SECONDS;
  }

  /** Where {@link #time} comes from, as part of a sentence. */
  String whyThisTime() {
    String quotient =
        String.format(Locale.ROOT, "rsc_fpops_bound %s at %s", number(fpopsBound), speed());
    return isTooSmallForTheClient()
        ? quotient + " is below 2 minutes, so the client takes 12 hours"
        : quotient;
  }

  /** {@code 5 GFLOPS}. */
  String speed() {
    return String.format(Locale.ROOT, "%s GFLOPS", number(flops / 1e9));
  }

  /** {@code 8.64e13}, {@code 7.5}, {@code 1e-05}. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value)
        .replaceFirst("(\\.\\d*?)0+(e|$)", "$1$2")
        .replaceFirst("\\.(e|$)", "$1")
        .replace("e+", "e");
  }

  private double seconds() {
    return fpopsBound / flops;
  }
}
