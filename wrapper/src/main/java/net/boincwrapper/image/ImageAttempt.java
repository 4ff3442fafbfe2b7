package net.boincwrapper.image;

import java.time.Duration;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.image.Images.Surroundings;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/** One attempt to obtain an image: what it says, how long it may wait, and when it is given up. */
final class ImageAttempt {
  /** After that the task is postponed, so that others get its CPUs. */
  static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  /** The client sends a heartbeat each second; before the first the network counts as suspended. */
  private static final Duration FIRST_WORD = Duration.ofSeconds(3);

  private static final Duration SLICE = Duration.ofMillis(250);

  private final Surroundings surroundings;
  private final HostClock clock;
  private final Stopwatch sinceBegin;
  private Duration patience = LONGEST_WAIT;
  private boolean wantsNetwork;
  private boolean setAside;
  private String complaint = "";

  ImageAttempt(Surroundings surroundings, HostClock clock) {
    this.surroundings = surroundings;
    this.clock = clock;
    this.sinceBegin = Stopwatch.started(clock);
  }

  void say(String line) {
    surroundings.progress().accept(line);
  }

  /** The engine's own words. */
  void tellDetail(String line) {
    surroundings.details().accept(line);
  }

  /**
   * The engine's own words while it pulls: it has reached the registry, or it would say nothing.
   */
  void tellPulling(String line) {
    wantNetwork(false);
    tellDetail(line);
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
    Stopwatch asking = Stopwatch.started(clock);
    boolean waits = false;
    while (surroundings.networkSuspended().getAsBoolean()) {
      if (asking.hasPassed(FIRST_WORD)) {
        waits = true;
        wantNetwork(true);
        complain("waiting: the client has suspended the network");
      }
      pause("the client's leave to use the network");
    }
    checkCancelled();
    checkSuspended();
    if (waits) {
      wantNetwork(false);
    }
  }

  /**
   * Returns when the task is not suspended; that can take days. Of the time for waiting nothing
   * goes by.
   */
  void awaitResume() throws EngineException {
    setAside = false;
    if (!surroundings.suspended().getAsBoolean()) {
      return;
    }
    wantNetwork(false);
    say("the image waits until the task is resumed");
    Stopwatch lost = Stopwatch.started(clock);
    while (surroundings.suspended().getAsBoolean()) {
      checkCancelled();
      slice("the task to be resumed");
    }
    checkCancelled();
    patience = patience.plus(lost.elapsed());
  }

  /** Whether it is the client's suspend, and nothing else, for which the last try was ended. */
  boolean isSetAside() {
    return setAside;
  }

  /**
   * Whether a pull has to stop, for good or for a while. It is a transfer like the client's own,
   * which go on while tasks are suspended; an engine forgets what it has of an image when it is
   * stopped, and would never be done where tasks are suspended often.
   */
  boolean mayNotPull() {
    return surroundings.cancelled().getAsBoolean()
        || surroundings.networkSuspended().getAsBoolean();
  }

  /** Whether a build has to stop, for good or for a while: it computes, as the task will. */
  boolean mayNotBuild() {
    return mayNotPull() || surroundings.suspended().getAsBoolean();
  }

  /** Tells the client, which tells the volunteer: to be said only while the task waits for it. */
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
    checkSuspended();
    if (sinceBegin.hasPassed(patience)) {
      throw new EngineException(
          EngineException.Kind.RETRYABLE,
          "waited " + LONGEST_WAIT.toMinutes() + " minutes for " + what + "; trying again later");
    }
    slice(what);
    checkCancelled();
  }

  private void slice(String what) throws EngineException {
    try {
      clock.sleep(SLICE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(
          EngineException.Kind.CANCELLED, "interrupted while waiting for " + what, e);
    }
  }

  /** Waits a given time, in moments. */
  void pauseFor(Duration time, String what) throws EngineException {
    Stopwatch waited = Stopwatch.started(clock);
    while (!waited.hasPassed(time)) {
      pause(what);
    }
  }

  /** While the task is suspended nothing is done for it, and nothing held that others wait for. */
  void checkSuspended() throws EngineException {
    if (surroundings.suspended().getAsBoolean()) {
      setAside = true;
      throw new EngineException(EngineException.Kind.CANCELLED, "set aside: the task is suspended");
    }
  }

  void checkCancelled() throws EngineException {
    if (surroundings.cancelled().getAsBoolean()) {
      throw new EngineException(
          EngineException.Kind.CANCELLED, "gave up obtaining the image: asked to stop");
    }
  }
}
