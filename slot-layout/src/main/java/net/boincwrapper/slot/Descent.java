package net.boincwrapper.slot;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * The way down from a directory to a name below it: each component is opened relative to the
 * directory before it, and none may be a link, so that nobody can lead it astray on the way.
 *
 * @param root a directory whose own path the app cannot change, such as the slot directory
 */
record Descent(Path root) {
  /** What to do in the directory that holds the last component. */
  interface Last<T> {
    T at(SecureDirectoryStream<Path> directory, Path name) throws IOException;
  }

  /**
   * Goes down.
   *
   * @param name relative to the root, plain: no {@code .}, no {@code ..}
   * @throws NoSuchFileException a component other than the last is not a directory
   * @throws RefusedException the name is not plain, or the file system cannot open relative to a
   *     directory
   */
  <T> T to(String name, Last<T> last) throws IOException {
    Path relative = plain(name);
    try (DirectoryStream<Path> directory = Files.newDirectoryStream(root)) {
      if (!(directory instanceof SecureDirectoryStream<Path> secure)) {
        throw new RefusedException("is on a file system that cannot open without following links");
      }
      return down(secure, relative, 0, last);
    }
  }

  /**
   * The attributes of an entry itself, whatever it is. Directly below the root the only component
   * is the last, which is not followed, so no directory has to be opened.
   */
  BasicFileAttributes attributes(String name) throws IOException {
    Path relative = plain(name);
    return relative.getNameCount() == 1
        ? Files.readAttributes(
            root.resolve(relative), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        : to(name, Descent::attributes);
  }

  private static <T> T down(
      SecureDirectoryStream<Path> directory, Path relative, int depth, Last<T> last)
      throws IOException {
    Path name = relative.getName(depth);
    if (depth == relative.getNameCount() - 1) {
      return last.at(directory, name);
    }
    try (SecureDirectoryStream<Path> next = enter(directory, name)) {
      return down(next, relative, depth + 1, last);
    }
  }

  /**
   * Opens a directory. Opening a FIFO waits for its writer, and looking first does not keep an app
   * from putting one there in between; but a FIFO has no entry {@code .}. Through a link that entry
   * can be reached, so what was opened must be what was looked at.
   *
   * @throws NoSuchFileException not a directory, or no longer the same one
   */
  static SecureDirectoryStream<Path> enter(SecureDirectoryStream<Path> directory, Path name)
      throws IOException {
    BasicFileAttributes seen = attributes(directory, name);
    if (!seen.isDirectory()) {
      throw new NoSuchFileException(name.toString());
    }
    SecureDirectoryStream<Path> opened = open(directory, name.resolve("."));
    try {
      if (!Objects.equals(itself(opened).fileKey(), seen.fileKey())) {
        throw new NoSuchFileException(name.toString());
      }
      return opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  private static SecureDirectoryStream<Path> open(SecureDirectoryStream<Path> directory, Path name)
      throws IOException {
    try {
      return directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    } catch (NotDirectoryException e) {
      throw new NoSuchFileException(name.toString());
    }
  }

  /** The attributes of the open directory. */
  static BasicFileAttributes itself(SecureDirectoryStream<Path> directory) throws IOException {
    return directory.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
  }

  /** The attributes of the entry itself, whatever it is. */
  static BasicFileAttributes attributes(SecureDirectoryStream<Path> directory, Path name)
      throws IOException {
    return directory
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  private Path plain(String name) throws RefusedException {
    try {
      Path relative = root.getFileSystem().getPath(name);
      if (!name.isEmpty()
          && !relative.isAbsolute()
          && !relative.startsWith("..")
          && relative.normalize().equals(relative)) {
        return relative;
      }
    } catch (InvalidPathException e) {
      // No file of that name can exist.
    }
    throw new RefusedException("is not a plain name below " + root);
  }

  /** Its message continues a sentence that begins with the file's name. */
  static final class RefusedException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }
}
