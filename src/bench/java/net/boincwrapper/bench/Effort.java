package net.boincwrapper.bench;

import java.util.List;

/**
 * How much is measured.
 *
 * @param checkpointBytes sizes of checkpoints
 * @param logBytes sizes of logs
 * @param repetitions of each of these sizes, the large ones excepted
 */
record Effort(
    Lives lives,
    Crowds crowds,
    List<Long> checkpointBytes,
    List<Long> logBytes,
    int repetitions,
    SideBySide sideBySide,
    Ages ages) {
  private static final long MB = 1_000_000;

  /** Above this one repetition will do: what takes long varies less. */
  private static final long LARGE = 500 * MB;

  /** About 3 minutes without a peer: enough to see what is wrong. */
  static final Effort QUICK =
      new Effort(
          new Lives(4, 1, 2, 3),
          new Crowds(List.of(1, 4), 1),
          List.of(MB, 30 * MB, 300 * MB),
          List.of(MB, 30 * MB),
          1,
          new SideBySide(List.of(1, 4), 6, 15),
          new Ages(4, List.of(1, 2), 15));

  /** About 20 minutes without a peer, 25 with one. */
  static final Effort WHOLE =
      new Effort(
          new Lives(15, 5, 5, 5),
          new Crowds(List.of(1, 2, 4, 8, 16), 3),
          List.of(MB, 4 * MB, 16 * MB, 64 * MB, 250 * MB, 1000 * MB, 2000 * MB),
          List.of(MB, 10 * MB, 100 * MB, 1000 * MB),
          3,
          new SideBySide(List.of(1, 4, 16), 90, 60),
          new Ages(4, List.of(2, 5, 10, 20, 30, 60, 90, 120), 240));

  /**
   * Tasks that run alone.
   *
   * @param brief that just begin and end, for each subject
   * @param first launches on hosts that know nothing of the wrapper
   * @param controlled that are suspended, resumed and asked to quit
   * @param suspends in each of those
   */
  record Lives(int brief, int first, int controlled, int suspends) {}

  /**
   * Tasks that are launched at once.
   *
   * @param tasks how many
   * @param repetitions of each number
   */
  record Crowds(List<Integer> tasks, int repetitions) {}

  /**
   * Tasks that just run.
   *
   * @param tasks how many
   * @param warmUpSeconds in which Java compiles what it needs
   * @param seconds of the time that is measured then
   */
  record SideBySide(List<Integer> tasks, double warmUpSeconds, double seconds) {}

  /**
   * Tasks that just run for long.
   *
   * @param tasks how many
   * @param minutes since their launch, at which they are looked at, ascending
   * @param bareSeconds for which bare containers are watched before
   */
  record Ages(int tasks, List<Integer> minutes, double bareSeconds) {}

  /** How often something of a size is done. */
  int repetitions(long bytes) {
    return bytes > LARGE ? 1 : repetitions;
  }
}
