package net.boincwrapper.engine.program;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads an {@link ElfFile}: header, then program headers, then what these point at. */
final class ElfReader {
  private static final int MAGIC = 0x7f454c46;
  private static final int WIDE_HEADER = 64;
  private static final int NARROW_HEADER = 52;
  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int PT_INTERP = 3;
  private static final int PT_NOTE = 4;
  private static final int PT_GNU_PROPERTY = 0x6474e553;

  /** A real program has about a dozen. */
  private static final int MOST_SEGMENTS = 1024;

  private final ElfBytes bytes;
  private final ByteBuffer header;
  private final List<Segment> segments = new ArrayList<>();

  private ElfReader(ElfBytes bytes, ByteBuffer header) {
    this.bytes = bytes;
    this.header = header;
  }

  /**
   * A program header.
   *
   * @param address where the loader puts it
   * @param offset where it is in the file
   * @param length in the file
   */
  record Segment(int type, long address, long offset, long length, long align) {}

  static Optional<ElfFile> read(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer start = new ElfBytes(channel, false, ByteOrder.BIG_ENDIAN).at(0, WIDE_HEADER);
      if (start.limit() < NARROW_HEADER || start.getInt(0) != MAGIC) {
        return Optional.empty();
      }
      boolean wide = start.get(4) == 2;
      ByteOrder order = start.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      if (wide && start.limit() < WIDE_HEADER) {
        return Optional.empty();
      }
      ElfReader reader = new ElfReader(new ElfBytes(channel, wide, order), start.order(order));
      reader.readSegments();
      return Optional.of(reader.facts());
    }
  }

  private void readSegments() throws IOException {
    boolean wide = bytes.isWide();
    long table = bytes.word(header, 32, 28);
    int size = Short.toUnsignedInt(header.getShort(wide ? 54 : 42));
    int count = Short.toUnsignedInt(header.getShort(wide ? 56 : 44));
    for (int i = 0; i < Math.min(count, MOST_SEGMENTS); i++) {
      ByteBuffer one = bytes.at(table + (long) i * size, wide ? 56 : 32);
      if (one.limit() < (wide ? 56 : 32)) {
        return;
      }
      segments.add(
          new Segment(
              one.getInt(0),
              bytes.word(one, 16, 8),
              bytes.word(one, 8, 4),
              bytes.word(one, 32, 16),
              bytes.word(one, 48, 28)));
    }
  }

  private ElfFile facts() throws IOException {
    ElfDynamic dynamic = new ElfDynamic(bytes, this::offset);
    Optional<Segment> table = first(PT_DYNAMIC);
    if (table.isPresent()) {
      dynamic.read(table.get());
    }
    Optional<Segment> loader = first(PT_INTERP);
    return new ElfFile(
        bytes.isWide(),
        header.order() == ByteOrder.BIG_ENDIAN,
        Short.toUnsignedInt(header.getShort(16)),
        Short.toUnsignedInt(header.getShort(18)),
        loader.isPresent() ? bytes.text(loader.get().offset()) : Optional.empty(),
        dynamic.isPie(),
        dynamic.libraries(),
        dynamic.searchPaths(),
        dynamic.versions(),
        isaNeeded());
  }

  private OptionalInt isaNeeded() throws IOException {
    for (Segment segment : segments) {
      if (segment.type() == PT_NOTE || segment.type() == PT_GNU_PROPERTY) {
        OptionalInt found = new ElfNotes(bytes).isaNeeded(segment);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return OptionalInt.empty();
  }

  private Optional<Segment> first(int type) {
    return segments.stream().filter(segment -> segment.type() == type).findFirst();
  }

  /** Where an address is in the file; -1: nowhere. */
  private long offset(long address) {
    for (Segment segment : segments) {
      long into = address - segment.address();
      if (segment.type() == PT_LOAD && into >= 0 && into < segment.length()) {
        return segment.offset() + into;
      }
    }
    return -1;
  }
}
