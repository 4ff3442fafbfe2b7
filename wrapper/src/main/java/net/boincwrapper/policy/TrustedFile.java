package net.boincwrapper.policy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a file that nobody but root can have written: it and every directory above it belong to
 * root, no group and nobody else may write to any of them, and none of them is a link. (What an
 * access control list grants shows in the bits of the group, which are its mask.)
 *
 * <p>Everything is looked at before the file is opened and once more after it has been read. Who
 * may not write to these directories cannot exchange the file in between; and if root does, its
 * inode, change time or size tells, and it is read again.
 */
final class TrustedFile {
  private static final int OTHERS_WRITE = 022;
  private static final int TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int REGULAR = 0100000;
  private static final int LINK = 0120000;
  private static final int TRIES = 5;

  private final Path file;
  private final Path above;
  private final int owner;

  /**
   * A file below directories that need not be looked at.
   *
   * @param above these, in which {@code file} is; {@code /} is looked at, too
   * @param owner who alone may write
   */
  TrustedFile(Path file, Path above, int owner) {
    this.file = file;
    this.above = above;
    this.owner = owner;
  }

  /** A file of root's, looked at from {@code /} on. */
  static TrustedFile ofRoot(Path file) {
    return new TrustedFile(file, file.getRoot(), 0);
  }

  /** What was found. */
  sealed interface Reading {
    /** There is no such file. */
    record Absent() implements Reading {}

    /**
     * There is something that is not believed, or cannot be read.
     *
     * @param reason what is wrong, and what to do
     */
    record Refused(String reason) implements Reading {}

    /** The whole file, or its beginning where it is longer than what was asked for. */
    @SuppressWarnings("ArrayRecordComponent") // Handed over, never compared.
    record Content(byte[] bytes) implements Reading {}
  }

  /** Reads at most so many bytes and one more. */
  Reading read(int most) {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Reading.Absent();
    }
    try {
      for (int i = 0; i < TRIES; i++) {
        List<Map<String, Object>> before = new ArrayList<>();
        Optional<String> objection = look(before);
        if (objection.isPresent()) {
          return new Reading.Refused(objection.get());
        }
        byte[] content = content(most);
        List<Map<String, Object>> after = new ArrayList<>();
        if (look(after).isEmpty() && last(before).equals(last(after))) {
          return new Reading.Content(content);
        }
      }
      return new Reading.Refused(file + " changes all the time while it is read");
    } catch (NoSuchFileException gone) {
      return new Reading.Absent();
    } catch (AccessDeniedException e) {
      return new Reading.Refused(
          file + " may not be read by this user; let everybody read it: chmod a+rX");
    } catch (IOException e) {
      return new Reading.Refused(file + " cannot be read: " + e + "; check the disk that it is on");
    }
  }

  private static Map<String, Object> last(List<Map<String, Object>> seen) {
    return seen.get(seen.size() - 1);
  }

  private Optional<String> look(List<Map<String, Object>> seen) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path at = file; at != null && !at.equals(above); at = at.getParent()) {
      all.add(0, at);
    }
    if (above.getParent() == null) {
      all.add(0, above);
    }
    for (Path at : all) {
      Map<String, Object> found =
          Files.readAttributes(at, "unix:uid,mode,dev,ino,ctime,size", LinkOption.NOFOLLOW_LINKS);
      seen.add(found);
      Optional<String> objection = objection(at, found);
      if (objection.isPresent()) {
        return objection;
      }
    }
    return Optional.empty();
  }

  /** Negative, which nobody is and no file is, where it is not told. */
  private static int number(Map<String, Object> found, String attribute) {
    return found.get(attribute) instanceof Integer number ? number : -1;
  }

  private Optional<String> objection(Path at, Map<String, Object> found) {
    int mode = number(found, "mode");
    int type = mode & TYPE;
    int user = number(found, "uid");
    if (type == LINK) {
      return refused(at, "is a link", "put the directory or file itself in its place");
    }
    if (type != (at.equals(file) ? REGULAR : DIRECTORY)) {
      return refused(at, "is no " + (at.equals(file) ? "regular file" : "directory"), "remove it");
    }
    if (user != owner) {
      return refused(at, "belongs to user " + user + ", not to root", "chown root " + at);
    }
    if ((mode & OTHERS_WRITE) != 0) {
      return refused(
          at,
          String.format("can be written by others than root (mode %04o)", mode & ~TYPE),
          "chmod go-w " + at);
    }
    return Optional.empty();
  }

  private Optional<String> refused(Path at, String what, String cure) {
    String whose = at.equals(file) ? "it " : at + " ";
    return Optional.of("is not believed, because " + whose + what + "; as root: " + cure);
  }

  private byte[] content(int most) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(most + 1);
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // A read may be short.
      }
    }
    byte[] content = new byte[buffer.flip().remaining()];
    buffer.get(content);
    return content;
  }
}
