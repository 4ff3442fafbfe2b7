package net.boincwrapper.server;

import java.util.Optional;

/**
 * BOINC's own parser ({@code lib/parse.h:XML_PARSER}): one tag or text after the other. It knows no
 * nesting, drops attributes and comments, and takes {@code <x/>} for a tag {@code x/}.
 */
final class Tags {
  private static final String COMMENT = "!--";

  private final String text;
  private int at;
  private String last = "";
  private boolean tag;

  Tags(String text) {
    this.text = text;
  }

  /** Goes to the next tag or text; false at the end ({@code get_tag}). */
  boolean next() {
    while (skipBlanks()) {
      if (text.charAt(at) != '<') {
        return readText();
      }
      if (!text.startsWith(COMMENT, at + 1)) {
        return readTag();
      }
      int end = text.indexOf("-->", at);
      at = end < 0 ? text.length() : end + "-->".length();
    }
    return false;
  }

  private boolean skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length();
  }

  private boolean readText() {
    int end = text.indexOf('<', at);
    last = end < 0 ? "" : text.substring(at, end).strip();
    tag = false;
    at = end < 0 ? text.length() : end;
    return end >= 0;
  }

  /** A slash counts wherever it stands, so that {@code <x />} is {@code x/}. */
  private boolean readTag() {
    int end = text.indexOf('>', at);
    if (end < 0) {
      at = text.length();
      return false;
    }
    String[] name = text.substring(at + 1, end).split("\\s", 2);
    last = name[0] + (name.length > 1 ? name[1].replaceAll("[^/]", "") : "");
    tag = true;
    at = end + 1;
    return true;
  }

  boolean isTag() {
    return tag;
  }

  /** The tag or the text that {@link #next} has reached. */
  String last() {
    return last;
  }

  boolean is(String name) {
    return tag && last.equals(name);
  }

  /**
   * What stands in the element whose tag is the last one, if it is of this name, unescaped; the
   * parser is behind its end then ({@code parse_str}). Empty where there is another tag before the
   * end tag.
   */
  Optional<String> string(String name) {
    if (is(name + "/")) {
      return Optional.of("");
    }
    if (!is(name)) {
      return Optional.empty();
    }
    int start = at;
    String content = next() && !tag ? last : "";
    if (!content.isEmpty()) {
      next();
    }
    if (is("/" + name)) {
      return Optional.of(unescaped(content));
    }
    at = start;
    last = name;
    tag = true;
    return Optional.empty();
  }

  /** Behind the end of the element whose tag is the last one; what was in it, as it is written. */
  String rest() {
    if (last.endsWith("/")) {
      return "";
    }
    String end = "</" + last + ">";
    int to = text.indexOf(end, at);
    String content = text.substring(at, to < 0 ? text.length() : to);
    at = to < 0 ? text.length() : to + end.length();
    return content;
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
  }
}
