package net.boincwrapper.bench;

import java.util.List;

/**
 * How much is measured.
 *
 * @param repetitions of launch and finish, for each subject
 * @param lives of tasks that are suspended, resumed and asked to quit
 * @param suspends in each such life
 * @param firstLaunches on hosts that know nothing of the wrapper
 * @param steadyTasks how many run side by side while CPU and memory are measured
 * @param steadySeconds how long that is
 * @param warmUpSeconds how long they run before
 * @param crowds how many tasks are launched at once
 * @param crowdRepetitions of each crowd
 * @param checkpointBytes sizes of checkpoints
 * @param logBytes sizes of logs
 */
record Effort(
    int repetitions,
    int lives,
    int suspends,
    int firstLaunches,
    List<Integer> steadyTasks,
    double steadySeconds,
    double warmUpSeconds,
    List<Integer> crowds,
    int crowdRepetitions,
    List<Long> checkpointBytes,
    List<Long> logBytes) {
  private static final long MB = 1_000_000;

  /** About 3 minutes without a peer: enough to see what is wrong. */
  static final Effort QUICK =
      new Effort(
          4,
          2,
          3,
          1,
          List.of(1, 4),
          15,
          6,
          List.of(1, 4),
          1,
          List.of(MB, 30 * MB, 300 * MB),
          List.of(MB, 30 * MB));

  /** About 20 minutes without a peer. */
  static final Effort WHOLE =
      new Effort(
          21,
          6,
          5,
          5,
          List.of(1, 4, 16),
          60,
          20,
          List.of(1, 2, 4, 8, 16),
          3,
          List.of(MB, 4 * MB, 16 * MB, 64 * MB, 250 * MB, 1000 * MB, 2000 * MB),
          List.of(MB, 10 * MB, 100 * MB, 1000 * MB));

  /** How often something of a size is done: large things take long, and vary less. */
  int repetitions(long bytes) {
    return this == QUICK || bytes > 500 * MB ? 1 : 3;
  }
}
