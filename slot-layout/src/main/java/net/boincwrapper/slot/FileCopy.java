package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Copies the bytes of files.
 *
 * <p>Where the file system can let two files share their blocks, the kernel copies: it shares them
 * if Java calls {@code copy_file_range}, as releases after 17 do. Otherwise we copy by hand and
 * leave out pieces of nothing but zeros, so that a sparse file stays sparse: Java does not show
 * where its holes are.
 */
final class FileCopy {
  /** Small enough for the wrapper's heap, large enough that the calls do not matter. */
  private static final int PIECE = 128 * 1024;

  private static final byte[] ZEROS = new byte[PIECE];
  private static final int LAST_THAT_SENDS = 17;

  private final Effects effects;
  private final boolean byKernel;
  private final byte[] piece = new byte[PIECE];

  private FileCopy(Effects effects, boolean byKernel) {
    this.effects = effects;
    this.byKernel = byKernel;
  }

  /** For copies into a directory that no app can write, from the same file system. */
  static FileCopy into(Path directory, Effects effects) throws IOException {
    boolean shares =
        Runtime.version().feature() > LAST_THAT_SENDS && BlockSharing.worksIn(directory);
    return new FileCopy(effects, shares);
  }

  /**
   * Copies as much as the source holds now into an empty file: an app may append meanwhile.
   *
   * @return how many bytes the copy has; fewer if the source became shorter
   */
  long copy(SeekableByteChannel from, FileChannel to) throws IOException {
    return byKernel && from instanceof FileChannel file ? byKernel(file, to) : byHand(from, to);
  }

  /** A call moves 2 GiB at most. */
  private long byKernel(FileChannel from, FileChannel to) throws IOException {
    long length = from.size();
    long at = 0;
    for (long moved = 1; at < length && moved > 0; at += moved) {
      moved = effects.transfer(from, at, length - at, to);
    }
    return at;
  }

  private long byHand(SeekableByteChannel from, FileChannel to) throws IOException {
    long length = from.size();
    long at = 0;
    boolean endsInHole = false;
    for (int count = 1; at < length && count > 0; at += count) {
      count = fill(from, (int) Math.min(PIECE, length - at));
      endsInHole = count == 0 ? endsInHole : isZero(count);
      if (!endsInHole) {
        effects.write(to, ByteBuffer.wrap(piece, 0, count), at);
      }
    }
    if (endsInHole) {
      effects.write(to, ByteBuffer.wrap(ZEROS, 0, 1), at - 1);
    }
    return at;
  }

  private boolean isZero(int count) {
    return Arrays.equals(piece, 0, count, ZEROS, 0, count);
  }

  /** Returns less than wanted only at the end of the file. */
  private int fill(SeekableByteChannel from, int wanted) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(piece, 0, wanted);
    while (buffer.hasRemaining() && from.read(buffer) >= 0) {
      // Goes on until the piece is full or the file ends.
    }
    return buffer.position();
  }
}
