package net.boincwrapper.powercut;

import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;
import net.boincwrapper.harness.Eventually;

/**
 * When the power is cut.
 *
 * @param afterCheckpoint whether the time counts from the first checkpoint that the client was told
 *     of in this life; else from switching on
 * @param delay how long
 * @param writes of the disk to wait for after that, for a second at most: they come in bursts, and
 *     between them nothing is at stake
 */
record Moment(boolean afterCheckpoint, Duration delay, int writes) {
  private static final Duration CHECKPOINT_LIMIT = Duration.ofMinutes(3);
  private static final Duration WRITES_LIMIT = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(1);
  private static final int BOOT_MILLIS = 45_000;
  private static final int RUN_MILLIS = 8_000;
  private static final int MOST_WRITES = 40;

  /** One in five is at any moment at all; the others leave the task time to get on. */
  static Moment any(Random chance) {
    boolean afterCheckpoint = chance.nextInt(5) > 0;
    Duration delay = Duration.ofMillis(chance.nextInt(afterCheckpoint ? RUN_MILLIS : BOOT_MILLIS));
    return new Moment(afterCheckpoint, delay, chance.nextInt(MOST_WRITES));
  }

  /** Waits for it; fails if the machine is switched off before. */
  void await(Machine machine, Transcript said) {
    if (afterCheckpoint) {
      Eventually.await(
          "a checkpoint",
          CHECKPOINT_LIMIT,
          () -> !said.all("told").isEmpty() || off(machine, said),
          said::toString);
    }
    long begin = System.nanoTime();
    waitUntil(machine, said, () -> System.nanoTime() - begin > delay.toNanos());
    long before = machine.writes();
    long then = System.nanoTime();
    waitUntil(
        machine,
        said,
        () ->
            machine.writes() >= before + writes
                || System.nanoTime() - then > WRITES_LIMIT.toNanos());
  }

  private void waitUntil(Machine machine, Transcript said, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      off(machine, said);
      Eventually.pass(LOOK);
    }
  }

  private boolean off(Machine machine, Transcript said) {
    if (!machine.isOn()) {
      throw new AssertionError(
          "the machine went off before its power was cut " + this + "\n" + said);
    }
    return false;
  }

  @Override
  public String toString() {
    return delay.toMillis() / 1000.0
        + " s after "
        + (afterCheckpoint ? "a checkpoint" : "switching on")
        + " and "
        + writes
        + " writes";
  }
}
