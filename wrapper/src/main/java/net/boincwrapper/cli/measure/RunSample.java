package net.boincwrapper.cli.measure;

import java.time.Duration;

/**
 * What a task used at one moment.
 *
 * @param since the app ran for the first time; interruptions included
 * @param cpuSeconds CPU time of the task so far, over all its starts; goes back where work was lost
 * @param memoryBytes memory in use, as the task last reported it; 0 if it does not run
 * @param diskBytes as the client counts it: the slot, and the outputs in the project's directory
 * @param fractionDone from 0 to 1
 * @param files regular files in the slot
 */
public record RunSample(
    Duration since,
    double cpuSeconds,
    long memoryBytes,
    long diskBytes,
    double fractionDone,
    long files) {

  /** One sample instead of two: how far it had come in the end, and the most that it used. */
  RunSample and(RunSample later) {
    return new RunSample(
        later.since,
        later.cpuSeconds,
        Math.max(memoryBytes, later.memoryBytes),
        Math.max(diskBytes, later.diskBytes),
        later.fractionDone,
        Math.max(files, later.files));
  }
}
