package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/**
 * A directory that the app can write, held open: what is found through it lies in it, whatever the
 * app does to its name meanwhile. No file is opened and no link followed.
 */
public final class UntrustedDirectory {
  private final FileSystem files;
  private final SecureDirectoryStream<Path> directory;

  private UntrustedDirectory(FileSystem files, SecureDirectoryStream<Path> directory) {
    this.files = files;
    this.directory = directory;
  }

  /** What is done while a directory is open. */
  public interface Visit {
    void in(UntrustedDirectory directory) throws IOException;
  }

  /**
   * The state of a directory.
   *
   * @param modified when an entry was last made, renamed or removed, as far as the file system's
   *     clock can tell two moments apart and the app tells the truth
   * @param identity device and inode
   */
  public record DirectoryStat(FileTime modified, String identity) {}

  /**
   * Opens a directory whose own path the app cannot change, such as the slot.
   *
   * @throws IOException also where the file system cannot open relative to a directory
   */
  public static void visit(Path root, Visit visit) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(root)) {
      if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
        throw new IOException(root + " is on a file system that cannot open relative to it");
      }
      visit.in(new UntrustedDirectory(root.getFileSystem(), secure));
    }
  }

  /**
   * Size, time and identity of a regular file at the top of a directory whose own path the app
   * cannot change; empty for anything else. Opens nothing.
   */
  public static Optional<FileStat> fileAtTop(Path root, String name) throws IOException {
    try {
      BasicFileAttributes found = new Descent(root).attributes(name);
      return found.isRegularFile() ? Optional.of(FileStat.of(found)) : Optional.empty();
    } catch (NoSuchFileException | Descent.RefusedException e) {
      return Optional.empty();
    }
  }

  /** Opens a directory in this one; does nothing if there is none of that name. */
  public void visit(String name, Visit visit) throws IOException {
    Optional<SecureDirectoryStream<Path>> inner =
        ifThere(files, name, path -> Descent.enter(directory, path));
    if (inner.isPresent()) {
      try (SecureDirectoryStream<Path> opened = inner.get()) {
        visit.in(new UntrustedDirectory(files, opened));
      }
    }
  }

  /** The state of this directory. */
  public DirectoryStat stat() throws IOException {
    BasicFileAttributes found = Descent.itself(directory);
    return new DirectoryStat(found.lastModifiedTime(), String.valueOf(found.fileKey()));
  }

  /** Size, time and identity of a regular file in this directory; empty for anything else. */
  public Optional<FileStat> file(String name) throws IOException {
    return attributes(name).filter(BasicFileAttributes::isRegularFile).map(FileStat::of);
  }

  /** Whether there is a directory of that name in this one. */
  public boolean isDirectory(String name) throws IOException {
    return attributes(name).filter(BasicFileAttributes::isDirectory).isPresent();
  }

  /**
   * The names in this directory, in no particular order. Call it only once per visit.
   *
   * @param most how many are listed at most; one more than a caller can handle tells it that there
   *     are more
   */
  public List<String> list(int most) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      for (Path entry : directory) {
        if (names.size() == most) {
          break;
        }
        names.add(String.valueOf(entry.getFileName()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  private Optional<BasicFileAttributes> attributes(String name) throws IOException {
    return ifThere(files, name, path -> Descent.attributes(directory, path));
  }

  private interface Look<T> {
    T at(Path name) throws IOException;
  }

  /** What the app has removed is not there; what it has closed may be, so that is a failure. */
  private static <T> Optional<T> ifThere(FileSystem files, String name, Look<T> look)
      throws IOException {
    try {
      return Optional.of(look.at(files.getPath(name)));
    } catch (NoSuchFileException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}
