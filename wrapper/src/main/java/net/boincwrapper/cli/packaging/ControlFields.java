package net.boincwrapper.cli.packaging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code Name: value} fields: deb-control(5), and the core metadata of Python packages. A
 * line that begins with a blank belongs to the field before; an empty line ends a paragraph.
 */
final class ControlFields {
  private ControlFields() {}

  /** Fields by their names; of one that comes twice, the first. */
  static List<Map<String, String>> paragraphs(String text) {
    List<Map<String, String>> paragraphs = new ArrayList<>();
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : text.split("\r?\n", -1)) {
      int colon = line.indexOf(':');
      if (line.isBlank()) {
        if (!fields.isEmpty()) {
          paragraphs.add(fields);
        }
        fields = new LinkedHashMap<>();
      } else if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
        fields.putIfAbsent(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    if (!fields.isEmpty()) {
      paragraphs.add(fields);
    }
    return paragraphs;
  }
}
