package net.boincwrapper.slot.record;

import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The text of our own small records: a line that names kind and version, lines {@code key = value},
 * and a last line {@code checksum = } with the CRC-32 of all bytes before it. UTF-8. In keys and
 * values, backslash, newline, carriage return and {@code =} are written as {@code \\ \n \r \e}.
 *
 * @param kind what is recorded; one word
 * @param version of the meaning of the keys; a reader takes no other
 */
public record RecordText(String kind, int version) {
  private static final String CHECKSUM = "checksum = ";

  /** The whole record, with the pairs in the order of the map. */
  public byte[] write(Map<String, String> values) {
    StringBuilder lines = new StringBuilder(header());
    values.forEach(
        (key, value) -> lines.append(escape(key)).append(" = ").append(escape(value)).append('\n'));
    String body = lines.toString();
    return (body + CHECKSUM + checksum(body) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The keys and values, in order.
   *
   * @throws DamagedException another kind or version, or not whole
   */
  public Map<String, String> read(byte[] content) throws DamagedException {
    String text = new String(content, StandardCharsets.UTF_8);
    int end = text.lastIndexOf(CHECKSUM);
    if (end < 1 || text.charAt(end - 1) != '\n') {
      throw new DamagedException("it has no checksum");
    }
    String body = text.substring(0, end);
    if (!text.substring(end).equals(CHECKSUM + checksum(body) + "\n")) {
      throw new DamagedException("its checksum is wrong");
    }
    if (!body.startsWith(header())) {
      throw new DamagedException("it does not begin with \"" + header().strip() + "\"");
    }
    return pairs(body.substring(header().length()));
  }

  private static Map<String, String> pairs(String lines) throws DamagedException {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : lines.lines().toList()) {
      int at = line.indexOf(" = ");
      if (at < 0) {
        throw new DamagedException("the line \"" + line + "\" has no value");
      }
      values.put(unescape(line.substring(0, at)), unescape(line.substring(at + 3)));
    }
    return values;
  }

  private String header() {
    return "docker_wrapper " + kind + " " + version + "\n";
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("=", "\\e");
  }

  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character == '\\' && at + 1 < text.length()) {
        at++;
        character =
            switch (text.charAt(at)) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 'e' -> '=';
              default -> text.charAt(at);
            };
      }
      plain.append(character);
    }
    return plain.toString();
  }

  /** Its message continues a sentence that begins with the record's name. */
  public static final class DamagedException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    public DamagedException(String message) {
      super(message);
    }
  }
}
