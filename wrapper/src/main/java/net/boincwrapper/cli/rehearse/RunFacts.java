package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.boincwrapper.cli.simulate.WrapperLine;
import net.boincwrapper.client.AppStatus;

/**
 * The undisturbed run, against which all others are measured. Times are since the first launch.
 *
 * @param begin when the app was started
 * @param end when it had ended
 * @param cpuSeconds of the whole run
 * @param checkpoints when the client learnt of each
 * @param log of the whole run
 */
public record RunFacts(
    Duration begin, Duration end, double cpuSeconds, List<Duration> checkpoints, RunLog log) {
  /** Below this share of a CPU, an app mostly waits, and elapsed time says more about its work. */
  private static final double MOSTLY_WAITS = 0.2;

  public static RunFacts of(RunLog log) {
    Duration left =
        log.all(RunLog.Left.class).map(RunLog.Left::at).reduce((a, b) -> b).orElseThrow();
    return new RunFacts(
        RunLog.firstWithin(log.lines(WrapperLine.Starting.class), Duration.ZERO, left)
            .map(RunLog.Event::at)
            .orElse(Duration.ZERO),
        RunLog.lastUntil(log.lines(WrapperLine.Ended.class), left)
            .map(RunLog.Event::at)
            .orElse(left),
        RunLog.lastUntil(log.all(RunLog.Reported.class), left)
            .map(RunLog.Reported::status)
            .map(AppStatus::cpuSeconds)
            .orElse(0.0),
        log.all(RunLog.Checkpointed.class).map(RunLog.Checkpointed::at).toList(),
        log);
  }

  /** How long the app ran. */
  Duration running() {
    return end.minus(begin);
  }

  /**
   * CPU seconds that it took the app to begin its work, at most: what the first checkpoint took
   * longer than the others.
   */
  double loadingCpuSeconds() {
    return loading(log.all(RunLog.Checkpointed.class).map(RunLog.Checkpointed::cpuSeconds), 0);
  }

  /** The same in seconds of time. */
  double loadingSeconds() {
    return loading(checkpoints.stream().map(RunFacts::seconds), seconds(begin));
  }

  private static double loading(Stream<Double> checkpoints, double begin) {
    List<Double> marks = Stream.concat(Stream.of(begin), checkpoints).toList();
    double first = marks.size() > 1 ? marks.get(1) - begin : 0;
    List<Double> later =
        IntStream.range(2, marks.size())
            .mapToObj(i -> marks.get(i) - marks.get(i - 1))
            .sorted()
            .toList();
    return later.isEmpty() ? first : Math.max(0, first - later.get(later.size() / 2));
  }

  boolean mostlyWaits() {
    return cpuSeconds < MOSTLY_WAITS * seconds(running());
  }

  /**
   * Time from the n-th checkpoint, or from the app's start for n = 0, to the end. Zero if there
   * were fewer checkpoints.
   */
  Duration after(int checkpoint) {
    if (checkpoint > checkpoints.size()) {
      return Duration.ZERO;
    }
    return end.minus(checkpoint == 0 ? begin : checkpoints.get(checkpoint - 1));
  }

  static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
