package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Compares files; for the wrapper's JVM that is many times faster than hashing them. */
final class SameBytes {
  private static final int PIECE = 128 * 1024;

  private SameBytes() {}

  /** Whether two files have the same bytes, from their beginnings to their ends. */
  static boolean in(SeekableByteChannel one, SeekableByteChannel other) throws IOException {
    if (one.size() != other.size()) {
      return false;
    }
    ByteBuffer ofOne = ByteBuffer.allocate(PIECE);
    ByteBuffer ofOther = ByteBuffer.allocate(PIECE);
    do {
      fill(one, ofOne);
      fill(other, ofOther);
      if (!ofOne.equals(ofOther)) {
        return false;
      }
    } while (ofOne.hasRemaining());
    return true;
  }

  /** Reads less than a piece only at the end of the file. */
  private static void fill(SeekableByteChannel from, ByteBuffer piece) throws IOException {
    piece.clear();
    while (piece.hasRemaining() && from.read(piece) >= 0) {
      // Goes on until the piece is full or the file ends.
    }
    piece.flip();
  }
}
