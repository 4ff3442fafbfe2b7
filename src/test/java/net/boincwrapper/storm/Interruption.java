package net.boincwrapper.storm;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What happens to a task. */
enum Interruption {
  /** {@code kill -9} on the host. */
  APP_KILLED(false, true),
  WRAPPER_KILLED(true, true),
  BOTH_KILLED(false, true),
  CONTAINER_KILLED(false, true),
  CONTAINER_REMOVED(false, true),
  /** Suspended by the client, and then something is killed. */
  KILLED_WHILE_PAUSED(false, false),
  SUSPENDED(true, false),
  QUIT(true, true),
  SIGTERM(true, true),
  /** Everything is killed, and the files are not what they were. */
  FILES_TORN(false, false),
  /** And the newest sealed checkpoint is not either. */
  CHECKPOINT_TORN(false, false);

  private final boolean atAnyMoment;
  private final boolean atTheEnd;

  Interruption(boolean atAnyMoment, boolean atTheEnd) {
    this.atAnyMoment = atAnyMoment;
    this.atTheEnd = atTheEnd;
  }

  /** Whether it may also hit a wrapper that has just been launched, and has no container yet. */
  boolean atAnyMoment() {
    return atAnyMoment;
  }

  static Interruption drawn(Random random) {
    return values()[random.nextInt(values().length)];
  }

  /** One that may come while the app ends. */
  static Interruption drawnForTheEnd(Random random) {
    List<Interruption> kinds = Arrays.stream(values()).filter(kind -> kind.atTheEnd).toList();
    return kinds.get(random.nextInt(kinds.size()));
  }
}
