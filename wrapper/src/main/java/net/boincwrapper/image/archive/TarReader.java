package net.boincwrapper.image.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.boincwrapper.image.archive.TarEntry.Kind;

/**
 * Reads a tar (POSIX.1-2001, and GNU's long names) in bounded memory: a header that asks for more
 * is refused, where a reader for all purposes would take what it is asked for.
 */
final class TarReader {
  private static final int BLOCK = 512;
  private static final String EARLY = "ends early; is it whole?";

  /** Of an extended header, which has a name and a few times; GNU's long names, too. */
  private static final int LONGEST_HEADER = 64 << 10;

  /** An image has some 125 layers at most, with up to four entries each. */
  private static final int MOST_ENTRIES = 4096;

  private final InputStream in;
  private final byte[] block = new byte[BLOCK];
  private int entries;
  private long left;
  private long padding;

  TarReader(InputStream in) {
    this.in = in;
  }

  /** The next entry, past what is left of the one before; empty at the end, after all bytes. */
  Optional<TarEntry> next() throws IOException {
    skip(left + padding);
    left = 0;
    padding = 0;
    TarNames names = new TarNames();
    while (true) {
      readBlock();
      if (isZero()) {
        in.transferTo(OutputStream.nullOutputStream());
        return Optional.empty();
      }
      TarHeader header = TarHeader.of(block);
      count();
      if (!names.takes(header.type())) {
        return Optional.of(begin(header, names));
      }
      if (header.bytes() > LONGEST_HEADER) {
        throw new ArchiveFault("has a header of " + header.bytes() + " bytes");
      }
      byte[] extension = in.readNBytes((int) header.bytes());
      skip(padding(header.bytes()));
      names.add(header.type(), extension);
    }
  }

  /** What is left of the entry's content. */
  InputStream content() {
    return new Content();
  }

  private TarEntry begin(TarHeader header, TarNames names) throws ArchiveFault {
    String name = names.name().orElse(header.name());
    Kind kind = kind(header.type(), name);
    long bytes = kind == Kind.FILE ? names.bytes().orElse(header.bytes()) : 0;
    left = bytes;
    padding = padding(bytes);
    return new TarEntry(name, kind, names.link().orElse(header.link()), bytes);
  }

  private static Kind kind(char type, String name) throws ArchiveFault {
    return switch (type) {
      case '0', '\0', '7' -> name.endsWith("/") ? Kind.DIRECTORY : Kind.FILE;
      case '1' -> Kind.HARD_LINK;
      case '2' -> Kind.SYMBOLIC_LINK;
      case '5' -> Kind.DIRECTORY;
      default -> throw new ArchiveFault("has an entry that no image has, " + shown(name));
    };
  }

  private void count() throws ArchiveFault {
    entries++;
    if (entries > MOST_ENTRIES) {
      throw new ArchiveFault("has more than " + MOST_ENTRIES + " entries");
    }
  }

  private void readBlock() throws IOException {
    if (in.readNBytes(block, 0, BLOCK) < BLOCK) {
      throw new ArchiveFault(EARLY);
    }
  }

  private boolean isZero() {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private void skip(long bytes) throws IOException {
    try {
      in.skipNBytes(bytes);
    } catch (EOFException e) {
      throw new ArchiveFault(EARLY, e);
    }
  }

  private static long padding(long bytes) {
    return (BLOCK - bytes % BLOCK) % BLOCK;
  }

  /** For a message: nothing in it that a terminal obeys, and not too long. */
  static String shown(String name) {
    String plain = name.replaceAll("[^\\x20-\\x7e]", "?");
    return "\"" + (plain.length() <= 120 ? plain : plain.substring(0, 120) + "…") + "\"";
  }

  static String text(byte[] bytes, int offset, int length) {
    int end = offset;
    while (end < offset + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, offset, end - offset, StandardCharsets.UTF_8);
  }

  private final class Content extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(bytes, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new ArchiveFault(EARLY);
      }
      left -= count;
      return count;
    }
  }
}
