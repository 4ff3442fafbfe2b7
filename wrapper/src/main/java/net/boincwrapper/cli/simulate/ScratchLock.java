package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Lets one dry run at a time use a directory. The system releases the lock when its holder dies.
 */
record ScratchLock(FileChannel channel) implements AutoCloseable {
  /** Empty if another process, or another dry run in this one, holds it. */
  static Optional<ScratchLock> take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return Optional.of(new ScratchLock(channel));
      }
    } catch (OverlappingFileLockException e) {
      // Held by this process: the same as held by another.
    }
    channel.close();
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
