package net.boincwrapper.cli.measure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/** Measures a task once a second while it runs. */
public final class RunMeter {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final ClientLimits limits;
  private final PacedGauge gauge;
  private final Stopwatch sinceSample;
  private final SampleSeries series = new SampleSeries();
  private Reading peaks = Reading.NOTHING;
  private Duration longest = Duration.ZERO;
  private long disk;

  /**
   * What the client knows by itself.
   *
   * @param elapsed how long the task has run, as the client counts it
   * @param cpuSeconds as in {@link RunSample}
   * @param memoryBytes as in {@link RunSample}
   * @param fractionDone as in {@link RunSample}
   */
  public record Known(Duration elapsed, double cpuSeconds, long memoryBytes, double fractionDone) {}

  /**
   * @param executor runs the looks at the disk, one at a time
   */
  public RunMeter(ClientLimits limits, Gauge gauge, Executor executor, HostClock clock) {
    this.limits = limits;
    this.gauge = new PacedGauge(gauge, executor, clock);
    this.sinceSample = new Stopwatch(clock);
  }

  /** A meter that looks in the background. */
  public static RunMeter inBackground(ClientLimits limits, Gauge gauge, HostClock clock) {
    return new RunMeter(limits, gauge, RunMeter::inThreadOfItsOwn, clock);
  }

  /** One that is stuck, on a dead network mount say, does not keep the program alive. */
  private static void inThreadOfItsOwn(Runnable look) {
    Thread thread = new Thread(look, "meter");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Looks if it is time for it.
   *
   * @param since the app ran for the first time; empty if it has not yet, so that there is no
   *     sample
   */
  public void look(Optional<Duration> since, Known known) {
    if (sinceSample.isDue(PERIOD)) {
      sinceSample.restart();
      take(since, known, gauge.latest());
    }
  }

  /** The task has ended: looks once more. */
  public void lookLast(Optional<Duration> since, Known known) {
    take(since, known, gauge.now());
  }

  private void take(Optional<Duration> since, Known known, Reading reading) {
    disk = reading.diskBytes();
    peaks = peaks.most(reading);
    longest = known.elapsed().compareTo(longest) > 0 ? known.elapsed() : longest;
    since.ifPresent(moment -> add(moment, known, reading));
  }

  private void add(Duration since, Known known, Reading reading) {
    series.add(
        new RunSample(
            since,
            known.cpuSeconds(),
            known.memoryBytes(),
            reading.diskBytes(),
            known.fractionDone(),
            reading.slot().files()));
  }

  /**
   * What a client would abort the task for now; call it while the task is neither suspended nor
   * leaving.
   */
  public Optional<Excess> excess(Known known) {
    return limits.exceeded(known.elapsed(), known.memoryBytes(), disk);
  }

  /** What the task has left too much of, seen at the last look. */
  public Optional<Excess> excessAtEnd() {
    return limits.disk(disk);
  }

  /** What was measured so far. */
  public Measured measured() {
    return new Measured(limits.bounds(), longest, peaks, series.samples(), List.of());
  }
}
