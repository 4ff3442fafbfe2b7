package net.boincwrapper.image;

import java.time.Duration;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.image.Images.Surroundings;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/** One attempt to obtain an image: what it says, how long it may wait, and when it is given up. */
final class ImageAttempt {
  /** After this time the task is postponed, so that others get its CPUs. */
  static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  /**
   * The client sends a heartbeat each second; before the first one the network counts as suspended.
   */
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
   * The engine's own words while it pulls: it has reached the registry, or it would not say
   * anything.
   */
  void tellPulling(String line) {
    wantNetwork(false);
    tellDetail(line);
  }

  /** Says what went wrong, but does not repeat the same words. */
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
      pause("the client's permission to use the network");
    }
    checkCancelled();
    checkSuspended();
    if (waits) {
      wantNetwork(false);
    }
  }

  /**
   * Returns when the task is not suspended; that can take days. This does not count towards {@link
   * #LONGEST_WAIT}.
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

  /** Whether the last try ended only because the client suspended the task. */
  boolean isSetAside() {
    return setAside;
  }

  /**
   * Whether a pull has to stop, for good or for a while. It is a transfer like the client's own,
   * which continue while tasks are suspended. When a pull is stopped, the engine forgets what it
   * has of the image; where tasks are suspended often, it would never finish.
   */
  boolean mayNotPull() {
    return surroundings.cancelled().getAsBoolean()
        || surroundings.networkSuspended().getAsBoolean();
  }

  /** Whether a build has to stop, for good or for a while: it computes, as the task will. */
  boolean mayNotBuild() {
    return mayNotPull() || surroundings.suspended().getAsBoolean();
  }

  /** Whether a load has to stop, for good or for a while: it unpacks, and needs no network. */
  boolean mayNotLoad() {
    return surroundings.cancelled().getAsBoolean() || surroundings.suspended().getAsBoolean();
  }

  /**
   * Tells the client, which tells the volunteer. True only while the task is waiting for the
   * network.
   */
  void wantNetwork(boolean wanted) {
    if (wanted != wantsNetwork) {
      surroundings.wantNetwork().accept(wanted);
      wantsNetwork = wanted;
    }
  }

  /**
   * Waits for a moment.
   *
   * @param what it waits for, as in "the image's lock"
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

  /** Waits for a given time, in short pauses. */
  void pauseFor(Duration time, String what) throws EngineException {
    Stopwatch waited = Stopwatch.started(clock);
    while (!waited.hasPassed(time)) {
      pause(what);
    }
  }

  /**
   * While the task is suspended, nothing is done for it, and it holds nothing that others wait for.
   */
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
