package net.boincwrapper.virtual;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads lines that a power cut may end anywhere: of the last one, a part tells something else than
 * the whole would have, so it is left out.
 */
final class WholeLines {
  private WholeLines() {}

  /** Passes on each line that has its end, without it, until the stream ends. */
  static void read(InputStream stream, Consumer<String> listener) throws IOException {
    BufferedReader characters =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    StringBuilder line = new StringBuilder();
    for (int next = characters.read(); next >= 0; next = characters.read()) {
      if (next == '\n') {
        listener.accept(line.toString().stripTrailing());
        line.setLength(0);
      } else {
        line.append((char) next);
      }
    }
  }
}
