package net.boincwrapper.toml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.boincwrapper.job.Problems;

/** Turns the bytes of a file into text, or says where they are not. */
public final class SourceText {
  /**
   * toml4j takes time that grows with the square of an array's length: 64 KB of it take a quarter
   * of a second, 256 KB eight seconds.
   */
  public static final int MOST_BYTES = 64 * 1024;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private SourceText() {}

  /** The text with line ends as {@code \n}, without a byte order mark; empty: see the problem. */
  public static Optional<String> decode(byte[] content, Problems problems) {
    if (content.length > MOST_BYTES) {
      problems.error(
          "is "
              + content.length
              + " bytes long; such a file has at most "
              + MOST_BYTES
              + ". Is this the right file?");
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(content);
    CharBuffer out = CharBuffer.allocate(content.length);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      problems.error(
          1 + lineFeeds(text),
          String.format(
              "byte 0x%02x is not UTF-8; save the file as UTF-8", content[in.position()] & 0xff));
      return Optional.empty();
    }
    return checked(withoutMark(text).replace("\r\n", "\n"), problems);
  }

  private static Optional<String> checked(String text, Problems problems) {
    int line = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
      } else if (Character.isISOControl(c) && c != '\t') {
        problems.error(
            line,
            String.format(
                "control character U+%04X; TOML allows only tabs and line ends", (int) c));
        return Optional.empty();
      }
    }
    return Optional.of(text);
  }

  private static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static int lineFeeds(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }
}
