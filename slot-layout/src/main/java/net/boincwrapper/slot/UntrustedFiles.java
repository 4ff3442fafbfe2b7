package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The one class through which every file that the app can write is read.
 *
 * <p>The app may change any name at any moment. So each component of a name is opened relative to
 * the directory before it, never following a link; only a regular file is opened, and for reading
 * <em>and</em> writing, because opening a FIFO that way does not block (a FIFO that is put in the
 * file's place just then gives itself away by having no position). A file that its owner may not
 * write is therefore refused, except by {@link #openToRead}. A link, wherever it leads, counts as
 * absent.
 *
 * <p>On a file system whose provider has no {@link SecureDirectoryStream} (Linux has it),
 * everything is refused.
 */
public final class UntrustedFiles {
  private static final Set<OpenOption> WITHOUT_BLOCKING =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private static final Set<OpenOption> READ_ONLY =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private static final int FRACTION_BYTES = 256;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,4})?");

  /** Everything from the first blank on. */
  private static final Pattern REST = Pattern.compile("\\s.*", Pattern.DOTALL);

  private final Path root;

  /**
   * Files below a directory.
   *
   * @param root a directory whose own path the app cannot change, such as the slot directory
   */
  public UntrustedFiles(Path root) {
    this.root = root;
  }

  /** What an attempt to read found. */
  public sealed interface Reading {
    /** There is nothing, or a link. */
    record Absent() implements Reading {}

    /**
     * There is something that is not read.
     *
     * @param reason one line, which begins with the file's name
     */
    record Refused(String reason) implements Reading {}

    /**
     * It cannot be determined what is there: the app has closed a directory, or the disk is
     * failing. Do not take it for {@link Absent}: the next attempt may find the file.
     *
     * @param reason one line, which begins with the file's name
     */
    record Unknown(String reason) implements Reading {}

    /** The whole file. */
    @SuppressWarnings("ArrayRecordComponent") // Handed over, never compared.
    record Content(byte[] bytes) implements Reading {}

    /** Why what is there was not read; empty for {@link Absent} and {@link Content}. */
    default Optional<String> problem() {
      if (this instanceof Unknown unknown) {
        return Optional.of(unknown.reason());
      }
      return this instanceof Refused refused ? Optional.of(refused.reason()) : Optional.empty();
    }

    /** The content; empty for the others. */
    default Optional<byte[]> content() {
      return this instanceof Content found ? Optional.of(found.bytes()) : Optional.empty();
    }

    /** The content as UTF-8, with U+FFFD for whatever is not; empty for the others. */
    default Optional<String> text() {
      return content().map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /**
   * What is known of a regular file without opening it.
   *
   * @param bytes its size
   * @param modified when its content was last changed, as far as the app tells the truth
   * @param identity device and inode; another one means that the file was replaced
   */
  public record FileStat(long bytes, FileTime modified, String identity) {
    /** Written by hand: the one that Java generates takes milliseconds on its first call. */
    @Override
    public boolean equals(Object object) {
      return object instanceof FileStat other
          && bytes == other.bytes
          && modified.equals(other.modified)
          && identity.equals(other.identity);
    }

    @Override
    public int hashCode() {
      return Objects.hash(bytes, modified, identity);
    }

    static FileStat of(BasicFileAttributes found) {
      return new FileStat(found.size(), found.lastModifiedTime(), String.valueOf(found.fileKey()));
    }
  }

  /**
   * Reads a whole file.
   *
   * @param name relative to the root, without {@code ..}
   * @param maxBytes a larger file is refused
   */
  public Reading read(String name, int maxBytes) {
    try {
      return readOrFail(name, maxBytes);
    } catch (IOException e) {
      return failure(name, e);
    }
  }

  /** The same, but fails where the answer would be {@link Reading.Unknown}. */
  Reading readOrFail(String name, int maxBytes) throws IOException {
    try (SeekableByteChannel channel = open(name)) {
      return readAll(name, channel, maxBytes);
    } catch (AccessDeniedException e) {
      if (!isReadOnly(name)) {
        throw e;
      }
      return new Reading.Refused(
          name + " is not writable by the wrapper's user, and opening it read-only could block");
    } catch (NoSuchFileException | Descent.RefusedException e) {
      return failure(name, e);
    }
  }

  /** By the file's own permissions: an app may have closed a directory on the way for a moment. */
  private boolean isReadOnly(String name) {
    try {
      return !permissions(name).startsWith("rw");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads the beginning of a file when no container runs: nobody can put a FIFO in its place, and
   * what the app has closed to its owner is opened.
   *
   * @param mostBytes what follows them is left out
   */
  Reading readAtRest(String name, int mostBytes) {
    try (SeekableByteChannel channel = openAtRest(name)) {
      return new Reading.Content(head(channel, (int) Math.min(channel.size(), mostBytes)));
    } catch (IOException e) {
      return failure(name, e);
    }
  }

  private SeekableByteChannel openAtRest(String name) throws IOException {
    try {
      return openToRead(name);
    } catch (AccessDeniedException e) {
      Entries entries = new Entries(root);
      entries.open();
      entries.openFile(name);
      return openToRead(name);
    }
  }

  /**
   * Whether there is certainly nothing at all, not even a link: also false if that cannot be
   * determined.
   */
  boolean isAbsent(String name) {
    try {
      return !new Entries(root).has(name);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether there is certainly no regular file: also false if that cannot be determined. */
  public boolean lacks(String name) {
    try {
      return !new Descent(root).attributes(name).isRegularFile();
    } catch (NoSuchFileException | Descent.RefusedException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Size, time and identity of a regular file; empty for anything else, and if that cannot be
   * determined: see {@link #lacks}.
   */
  public Optional<FileStat> stat(String name) {
    try {
      BasicFileAttributes found = new Descent(root).attributes(name);
      return found.isRegularFile() ? Optional.of(FileStat.of(found)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Such as {@code rw-r--r--}, without setuid and the like; empty where the file system has none.
   */
  String permissions(String name) throws IOException {
    return new Descent(root).to(name, UntrustedFiles::permissions);
  }

  /** The number from 0 to 1 at the beginning of a file; empty if there is none. */
  public OptionalDouble readFraction(String name) {
    Optional<String> first =
        read(name, FRACTION_BYTES).text().map(text -> REST.matcher(text.strip()).replaceFirst(""));
    if (first.isEmpty() || !NUMBER.matcher(first.get()).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(first.get());
    return value >= 0 && value <= 1 ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /**
   * Opens a regular file for reading and writing.
   *
   * @throws IOException absent, a link, not a regular file, or not the owner's to write; see {@link
   *     #failure}
   */
  SeekableByteChannel open(String name) throws IOException {
    if (name.equals(SlotLayout.LOCK)) {
      // POSIX: closing any descriptor of a file gives up all of the process's locks on it.
      throw new Descent.RefusedException("is the lock file, which would be unlocked by being read");
    }
    return new Descent(root)
        .to(name, (directory, last) -> openRegular(directory, last, WITHOUT_BLOCKING));
  }

  /**
   * Opens a regular file for reading, even one that its owner may not write. If such a file turns
   * into a FIFO just then, this blocks for ever: use it only in a thread that nobody waits for.
   *
   * @throws IOException absent, a link, not a regular file, or not the owner's to read
   */
  SeekableByteChannel openToRead(String name) throws IOException {
    try {
      return open(name);
    } catch (AccessDeniedException e) {
      return new Descent(root)
          .to(name, (directory, last) -> openRegular(directory, last, READ_ONLY));
    }
  }

  /** What a failed {@link #open} means. */
  static Reading failure(String name, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return new Reading.Absent();
    }
    if (cause instanceof Descent.RefusedException) {
      return new Reading.Refused(name + " " + cause.getMessage());
    }
    return new Reading.Unknown(name + " cannot be read: " + SlotException.describe(cause));
  }

  private static String permissions(SecureDirectoryStream<Path> directory, Path name)
      throws IOException {
    PosixFileAttributeView view =
        directory.getFileAttributeView(
            name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    return view == null ? "" : PosixFilePermissions.toString(view.readAttributes().permissions());
  }

  private static SeekableByteChannel openRegular(
      SecureDirectoryStream<Path> directory, Path name, Set<OpenOption> options)
      throws IOException {
    Entries.Kind kind = Entries.kind(Descent.attributes(directory, name));
    if (kind == Entries.Kind.SYMBOLIC_LINK) {
      throw new NoSuchFileException(name.toString());
    }
    if (kind != Entries.Kind.FILE) {
      throw new Descent.RefusedException("is " + kind.text() + ", not a regular file");
    }
    return seekable(directory.newByteChannel(name, options));
  }

  /** Fails for a FIFO that took the file's place between the look and the opening. */
  private static SeekableByteChannel seekable(SeekableByteChannel channel) throws IOException {
    try {
      channel.position();
      return channel;
    } catch (IOException e) {
      channel.close();
      throw new Descent.RefusedException("is no longer a regular file");
    }
  }

  /** Reads as much as the file held when it was opened: the app may append while we read. */
  private static Reading readAll(String name, SeekableByteChannel channel, int maxBytes)
      throws IOException {
    if (channel.size() > maxBytes) {
      return new Reading.Refused(name + " is larger than " + maxBytes + " bytes");
    }
    return new Reading.Content(head(channel, (int) channel.size()));
  }

  private static byte[] head(SeekableByteChannel channel, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // Goes on until the buffer is full or the file ends.
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
