package net.boincwrapper.image.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import net.boincwrapper.slot.Sha256;

/**
 * Files of an archive that are compressed with zstd, which not every engine reads: Docker 20.10
 * says no more than "unexpected EOF". They are sent without it. A tar wants to know before how long
 * they are, so they are measured at one reading of the archive and sent at the next.
 */
final class PlainCopies {
  private static final int PIECE = 64 << 10;

  private final Map<String, Plain> measured = new HashMap<>();
  private int sent;

  private record Plain(long bytes, String digest) {}

  boolean isEmpty() {
    return measured.isEmpty();
  }

  /**
   * Reads a file to its end.
   *
   * @param name what it is sent as, later
   */
  Blob measure(String name, long bytes, InputStream content, ArchiveBytes.Room room)
      throws IOException {
    MessageDigest whole = Sha256.digest();
    InputStream compressed = new DigestInputStream(content, whole);
    Plain plain = unpack(compressed, OutputStream.nullOutputStream(), room);
    compressed.transferTo(OutputStream.nullOutputStream());
    measured.put(name, plain);
    return new Blob(name, bytes, text(whole), plain.digest(), null);
  }

  /** How long a file is that was measured; less than 0: this one was not. */
  long bytes(String name) {
    Plain plain = measured.get(name);
    return plain == null ? -1 : plain.bytes();
  }

  /** Writes a file that was measured. */
  void send(String name, InputStream content, OutputStream out, ArchiveBytes.Room room)
      throws IOException {
    if (!unpack(content, out, room).equals(measured.get(name))) {
      throw changed();
    }
    sent++;
  }

  /** Each has a name of its own, and so was sent once. */
  void checkAllSent() throws ArchiveFault {
    if (sent < measured.size()) {
      throw changed();
    }
  }

  private static ArchiveFault changed() {
    return new ArchiveFault("has changed while it was read");
  }

  private static Plain unpack(InputStream compressed, OutputStream out, ArchiveBytes.Room room)
      throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] piece = new byte[PIECE];
    long bytes = 0;
    try (InputStream plain = ArchiveBytes.inner(compressed, room)) {
      for (int count = plain.read(piece); count >= 0; count = plain.read(piece)) {
        digest.update(piece, 0, count);
        out.write(piece, 0, count);
        bytes += count;
      }
    }
    return new Plain(bytes, text(digest));
  }

  private static String text(MessageDigest digest) {
    return "sha256:" + Sha256.hex(digest.digest());
  }
}
