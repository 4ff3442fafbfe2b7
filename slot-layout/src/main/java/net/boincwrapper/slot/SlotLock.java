package net.boincwrapper.slot;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lock on {@code boinc_lockfile} by which one process owns a slot: a {@code fcntl} write lock
 * on the whole file, as {@code lib/filesys.cpp:FILE_LOCK::lock} takes it.
 *
 * <p>POSIX releases the lock when the process closes <em>any</em> descriptor of the file, so
 * nothing else may open it ({@link UntrustedFiles} refuses to). The kernel releases it when the
 * process ends.
 */
public final class SlotLock implements Closeable {
  private static final Set<OpenOption> OPTIONS =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  /** Files that this process holds: closing a second descriptor of one would release its lock. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private SlotLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock, without waiting.
   *
   * @return empty where another process, or this one, holds it
   * @throws SlotException the file can be neither opened nor made
   */
  public static Optional<SlotLock> tryAcquire(SlotLayout layout) throws SlotException {
    Path file = layout.lock();
    if (!HELD.add(file)) {
      return Optional.empty();
    }
    Optional<SlotLock> lock = Optional.empty();
    try {
      // An app that outlived its wrapper may have closed the slot.
      new Entries(layout.directory()).open();
      makeRegular(layout);
      lock = lock(file);
      return lock;
    } catch (IOException e) {
      throw SlotException.io(
          "lock " + file,
          e,
          "Check that the client's user owns the slot directory and that the disk is not full");
    } finally {
      if (lock.isEmpty()) {
        HELD.remove(file);
      }
    }
  }

  /**
   * Nobody can hold a lock on a link, a FIFO or a directory: those are an app's, and are removed.
   */
  private static void makeRegular(SlotLayout layout) throws IOException {
    Entries entries = new Entries(layout.directory());
    Optional<Entries.Kind> kind = entries.kind(SlotLayout.LOCK);
    if (kind.isPresent()
        && kind.get() != Entries.Kind.FILE
        && kind.get() != Entries.Kind.HARD_LINK) {
      entries.remove(SlotLayout.LOCK);
    }
    Placeholder.create(layout.lock());
  }

  private static Optional<SlotLock> lock(Path file) throws IOException {
    Object before = identity(file);
    FileChannel channel = FileChannel.open(file, OPTIONS);
    @Nullable FileChannel toClose = channel;
    try {
      FileLock lock = channel.tryLock();
      // A lock on a file that was replaced meanwhile is worth nothing.
      if (lock != null && Objects.equals(before, identity(file))) {
        toClose = null;
        return Optional.of(new SlotLock(file, channel));
      }
      return Optional.empty();
    } finally {
      if (toClose != null) {
        toClose.close();
      }
    }
  }

  private static @Nullable Object identity(Path file) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Gives the slot up. The file stays: another process may be about to lock it. */
  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(file);
  }
}
