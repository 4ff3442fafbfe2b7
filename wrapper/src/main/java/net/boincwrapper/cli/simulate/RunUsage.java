package net.boincwrapper.cli.simulate;

import java.time.Duration;
import java.util.List;
import net.boincwrapper.cli.measure.DiskHints;
import net.boincwrapper.cli.measure.Measured;
import net.boincwrapper.cli.measure.OutputSize;

/**
 * What a run under the simulated client used.
 *
 * @param preparation from the first launch until the app ran: image, container
 * @param wallTime from then to the end, interruptions included
 * @param cpuSecondsBefore CPU time of the task before this run continued it; else 0
 * @param cpuSeconds CPU time of the task, as last reported
 * @param cpus CPUs that the task might use
 * @param peakBytes highest reported memory; 0 if there was no report. Between two reports it may
 *     have been more
 * @param checkpoints as the client counts them: those that were sealed
 * @param checkpointsSeen how often the wrapper found the checkpoint files complete, as far as it
 *     came to tell; never less than the sealed ones
 * @param launches how often the wrapper was launched
 * @param measured what was seen from outside, and what a client would allow
 */
public record RunUsage(
    Duration preparation,
    Duration wallTime,
    double cpuSecondsBefore,
    double cpuSeconds,
    double cpus,
    long peakBytes,
    int checkpoints,
    int checkpointsSeen,
    int launches,
    Measured measured) {

  /** In a shorter run, the second between two reports makes any share wrong. */
  private static final Duration SHORTEST = Duration.ofSeconds(2);

  /** Each checkpoint that was seen was sealed. */
  public RunUsage(
      Duration preparation,
      Duration wallTime,
      double cpuSecondsBefore,
      double cpuSeconds,
      double cpus,
      long peakBytes,
      int checkpoints,
      int launches,
      Measured measured) {
    this(
        preparation,
        wallTime,
        cpuSecondsBefore,
        cpuSeconds,
        cpus,
        peakBytes,
        checkpoints,
        checkpoints,
        launches,
        measured);
  }

  public RunUsage withOutputs(List<OutputSize> outputs) {
    return new RunUsage(
        preparation,
        wallTime,
        cpuSecondsBefore,
        cpuSeconds,
        cpus,
        peakBytes,
        checkpoints,
        checkpointsSeen,
        launches,
        measured.withOutputs(outputs));
  }

  /** What costs time on the disk; sentences. */
  List<String> diskHints() {
    return isLongEnough()
        ? DiskHints.of(measured, wallTime, cpuSeconds - cpuSecondsBefore)
        : List.of();
  }

  /** Whether the run was long enough for its {@link #utilisation} to mean anything. */
  public boolean isLongEnough() {
    return wallTime.compareTo(SHORTEST) >= 0;
  }

  /** CPU time over (wall time × CPUs), from 0; about 1 for an app that uses all it has. */
  public double utilisation() {
    double available = wallTime.toMillis() / 1000.0 * cpus;
    return available > 0 ? (cpuSeconds - cpuSecondsBefore) / available : 0;
  }
}
