package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/** Lets one wrapper start the service while others wait. The file stays. */
final class ServiceLock implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(50);

  private final FileChannel channel;

  private ServiceLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for it.
   *
   * @throws IOException also where it has not become free in this time
   */
  static ServiceLock acquire(Path file, HostClock clock, Duration patience)
      throws IOException, InterruptedException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      Stopwatch waiting = Stopwatch.started(clock);
      while (!locked) {
        locked = channel.tryLock() != null;
        if (!locked && waiting.hasPassed(patience)) {
          throw new IOException(
              "another wrapper has been starting it for %d s; it holds %s"
                  .formatted(patience.toSeconds(), file));
        }
        if (!locked) {
          clock.sleep(LOOK);
        }
      }
      return new ServiceLock(channel);
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
