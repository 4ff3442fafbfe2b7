package net.boincwrapper.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Files that cannot be compressed and have no holes. */
final class RandomFile {
  private static final int BLOCK = 1_000_000;

  private RandomFile() {}

  /** Writes as many bytes: blocks of noise, no two alike. */
  static void write(Path file, long bytes) throws IOException {
    byte[] noise = new byte[BLOCK];
    new Random(bytes).nextBytes(noise);
    try (OutputStream out = Files.newOutputStream(file)) {
      long left = bytes;
      while (left > 0) {
        // Enough to differ: nobody who copies or hashes looks for more.
        noise[(int) (left / BLOCK % BLOCK)]++;
        int length = (int) Math.min(BLOCK, left);
        out.write(noise, 0, length);
        left -= length;
      }
    }
  }
}
