package net.boincwrapper.cli.compare;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words of a text, line by line. Blanks, blank lines and line ends do not count. */
final class TextLines implements AutoCloseable {
  private static final int LONGEST = 1 << 20;
  private static final String SEPARATORS = ",;:=|()\\[\\]{}<>\"'";
  private static final Pattern WORD =
      Pattern.compile("[" + SEPARATORS + "]|[^ \\t\\f\\x0B\\r" + SEPARATORS + "]+");

  private final InputStream in;
  private long number;

  /**
   * A line with a word in it.
   *
   * @param number counted from 1
   */
  record Line(long number, List<String> words) {}

  TextLines(Content content) throws IOException {
    in = content.open();
  }

  /**
   * The next line that is not blank.
   *
   * @return empty at the end
   * @throws NotOfThisKind if this is no text in UTF-8
   */
  Optional<Line> next() throws IOException, NotOfThisKind {
    for (byte[] bytes = line(); bytes.length > 0; bytes = line()) {
      number++;
      List<String> words = WORD.matcher(decoded(bytes)).results().map(MatchResult::group).toList();
      if (!words.isEmpty()) {
        return Optional.of(new Line(number, words));
      }
    }
    return Optional.empty();
  }

  /** With its end, so that only the end of the text is empty. */
  private byte[] line() throws IOException, NotOfThisKind {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      line.write(next);
      if (next == '\n') {
        break;
      }
      if (next == 0) {
        throw new NotOfThisKind("no text");
      }
      if (line.size() > LONGEST) {
        throw new NotOfThisKind("a line of more than 1 MiB");
      }
    }
    return line.toByteArray();
  }

  private static String decoded(byte[] line) throws NotOfThisKind {
    int length = line[line.length - 1] == '\n' ? line.length - 1 : line.length;
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(line, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new NotOfThisKind("no text");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
