package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Makes what an app has written durable before anything says that the task is done. Otherwise a
 * power cut could leave a finished task with empty outputs (ext4 gives a new file its blocks up to
 * 30 s after it was written, and no sync of another file hastens that; measured).
 *
 * <p>The wrapper is not told which files are outputs, so all in the slot are synced, except the
 * client's and the wrapper's own, and so are the targets of the output links. Call it when the
 * container no longer runs. It may take as long as the disk takes to write them.
 */
public final class SlotSync {
  private static final Set<OpenOption> TO_READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  /** As in {@link SlotSweep}: the client opens nothing deeper. */
  private static final int MAX_DEPTH = 128;

  /** An app can leave more files than can be synced in reasonable time. */
  private static final int MAX_FILES = 10_000;

  private int files;

  private SlotSync() {}

  /**
   * Syncs the files and their directories.
   *
   * @param known the slot's links as they were before the first start
   * @return how many files were synced, at most 10 000; what cannot be read is left out
   * @throws SlotException the disk did not take them
   */
  public static int sync(SlotLayout layout, KnownLinks known) throws SlotException {
    SlotSync sync = new SlotSync();
    try {
      sync.directory(layout.directory(), 0);
      for (KnownLinks.Link link : known.links()) {
        if (link.output() && sync.file(link.target())) {
          AtomicFiles.syncDirectory(link.target().resolveSibling("."));
        }
      }
    } catch (IOException e) {
      throw SlotException.io(
          "write the task's outputs to the disk", e, "Check that the disk is healthy and not full");
    }
    return sync.files;
  }

  private void directory(Path directory, int depth) throws IOException {
    open(directory);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (depth > 0 || !isReserved(entry)) {
          entry(entry, depth);
        }
      }
      AtomicFiles.syncDirectory(directory);
    } catch (AccessDeniedException e) {
      // Closed to its owner: the client can take nothing from it either.
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** {@link SlotSweep} opens for the client what the app has closed, so that is synced too. */
  private static void open(Path directory) throws IOException {
    try {
      new Entries(directory).open();
    } catch (FileSystemException e) {
      // Another user's.
    }
  }

  /** Such a file is not even opened: that would unlock the lock file. */
  private static boolean isReserved(Path entry) {
    return SlotLayout.reservedNames().contains(entry.getFileName().toString());
  }

  private void entry(Path entry, int depth) throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (found.isDirectory() && depth < MAX_DEPTH) {
        directory(entry, depth + 1);
      } else if (found.isRegularFile()) {
        file(entry);
      }
    } catch (NoSuchFileException e) {
      // The client takes trickles and upload requests away whenever it likes.
    }
  }

  /** Returns whether it was synced. */
  private boolean file(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || files == MAX_FILES) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, TO_READ)) {
      channel.force(true);
      files++;
      return true;
    } catch (AccessDeniedException e) {
      return false; // the client cannot take it either
    }
  }
}
