package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/**
 * Copies the bytes of files, and tells their hashes: those of the bytes that were written, whatever
 * an app does to the file meanwhile. A piece that holds nothing but zeros is left out, so that a
 * sparse file stays one.
 */
final class FileCopy {
  private static final byte[] ZEROS = new byte[Sha256.PIECE];

  private final Effects effects;
  private final byte[] piece = new byte[Sha256.PIECE];

  FileCopy(Effects effects) {
    this.effects = effects;
  }

  /** What was copied. */
  record Copied(long bytes, String sha256) {}

  /** As long as the file is now: an app may append meanwhile. */
  Copied copy(SeekableByteChannel from, FileChannel to) throws IOException {
    long length = from.size();
    Sha256 hash = new Sha256();
    long at = 0;
    boolean endsInHole = false;
    while (at < length) {
      int count = fill(from, (int) Math.min(piece.length, length - at));
      if (count == 0) {
        break;
      }
      hash.add(piece, count);
      endsInHole = Arrays.equals(piece, 0, count, ZEROS, 0, count);
      if (!endsInHole) {
        effects.write(to, ByteBuffer.wrap(piece, 0, count), at);
      }
      at += count;
    }
    if (endsInHole) {
      effects.write(to, ByteBuffer.wrap(ZEROS, 0, 1), at - 1);
    }
    return new Copied(at, hash.hex());
  }

  /** Less than wanted at the end of the file alone. */
  private int fill(SeekableByteChannel from, int wanted) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(piece, 0, wanted);
    while (buffer.hasRemaining() && from.read(buffer) >= 0) {
      // Goes on until the piece is full or the file ends.
    }
    return buffer.position();
  }
}
