package net.boincwrapper.powercut;

import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.virtual.Transcript;

/**
 * When the power is cut.
 *
 * @param after what the time counts from
 * @param delay how long after that
 * @param writes of the disk to wait for after the delay, for a second at most: they come in bursts,
 *     and between them nothing is at stake
 */
record Moment(After after, Duration delay, int writes) {
  /** What the time counts from. */
  enum After {
    SWITCHING_ON("switching on", 45_000, 40) {
      @Override
      boolean hasBeenSaid(Transcript said) {
        return true;
      }
    },
    CHECKPOINT("the first checkpoint that the client was told of", 8_000, 40) {
      @Override
      boolean hasBeenSaid(Transcript said) {
        return !said.all("told").isEmpty();
      }
    },
    END("the app's end", 600, 4) {
      @Override
      boolean hasBeenSaid(Transcript said) {
        return said.all("log").stream()
            .anyMatch(line -> line.contains("the container has ended, exit code 0: the app"));
      }
    };

    private final String text;
    private final int mostMillis;

    private final int mostWrites;

    After(String text, int mostMillis, int mostWrites) {
      this.text = text;
      this.mostMillis = mostMillis;
      this.mostWrites = mostWrites;
    }

    abstract boolean hasBeenSaid(Transcript said);
  }

  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final Duration WRITES_LIMIT = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(1);

  /** One in five is at any moment at all; the others leave the task time to get on. */
  static Moment any(Random chance) {
    return after(chance.nextInt(5) == 0 ? After.SWITCHING_ON : After.CHECKPOINT, chance);
  }

  static Moment after(After after, Random chance) {
    Duration delay = Duration.ofMillis(chance.nextInt(after.mostMillis));
    return new Moment(after, delay, chance.nextInt(after.mostWrites));
  }

  /** Waits for it; fails if the machine is switched off before. */
  void await(Machine machine, Transcript said) {
    long begin = System.nanoTime();
    waitUntil(machine, said, () -> after.hasBeenSaid(said) || hasPassed(begin, LIMIT));
    if (!after.hasBeenSaid(said)) {
      throw new AssertionError("waited in vain for " + after.text + "\n" + said);
    }
    long then = System.nanoTime();
    waitUntil(machine, said, () -> hasPassed(then, delay));
    long before = machine.writes();
    long last = System.nanoTime();
    waitUntil(
        machine, said, () -> machine.writes() >= before + writes || hasPassed(last, WRITES_LIMIT));
  }

  private static boolean hasPassed(long since, Duration time) {
    return System.nanoTime() - since > time.toNanos();
  }

  private void waitUntil(Machine machine, Transcript said, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (!machine.isOn()) {
        throw new AssertionError("the machine went off before its cut, " + this + "\n" + said);
      }
      Eventually.pass(LOOK);
    }
  }

  @Override
  public String toString() {
    return "%.3f s after %s and %d writes".formatted(delay.toMillis() / 1000.0, after.text, writes);
  }
}
