package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What stands at a name below a directory, looked at and removed without following a link and
 * without opening a file, even while an app changes what is there.
 *
 * @param root see {@link Descent}
 */
record Entries(Path root) {
  /** Each level of a tree that is being removed takes an open descriptor and a stack frame. */
  private static final int MAX_DEPTH = 500;

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  /** What can stand at a name. */
  enum Kind {
    FILE("a regular file"),
    HARD_LINK("a file with a second name"),
    DIRECTORY("a directory"),
    SYMBOLIC_LINK("a symbolic link"),
    SPECIAL("a FIFO, socket or device");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** For a sentence: "a directory". */
    String text() {
      return text;
    }
  }

  /** What stands there; empty where nothing does. */
  Optional<Kind> kind(String name) throws IOException {
    try {
      Kind kind = kind(new Descent(root).attributes(name));
      return Optional.of(kind == Kind.FILE && names(name) > 1 ? Kind.HARD_LINK : kind);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Never {@link Kind#HARD_LINK}, which these attributes do not show. */
  static Kind kind(BasicFileAttributes attributes) {
    if (attributes.isSymbolicLink()) {
      return Kind.SYMBOLIC_LINK;
    }
    if (attributes.isDirectory()) {
      return Kind.DIRECTORY;
    }
    return attributes.isRegularFile() ? Kind.FILE : Kind.SPECIAL;
  }

  private int names(String name) throws IOException {
    if (!root.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return 1;
    }
    Object count = Files.getAttribute(root.resolve(name), "unix:nlink", LinkOption.NOFOLLOW_LINKS);
    return count instanceof Integer number ? number : 1;
  }

  /**
   * Gives the root's owner its rights back: an app can take them away from the slot, which is the
   * root of its mount, and then nobody could write a memo or a finish file.
   *
   * @return whether they were missing
   */
  boolean open() throws IOException {
    if (!AtomicFiles.hasPermissions(root)) {
      return false;
    }
    Set<PosixFilePermission> found = Files.getPosixFilePermissions(root, LinkOption.NOFOLLOW_LINKS);
    Set<PosixFilePermission> wanted = EnumSet.copyOf(OWNER);
    wanted.addAll(found);
    if (wanted.equals(found)) {
      return false;
    }
    Files.setPosixFilePermissions(root, wanted);
    return true;
  }

  /** Whether anything stands there. Fails if that cannot be determined. */
  boolean has(String name) throws IOException {
    return kind(name).isPresent();
  }

  /** Gives the owner the right to read a regular file. Call it only when no container runs. */
  void openFile(String name) throws IOException {
    openFile(root.resolve(name));
  }

  /** The same for a file anywhere. */
  static void openFile(Path file) throws IOException {
    if (AtomicFiles.hasPermissions(file) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      Set<PosixFilePermission> wanted =
          EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
      wanted.addAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
      Files.setPosixFilePermissions(file, wanted);
    }
  }

  /**
   * Removes what stands there, a directory with all that is in it. It is no error if there is
   * nothing.
   */
  void remove(String name) throws IOException {
    try {
      new Descent(root).to(name, (directory, last) -> remove(directory, last, 0));
    } catch (NoSuchFileException e) {
      // Somebody was faster.
    }
  }

  /** Removes a directory that stands where a rename is to put a file. */
  void removeDirectory(String name) throws IOException {
    if (kind(name).equals(Optional.of(Kind.DIRECTORY))) {
      remove(name);
    }
  }

  private static boolean remove(SecureDirectoryStream<Path> directory, Path name, int depth)
      throws IOException {
    if (!Descent.attributes(directory, name).isDirectory()) {
      directory.deleteFile(name);
      return true;
    }
    try {
      directory.deleteDirectory(name);
    } catch (DirectoryNotEmptyException e) {
      empty(directory, name, depth + 1);
      directory.deleteDirectory(name);
    }
    return true;
  }

  private static void empty(SecureDirectoryStream<Path> directory, Path name, int depth)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("it holds directories more than " + MAX_DEPTH + " levels deep");
    }
    try (SecureDirectoryStream<Path> inner =
        directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      makeWritable(inner);
      // One by one: an app may have put more there than fits into memory.
      for (Path entry : inner) {
        remove(inner, entry.getName(entry.getNameCount() - 1), depth);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** An app can leave directories that even their owner may not write. */
  private static void makeWritable(SecureDirectoryStream<Path> directory) throws IOException {
    PosixFileAttributeView view = directory.getFileAttributeView(PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(OWNER);
    }
  }
}
