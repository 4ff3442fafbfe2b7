package net.boincwrapper.slot;

import java.io.IOException;
import java.io.Serial;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import net.boincwrapper.slot.Descent.RefusedException;
import net.boincwrapper.slot.FileCopy.Copied;
import net.boincwrapper.slot.Manifest.Entry;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/**
 * Copies the declared files out of a slot whose app may run.
 *
 * @param files the slot's
 * @param effects for changes
 */
record SetCopy(UntrustedFiles files, Effects effects) {
  /**
   * Copies each into a file whose name is its place in the order, on the disk before this returns.
   */
  List<Entry> copy(SortedMap<String, FileStat> set, Path directory)
      throws IOException, ChangedException {
    FileCopy copy = new FileCopy(effects);
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, FileStat> file : set.entrySet()) {
      Path to = directory.resolve(String.valueOf(entries.size()));
      entries.add(copy(copy, file.getKey(), file.getValue(), to));
    }
    return entries;
  }

  private Entry copy(FileCopy copy, String name, FileStat stat, Path to)
      throws IOException, ChangedException {
    try (SeekableByteChannel from = open(name);
        FileChannel into = effects.create(to)) {
      Copied copied = copy.copy(from, into);
      String permissions = permissions(name);
      if (copied.bytes() != stat.bytes() || !files.stat(name).filter(stat::equals).isPresent()) {
        throw new ChangedException();
      }
      effects.force(into);
      return Entry.file(name, stat, copied.sha256(), permissions);
    }
  }

  private SeekableByteChannel open(String name) throws IOException, ChangedException {
    try {
      return files.openToRead(name);
    } catch (NoSuchFileException | RefusedException e) {
      throw new ChangedException();
    } catch (AccessDeniedException e) {
      throw new IOException(name + " may not be read by the wrapper's user", e);
    }
  }

  private String permissions(String name) throws IOException, ChangedException {
    try {
      return files.permissions(name);
    } catch (NoSuchFileException e) {
      throw new ChangedException();
    }
  }

  /** The files are not what they were when they were looked at. */
  static final class ChangedException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    ChangedException() {
      super("changed while it was copied");
    }
  }
}
