package net.boincwrapper.engine.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Status and headers of an answer.
 *
 * @param status 200 to 999; interim answers (1xx) are skipped
 * @param headers by name, ignoring case
 */
record HttpHead(int status, Map<String, List<String>> headers) {
  private static final int HEAD_BYTES = 64 << 10;
  private static final int INTERIM_ANSWERS = 5;

  /** Reads the head and nothing after it. */
  static HttpHead read(InputStream in) throws IOException {
    for (int i = 0; i <= INTERIM_ANSWERS; i++) {
      HttpHead head = readOne(new Lines(in, HEAD_BYTES));
      if (head.status >= 200) {
        return head;
      }
    }
    throw new ProtocolException("more than " + INTERIM_ANSWERS + " interim answers");
  }

  /** The value of a header, empty if it is missing. Two different values are an error. */
  String header(String name) throws ProtocolException {
    List<String> values = headers.getOrDefault(name, List.of());
    if (values.stream().distinct().count() > 1) {
      throw new ProtocolException("contradictory headers " + name + ": " + values);
    }
    return values.isEmpty() ? "" : values.get(0);
  }

  private static HttpHead readOne(Lines lines) throws IOException {
    int status = status(lines.next());
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new ProtocolException("not a header: " + shortened(line));
      }
      String name = line.substring(0, colon);
      headers.computeIfAbsent(name, n -> new ArrayList<>()).add(line.substring(colon + 1).strip());
    }
    return new HttpHead(status, headers);
  }

  private static int status(String line) throws ProtocolException {
    boolean wellFormed =
        line.startsWith("HTTP/1.")
            && line.length() >= 12
            && line.charAt(8) == ' '
            && isDigit(line.charAt(9))
            && isDigit(line.charAt(10))
            && isDigit(line.charAt(11))
            && line.charAt(9) != '0';
    if (!wellFormed) {
      throw new ProtocolException("not an HTTP answer: " + shortened(line));
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String shortened(String line) {
    return line.length() <= 60 ? line : line.substring(0, 60) + "…";
  }

  /** Lines that end with CR LF or LF, of limited total length. */
  static final class Lines {
    private final InputStream in;
    private int left;

    Lines(InputStream in, int bound) {
      this.in = in;
      this.left = bound;
    }

    String next() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream(80);
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) {
          throw new EOFException("the answer ends within its head");
        }
        if (--left < 0) {
          throw new ProtocolException("the answer's head is too long");
        }
        line.write(b);
      }
      String text = line.toString(StandardCharsets.ISO_8859_1);
      return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
  }
}
