package net.boincwrapper.slot.record;

import java.nio.charset.StandardCharsets;

/** Text for a place that holds one line of bounded length. */
public final class OneLine {
  private OneLine() {}

  /**
   * The text without control characters (each run of them becomes a blank), stripped, and cut
   * between two characters so that its UTF-8 form has at most {@code maxBytes} bytes.
   */
  public static String of(String text, int maxBytes) {
    String line = text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
    StringBuilder kept = new StringBuilder();
    int bytes = 0;
    for (int at = 0; at < line.length(); ) {
      int character = line.codePointAt(at);
      bytes += Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > maxBytes) {
        break;
      }
      kept.appendCodePoint(character);
      at += Character.charCount(character);
    }
    return kept.toString();
  }
}
