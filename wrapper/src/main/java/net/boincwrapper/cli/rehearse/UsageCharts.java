package net.boincwrapper.cli.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import net.boincwrapper.cli.measure.RunBounds;
import net.boincwrapper.cli.measure.RunSample;
import net.boincwrapper.cli.report.Chart;
import net.boincwrapper.cli.report.Chart.Bound;
import net.boincwrapper.cli.report.Chart.Point;
import net.boincwrapper.cli.report.Lane.Mark;
import net.boincwrapper.cli.report.Lane.Sign;
import net.boincwrapper.cli.report.RunCharts;
import net.boincwrapper.cli.report.Unit;
import net.boincwrapper.cli.simulate.RunUsage;

/** What a run used over time, as charts whose time begins when the app first ran. */
final class UsageCharts {
  /** In seconds: between two reports a second apart, CPU time jumps. */
  private static final double WINDOW = 5;

  private final RunUsage usage;
  private final List<RunSample> samples;

  private UsageCharts(RunUsage usage) {
    this.usage = usage;
    this.samples = usage.measured().samples();
  }

  static RunCharts of(String run, RunUsage usage, RunLog log) {
    UsageCharts charts = new UsageCharts(usage);
    List<Mark> hits = log.all(RunLog.Hit.class).map(hit -> mark(hit, usage)).toList();
    return new RunCharts(run, hits, charts.all());
  }

  private static Mark mark(RunLog.Hit hit, RunUsage usage) {
    double at = RunFacts.seconds(hit.at().minus(usage.preparation()));
    return new Mark(Sign.INTERRUPTED, at, hit.interrupt().toString());
  }

  private List<Chart> all() {
    RunBounds bounds = usage.measured().bounds();
    Optional<Bound> cpus = Optional.of(new Bound("the task's", usage.cpus()));
    return List.of(
        new Chart("CPU", Unit.CPUS, cpu(), cpus, false),
        new Chart(
            "Memory",
            Unit.BYTES,
            points(RunSample::memoryBytes),
            bound(bounds.memory().name(), bounds.memory().bytes()),
            false),
        new Chart(
            "Disk",
            Unit.BYTES,
            points(RunSample::diskBytes),
            bound("rsc_disk_bound", bounds.diskBytes()),
            true),
        new Chart(
            "Progress", Unit.SHARE, points(RunSample::fractionDone), Optional.empty(), false));
  }

  private static Optional<Bound> bound(String name, long bytes) {
    return bytes == Long.MAX_VALUE ? Optional.empty() : Optional.of(new Bound(name, bytes));
  }

  private List<Point> points(ToDoubleFunction<RunSample> value) {
    return samples.stream()
        .map(sample -> new Point(at(sample), value.applyAsDouble(sample)))
        .toList();
  }

  private static double at(RunSample sample) {
    return RunFacts.seconds(sample.since());
  }

  /** CPUs in use, over the last few seconds each. Where work was lost, CPU time goes back. */
  private List<Point> cpu() {
    List<Point> points = new ArrayList<>();
    int from = 0;
    for (int i = 1; i < samples.size(); i++) {
      while (from < i - 1 && at(samples.get(i)) - at(samples.get(from)) > WINDOW) {
        from++;
      }
      if (samples.get(i).cpuSeconds() < samples.get(i - 1).cpuSeconds()) {
        from = i;
        continue;
      }
      RunSample first = samples.get(from);
      double seconds = at(samples.get(i)) - at(first);
      double used = samples.get(i).cpuSeconds() - first.cpuSeconds();
      if (seconds > 0) {
        points.add(new Point(at(samples.get(i)), Math.max(0, used / seconds)));
      }
    }
    return points;
  }
}
