package net.boincwrapper.engine.program;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What an executable says about itself in its first bytes; see elf(5).
 *
 * @param machine {@code e_machine}
 * @param loader path of the dynamic loader that it needs; empty: none, or not within these bytes
 */
public record ElfHeader(int machine, Optional<String> loader) {
  private static final int MAGIC = 0x7f454c46;
  private static final int CLASS_AT = 4;
  private static final int DATA_AT = 5;
  private static final int MACHINE_AT = 18;
  private static final int SMALLEST = 64;
  private static final int PT_INTERP = 3;
  private static final int LONGEST_PATH = 4096;

  /** Empty if it is not one, or too short to tell. */
  public static Optional<ElfHeader> of(byte[] head) {
    if (head.length < SMALLEST || ByteBuffer.wrap(head).getInt() != MAGIC) {
      return Optional.empty();
    }
    ByteBuffer elf =
        ByteBuffer.wrap(head)
            .order(head[DATA_AT] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int machine = Short.toUnsignedInt(elf.getShort(MACHINE_AT));
    return Optional.of(new ElfHeader(machine, loader(elf, head[CLASS_AT] == 2)));
  }

  /** Looks through the program headers, which may contain any nonsense: they are the app's. */
  private static Optional<String> loader(ByteBuffer elf, boolean wide) {
    long table = wide ? elf.getLong(32) : Integer.toUnsignedLong(elf.getInt(28));
    int size = Short.toUnsignedInt(elf.getShort(wide ? 54 : 42));
    int count = Short.toUnsignedInt(elf.getShort(wide ? 56 : 44));
    for (int i = 0; i < count; i++) {
      long at = table + (long) i * size;
      if (at < 0 || at + (wide ? 40 : 20) > elf.limit()) {
        return Optional.empty();
      }
      if (elf.getInt((int) at) == PT_INTERP) {
        return wide
            ? text(elf, elf.getLong((int) at + 8), elf.getLong((int) at + 32))
            : text(elf, elf.getInt((int) at + 4), elf.getInt((int) at + 16));
      }
    }
    return Optional.empty();
  }

  /** The text ends with a zero byte. */
  private static Optional<String> text(ByteBuffer elf, long at, long length) {
    if (at < 0 || length < 2 || length > LONGEST_PATH || at > elf.limit() - length) {
      return Optional.empty();
    }
    byte[] path = new byte[(int) length - 1];
    elf.get((int) at, path);
    return Optional.of(new String(path, StandardCharsets.ISO_8859_1));
  }
}
