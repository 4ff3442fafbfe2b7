package net.boincwrapper.cli.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The smallest program that Linux runs: it prints a line and ends. Its image needs no registry, no
 * base and no library.
 */
final class HelloProgram {
  static final String NAME = "hello";
  static final String LINE = "hello from docker-wrapper";

  private static final int HEADER = 64;
  private static final int SEGMENT = 56;
  private static final long ADDRESS = 0x400000;

  private HelloProgram() {}

  /**
   * An ELF file (elf(5)).
   *
   * @param architecture in the kernel's words or in Go's
   * @return empty for those that this program is not released for
   */
  static Optional<byte[]> of(String architecture) {
    boolean known = architecture.equals("x86_64") || architecture.equals("amd64");
    return known
        ? Optional.of(file(code((LINE + "\n").getBytes(StandardCharsets.US_ASCII))))
        : Optional.empty();
  }

  /** write(1, line, length); exit(0). */
  private static byte[] code(byte[] line) {
    ByteBuffer code = ByteBuffer.allocate(33 + line.length).order(ByteOrder.LITTLE_ENDIAN);
    code.put((byte) 0xb8).putInt(1); // mov eax, 1: write
    code.put((byte) 0xbf).putInt(1); // mov edi, 1: standard output
    code.put(new byte[] {0x48, (byte) 0x8d, 0x35}).putInt(16); // lea rsi, [rip + 16]: the line
    code.put((byte) 0xba).putInt(line.length); // mov edx, length
    code.put(new byte[] {0x0f, 0x05}); // syscall
    code.put((byte) 0xb8).putInt(60); // mov eax, 60: exit
    code.put(new byte[] {0x31, (byte) 0xff}); // xor edi, edi
    code.put(new byte[] {0x0f, 0x05}); // syscall
    return code.put(line).flip().array();
  }

  /** One segment, the whole file, to be read and executed. */
  private static byte[] file(byte[] code) {
    int size = HEADER + SEGMENT + code.length;
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    file.putShort((short) 2).putShort((short) 62).putInt(1); // a program, of x86-64
    file.putLong(ADDRESS + HEADER + SEGMENT).putLong(HEADER).putLong(0).putInt(0);
    file.putShort((short) HEADER).putShort((short) SEGMENT).putShort((short) 1);
    file.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    file.putInt(1).putInt(5).putLong(0).putLong(ADDRESS).putLong(ADDRESS);
    file.putLong(size).putLong(size).putLong(0x1000);
    return file.put(code).array();
  }
}
