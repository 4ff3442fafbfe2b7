package net.boincwrapper.image.archive;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.apache.commons.io.input.CloseShieldInputStream;

/**
 * The bytes of an archive, decompressed. Failures are told apart: the host's are {@link
 * UnreadableArchive}, all others are the archive's.
 */
final class ArchiveBytes extends InputStream {
  /** However well an archive is compressed, a small one does not fill a disk. */
  private static final long MOST_FOR_ONE = 100;

  private static final long ALWAYS_ALLOWED = 1L << 30;
  private static final long MOST = 64L << 30;
  private static final int BUFFER = 64 << 10;

  private final Room room;
  private final InputStream in;

  private ArchiveBytes(InputStream compressed, Room room) throws IOException {
    this.room = room;
    this.in = tried(() -> Compression.decoded(compressed, room.windows));
  }

  /**
   * How many bytes an archive may still unpack to, whole, and its layers once more; and how much
   * memory that may take.
   */
  static final class Room {
    private final long most;
    private final ZstdWindows windows;
    private long used;

    Room(long most, ZstdWindows windows) {
      this.most = most;
      this.windows = windows;
    }

    void use(long bytes) throws ArchiveFault {
      used += bytes;
      if (used > most) {
        throw new ArchiveFault(
            "unpacks to more than "
                + (most >> 20)
                + " MiB, which is out of proportion to its size, or too much for a host");
      }
    }
  }

  /** What a file may unpack to in a task. */
  static Room room(long fileBytes) {
    return new Room(
        Math.min(MOST, ALWAYS_ALLOWED + MOST_FOR_ONE * fileBytes), ZstdWindows.ofTask());
  }

  /** What an engine's own archive may unpack to on an author's machine. */
  static Room ample() {
    return new Room(MOST, ZstdWindows.ofAuthor());
  }

  static ArchiveBytes open(Path file, Room room) throws IOException {
    InputStream raw;
    try {
      raw = Files.newInputStream(file);
    } catch (IOException e) {
      throw new UnreadableArchive(e);
    }
    try {
      return new ArchiveBytes(new Buffered(raw), room);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** The bytes of a layer, which may be compressed once more. To close them leaves it open. */
  static ArchiveBytes inner(InputStream layer, Room room) throws IOException {
    return new ArchiveBytes(CloseShieldInputStream.wrap(layer), room);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = tried(() -> in.read(bytes, offset, length));
    room.use(Math.max(0, count));
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Something that may fail because of what the bytes are. */
  private interface Try<T> {
    T run() throws IOException;
  }

  private static <T> T tried(Try<T> act) throws IOException {
    try {
      return act.run();
    } catch (ArchiveFault | UnreadableArchive | PassedOn e) {
      throw e;
    } catch (EOFException e) {
      throw new ArchiveFault("ends early; is it whole?", e);
    } catch (ZipException e) {
      throw new ArchiveFault("is damaged: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      throw new ArchiveFault("is damaged: " + e, e);
    }
  }

  /** Where the bytes were to go does not take them: for whoever gave us the place. */
  static final class PassedOn extends IOException {
    private static final long serialVersionUID = 1L;

    PassedOn(IOException cause) {
      super(cause);
    }

    IOException reason() {
      return getCause() instanceof IOException e ? e : this;
    }
  }

  /** A read ahead, as decoders take a few bytes at a time. */
  private static final class Buffered extends FilterInputStream {
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;

    Buffered(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return fill() ? buffer[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, limit - position);
      System.arraycopy(buffer, position, bytes, offset, count);
      position += count;
      return count;
    }

    private boolean fill() throws IOException {
      if (position < limit) {
        return true;
      }
      try {
        position = 0;
        limit = Math.max(0, in.read(buffer, 0, BUFFER));
      } catch (IOException e) {
        throw new UnreadableArchive(e);
      }
      return limit > 0;
    }
  }
}
