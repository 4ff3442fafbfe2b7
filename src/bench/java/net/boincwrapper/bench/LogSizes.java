package net.boincwrapper.bench;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import net.boincwrapper.harness.TaskHarness;

/** What an app's log costs by its size. */
final class LogSizes {
  private static final double MB = 1e6;

  /** What holds the whole log in memory, several times, would take the machine down. */
  private static final long MOST_FOR_A_PEER = 100_000_000;

  private final Lab lab;
  private final long bytes;

  private LogSizes(Lab lab, long bytes) {
    this.lab = lab;
    this.bytes = bytes;
  }

  static void measure(Lab lab) throws IOException {
    for (long bytes : lab.effort().logBytes()) {
      LogSizes sizes = new LogSizes(lab, bytes);
      List<Subject> subjects =
          bytes > MOST_FOR_A_PEER
              ? List.of(EngineRun.bare(), lab.ours())
              : lab.wrappersAnd(EngineRun.bare());
      for (int turn = 0; turn < lab.effort().repetitions(bytes); turn++) {
        lab.progress().accept("logs of " + Unit.BYTES.write((double) bytes));
        lab.each(subjects, sizes::of);
      }
    }
    OptionalLong largest = lab.effort().logBytes().stream().mapToLong(Long::longValue).max();
    if (lab.peer().isPresent() && largest.orElse(0) > MOST_FOR_A_PEER) {
      lab.notes()
          .add(
              "the peer was given no log of more than "
                  + Unit.BYTES.write((double) MOST_FOR_A_PEER));
    }
  }

  private void of(Subject subject) throws IOException {
    TaskHarness task = lab.site().task(App.LOGGING).file("size", Long.toString(bytes));
    double cpuBefore = Children.cpuSeconds();
    try (RunningTask running = subject.launch(task);
        MemoryPeak peak = MemoryPeak.of(running.pid(), lab)) {
      double exited = running.exited();
      add(Measure.LOG_FINISH, subject, exited - running.ended());
      add(Measure.LOG_CPU, subject, Children.cpuSeconds() - cpuBefore);
      add(Measure.LOG_MEMORY, subject, peak.bytes() / MB);
    }
  }

  private void add(Measure measure, Subject subject, double sample) {
    lab.figures().add(measure, subject.name(), (double) bytes, sample);
  }
}
