package net.boincwrapper.client;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The client is gone after 30 s of silence ({@code api/boinc_api.cpp:HEARTBEAT_GIVEUP_SECS}).
 *
 * <p>As in BOINC's API, only time in which we listened counts: of the time between two polls, at
 * most as long as our loop sleeps. A host that sleeps, or a wrapper that was stopped, does not mean
 * that the client is dead.
 */
final class HeartbeatWatch implements ClientWatch {
  private static final long GIVE_UP = Duration.ofSeconds(30).toNanos();
  private static final long LONGEST_STEP = Duration.ofSeconds(5).toNanos();

  private final LongSupplier nanoTime;
  private long lastPoll;
  private long silence;

  HeartbeatWatch(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lastPoll = nanoTime.getAsLong();
  }

  @Override
  public void heartbeat() {
    if (silence <= GIVE_UP) {
      silence = 0;
    }
  }

  @Override
  public boolean gone() {
    long now = nanoTime.getAsLong();
    silence += Math.min(Math.max(now - lastPoll, 0), LONGEST_STEP);
    lastPoll = now;
    return silence > GIVE_UP;
  }
}
