package net.boincwrapper.slot;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Records with a right checksum: no fuzzer would guess one. */
final class Records {
  private Records() {}

  /** The lines, and a last one with their checksum. */
  static byte[] sealed(byte[] lines) {
    byte[] body = (new String(lines, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(body);
    String end = "checksum = " + HexFormat.of().toHexDigits((int) crc.getValue()) + "\n";
    return (new String(body, StandardCharsets.UTF_8) + end).getBytes(StandardCharsets.UTF_8);
  }
}
