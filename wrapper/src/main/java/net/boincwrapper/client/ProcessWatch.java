package net.boincwrapper.client;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The client is gone when its process is. We look at once and then every 4 s ({@code
 * api/boinc_api.cpp:client_dead} does so every 10 s), and every second while heartbeats are
 * missing, because the client's successor uses the same mapped file and must not lose a message to
 * us.
 */
final class ProcessWatch implements ClientWatch {
  private static final long USUALLY = Duration.ofSeconds(4).toNanos();
  private static final long WHEN_SILENT = Duration.ofSeconds(1).toNanos();
  private static final long SILENT_AFTER = Duration.ofSeconds(5).toNanos();

  private final BooleanSupplier running;
  private final LongSupplier nanoTime;
  private long lastLook;
  private long lastHeartbeat;
  private boolean gone;

  ProcessWatch(BooleanSupplier running, LongSupplier nanoTime) {
    this.running = running;
    this.nanoTime = nanoTime;
    this.lastLook = nanoTime.getAsLong() - USUALLY;
    this.lastHeartbeat = nanoTime.getAsLong();
  }

  @Override
  public void heartbeat() {
    lastHeartbeat = nanoTime.getAsLong();
  }

  @Override
  public boolean gone() {
    long now = nanoTime.getAsLong();
    if (!gone && now - lastLook >= interval(now)) {
      lastLook = now;
      gone = !running.getAsBoolean();
    }
    return gone;
  }

  private long interval(long now) {
    return now - lastHeartbeat > SILENT_AFTER ? WHEN_SILENT : USUALLY;
  }
}
