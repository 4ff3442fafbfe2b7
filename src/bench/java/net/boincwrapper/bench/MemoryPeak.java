package net.boincwrapper.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The most resident memory of a process and its children, looked at twenty times a second. */
final class MemoryPeak implements AutoCloseable {
  private static final long LOOK_MILLIS = 50;

  private final Lab lab;
  private final long pid;
  private final AtomicLong most = new AtomicLong();
  private final CountDownLatch over = new CountDownLatch(1);

  private MemoryPeak(long pid, Lab lab) {
    this.lab = lab;
    this.pid = pid;
  }

  /** Begins to look. */
  static MemoryPeak of(long pid, Lab lab) throws IOException {
    MemoryPeak peak = new MemoryPeak(pid, lab);
    peak.look();
    Thread thread = new Thread(peak::watch, "peak of memory");
    thread.setDaemon(true);
    thread.start();
    return peak;
  }

  /** So far. */
  long bytes() {
    return most.get();
  }

  private void watch() {
    try {
      while (!over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void look() throws IOException {
    most.accumulateAndGet(lab.processes().tree(pid).rssBytes(), Math::max);
  }

  @Override
  public void close() {
    over.countDown();
  }
}
