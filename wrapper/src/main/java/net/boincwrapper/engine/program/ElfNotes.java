package net.boincwrapper.engine.program;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** The notes of an ELF file; elf.h, {@code NT_GNU_PROPERTY_TYPE_0}. */
final class ElfNotes {
  private static final int NT_GNU_PROPERTY_TYPE_0 = 5;
  private static final int GNU_PROPERTY_X86_ISA_1_NEEDED = 0xc0008002;
  private static final String OWNER = "GNU\0";

  /** Real notes take a few hundred bytes. */
  private static final int MOST_BYTES = 64 << 10;

  private static final int HEAD = 12;

  private final ElfBytes bytes;

  ElfNotes(ElfBytes bytes) {
    this.bytes = bytes;
  }

  /** The bits of the x86 levels that a program needs; empty where the segment does not say. */
  OptionalInt isaNeeded(ElfReader.Segment segment) throws IOException {
    ByteBuffer notes = bytes.at(segment.offset(), Math.min(segment.length(), MOST_BYTES));
    int align = segment.align() == 8 ? 8 : 4;
    int at = 0;
    while (at + HEAD <= notes.limit()) {
      long nameLength = Integer.toUnsignedLong(notes.getInt(at));
      long length = Integer.toUnsignedLong(notes.getInt(at + 4));
      long content = padded(at + HEAD + nameLength, align);
      long end = content + length;
      if (end > notes.limit()) {
        break;
      }
      if (isProperties(notes, at, nameLength)) {
        OptionalInt found = isaNeeded(notes, (int) content, (int) end);
        if (found.isPresent()) {
          return found;
        }
      }
      at = (int) Math.min(padded(end, align), notes.limit());
    }
    return OptionalInt.empty();
  }

  private static boolean isProperties(ByteBuffer notes, int at, long nameLength) {
    if (notes.getInt(at + 8) != NT_GNU_PROPERTY_TYPE_0 || nameLength != OWNER.length()) {
      return false;
    }
    byte[] name = new byte[OWNER.length()];
    notes.get(at + HEAD, name);
    return new String(name, StandardCharsets.ISO_8859_1).equals(OWNER);
  }

  private OptionalInt isaNeeded(ByteBuffer notes, int from, int end) {
    int align = bytes.isWide() ? 8 : 4;
    long at = from;
    while (at + 8 <= end) {
      long length = Integer.toUnsignedLong(notes.getInt((int) at + 4));
      boolean fits = at + 8 + length <= end;
      if (fits && length == 4 && notes.getInt((int) at) == GNU_PROPERTY_X86_ISA_1_NEEDED) {
        return OptionalInt.of(notes.getInt((int) at + 8));
      }
      at = padded(at + 8 + length, align);
    }
    return OptionalInt.empty();
  }

  private static long padded(long at, int align) {
    return (at + align - 1) / align * align;
  }
}
