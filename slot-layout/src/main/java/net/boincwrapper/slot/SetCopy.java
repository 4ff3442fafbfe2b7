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
import java.util.Optional;
import java.util.SortedMap;
import net.boincwrapper.slot.Descent.RefusedException;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/**
 * Copies the declared files out of a slot whose app may be running.
 *
 * @param files the slot's
 * @param effects for changes
 */
record SetCopy(UntrustedFiles files, Effects effects) {
  /**
   * Copies each into a file whose name is its place in the order.
   *
   * @return the permissions of each
   */
  List<String> copy(SortedMap<String, FileStat> set, Path directory)
      throws IOException, ChangedException {
    FileCopy copy = FileCopy.into(directory, effects);
    List<String> permissions = new ArrayList<>();
    for (Map.Entry<String, FileStat> file : set.entrySet()) {
      Path to = directory.resolve(String.valueOf(permissions.size()));
      permissions.add(copy(copy, file.getKey(), file.getValue(), to));
    }
    return permissions;
  }

  private String copy(FileCopy copy, String name, FileStat stat, Path to)
      throws IOException, ChangedException {
    try (SeekableByteChannel from = open(name);
        FileChannel into = effects.create(to)) {
      long copied = copy.copy(from, into);
      String permissions = permissions(name);
      if (copied != stat.bytes() || !files.stat(name).equals(Optional.of(stat))) {
        throw new ChangedException();
      }
      return permissions;
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
