package net.boincwrapper.procfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads files of procfs and of control groups. An app can make some of them as long as it likes, by
 * its processes, groups, locks or mappings.
 */
public final class ProcFile {
  /** No file that is read here is longer, unless somebody has made it so. */
  static final int MOST_BYTES = 64 * 1024;

  private ProcFile() {}

  /** The beginning of a file, at most {@link #MOST_BYTES}; one character per byte. */
  public static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
    }
  }
}
