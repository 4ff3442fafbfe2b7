package net.boincwrapper.container;

import java.time.Duration;
import net.boincwrapper.container.Images.Surroundings;

/** One attempt to obtain an image: what it says, how long it may wait, and when it is given up. */
final class Errand {
  /** After that the task is postponed, so that others get its CPUs. */
  static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  /** The client sends a heartbeat each second; before the first the network counts as suspended. */
  private static final Duration FIRST_WORD = Duration.ofSeconds(3);

  private static final Duration SLICE = Duration.ofMillis(250);

  private final Surroundings surroundings;
  private final Pace pace;
  private final Duration deadline;
  private boolean wantsNetwork;
  private String complaint = "";

  Errand(Surroundings surroundings, Pace pace) {
    this.surroundings = surroundings;
    this.pace = pace;
    this.deadline = pace.now().plus(LONGEST_WAIT);
  }

  void say(String line) {
    surroundings.progress().accept(line);
  }

  /** The engine's own words. */
  void tellDetail(String line) {
    surroundings.details().accept(line);
  }

  /** Says what went wrong; once, as long as it is the same. */
  void complain(String line) {
    if (!line.equals(complaint)) {
      surroundings.trouble().accept(line);
      complaint = line;
    }
  }

  /** Returns when the client has no objection to using the network. */
  void awaitNetwork() throws EngineException {
    Duration firstWord = pace.now().plus(FIRST_WORD);
    wantNetwork(true);
    while (surroundings.networkSuspended().getAsBoolean()) {
      if (pace.now().compareTo(firstWord) >= 0) {
        complain("waiting: the client has suspended the network");
      }
      pause("the client's leave to use the network");
    }
    checkCancelled();
  }

  /** Whether what uses the network has to stop, for good or for a while. */
  boolean mayNotGoOn() {
    return surroundings.cancelled().getAsBoolean()
        || surroundings.networkSuspended().getAsBoolean();
  }

  void wantNetwork(boolean wanted) {
    if (wanted != wantsNetwork) {
      surroundings.wantNetwork().accept(wanted);
      wantsNetwork = wanted;
    }
  }

  /**
   * Waits for a moment.
   *
   * @param what is waited for, as in "the image's lock"
   */
  void pause(String what) throws EngineException {
    checkCancelled();
    if (pace.now().compareTo(deadline) >= 0) {
      throw new EngineException(
          EngineException.Kind.RETRYABLE,
          "waited " + LONGEST_WAIT.toMinutes() + " minutes for " + what + "; trying again later");
    }
    try {
      pace.pause(SLICE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(
          EngineException.Kind.CANCELLED, "interrupted while waiting for " + what, e);
    }
    checkCancelled();
  }

  /** Waits a given time, in moments. */
  void pauseFor(Duration time, String what) throws EngineException {
    Duration end = pace.now().plus(time);
    while (pace.now().compareTo(end) < 0) {
      pause(what);
    }
  }

  void checkCancelled() throws EngineException {
    if (surroundings.cancelled().getAsBoolean()) {
      throw new EngineException(
          EngineException.Kind.CANCELLED, "gave up obtaining the image: asked to stop");
    }
  }
}
