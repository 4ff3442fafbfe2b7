package net.boincwrapper.slot;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Scrubs {@code init_data.xml} at the moment at which the client rewrites it. With ten looks a
 * second, an app could read the secrets for as long as 100 ms; this way it is about a millisecond.
 *
 * <p>A thread of its own sleeps until the kernel (inotify) reports a new file of that name. Then it
 * scrubs again and again, at growing intervals, for as long as a client may still be writing. If an
 * app makes such files all the time, {@link LookPace} delays the looks. Other changes are for
 * {@link FileWatch}: this class only says that there is something to look at.
 *
 * <p>It reads the machine's clock and sleeps by itself: what it waits for is the kernel, which no
 * clock of a test's can stand for, and this room knows only the JDK.
 */
public final class ScrubWatch implements Closeable {
  private static final long FIRST_PAUSE_NANOS = Duration.ofNanos(200_000).toNanos();
  private static final long RESTLESS_NANOS = Duration.ofMillis(50).toNanos();

  private final SlotLayout layout;
  private final WatchService service;
  private final Runnable news;
  private final AtomicReference<byte[]> taken = new AtomicReference<>();

  /** Used by the thread alone. */
  private final AsWritten written = new AsWritten();

  private final LookPace pace = new LookPace(System.nanoTime());

  private ScrubWatch(SlotLayout layout, WatchService service, Runnable news) {
    this.layout = layout;
    this.service = service;
    this.news = news;
  }

  /**
   * Begins to watch. The caller must scrub what is there already, afterwards.
   *
   * @param news called whenever something was made or removed at the slot's top
   * @return empty if the kernel does not report files: a host has a limited number of inotify
   *     instances, and other file systems have none
   */
  public static Optional<ScrubWatch> open(SlotLayout layout, Runnable news) {
    try {
      WatchService service = layout.directory().getFileSystem().newWatchService();
      layout
          .directory()
          .register(
              service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
      ScrubWatch watch = new ScrubWatch(layout, service, news);
      Thread thread = new Thread(watch::run, "scrub");
      thread.setDaemon(true);
      thread.start();
      return Optional.of(watch);
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** The newest file as it was before it was scrubbed; returned once. */
  public Optional<byte[]> take() {
    return Optional.ofNullable(taken.getAndSet(null));
  }

  private void run() {
    try {
      while (true) {
        if (isNew(service.take())) {
          scrubUntilAtRest();
        }
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      // Closed.
    }
  }

  /** Each further file that is made meanwhile starts it over. */
  private void scrubUntilAtRest() throws InterruptedException {
    long since = System.nanoTime();
    for (long age = 0; age < RESTLESS_NANOS; age = System.nanoTime() - since) {
      scrub();
      long pause = Math.max(age, FIRST_PAUSE_NANOS);
      if (pace.gap() > 0) {
        TimeUnit.NANOSECONDS.sleep(pace.gap());
      }
      WatchKey key = service.poll(pause, TimeUnit.NANOSECONDS);
      if (key != null && isNew(key)) {
        since = System.nanoTime();
      }
    }
    scrub();
  }

  private void scrub() {
    long begun = System.nanoTime();
    look();
    long now = System.nanoTime();
    pace.looked(now - begun, now);
  }

  private void look() {
    try {
      SlotScrub.look(layout).flatMap(written::add).ifPresent(taken::set);
    } catch (SlotException e) {
      // Whoever polls meets the same, and decides.
    }
  }

  private boolean isNew(WatchKey key) {
    boolean found = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      boolean named = event.context() instanceof Path name && name.endsWith(SlotLayout.INIT_DATA);
      found |= named || event.kind().equals(StandardWatchEventKinds.OVERFLOW);
    }
    // Before the reset: whatever happens from here on, the key reports again.
    news.run();
    key.reset();
    return found;
  }

  /** Stops watching. Never throws. */
  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      // Its descriptors go with the process.
    }
  }
}
