package net.boincwrapper.procfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads files of procfs and of control groups, of which an app can make some as long as it likes:
 * by its processes, groups, locks or mappings.
 */
public final class ProcFile {
  /** More than any file has that is read here, unless somebody has made it long. */
  static final int MOST_BYTES = 64 * 1024;

  private ProcFile() {}

  /** Its beginning, at most {@link #MOST_BYTES}; a character a byte. */
  public static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
    }
  }
}
