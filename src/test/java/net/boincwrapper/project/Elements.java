package net.boincwrapper.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * BOINC's XML: elements on lines of their own, found by their text. What the client's own parser
 * takes, and what the client writes, is no more than that.
 */
final class Elements {
  private Elements() {}

  /** One element with text, and a line end. */
  static String element(String name, Object text) {
    return "<" + name + ">" + escape(text.toString()) + "</" + name + ">\n";
  }

  /** One element around others. */
  static String around(String name, String elements) {
    return "<" + name + ">\n" + elements + "</" + name + ">\n";
  }

  /** An empty element where a flag is set, else nothing. */
  static String flag(String name, boolean set) {
    return set ? "<" + name + "/>\n" : "";
  }

  /** What stands in the first element of this name, spaces around it removed. */
  static Optional<String> text(String xml, String name) {
    return all(xml, name).stream().findFirst().map(String::strip);
  }

  /** What stands in each element of this name, as it is. Elements of one name do not nest. */
  static List<String> all(String xml, String name) {
    String open = "<" + name + ">";
    String close = "</" + name + ">";
    List<String> found = new ArrayList<>();
    int at = xml.indexOf(open);
    while (at >= 0) {
      int from = at + open.length();
      int to = xml.indexOf(close, from);
      if (to < 0) {
        break;
      }
      found.add(xml.substring(from, to));
      at = xml.indexOf(open, to);
    }
    return found;
  }

  static double number(String xml, String name) {
    return text(xml, name).map(Double::parseDouble).orElse(0.0);
  }

  /** {@code lib/str_util.cpp:xml_escape}, but for what a test's text never holds. */
  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
