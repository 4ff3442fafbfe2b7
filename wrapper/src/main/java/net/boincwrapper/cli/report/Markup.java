package net.boincwrapper.cli.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes elements of a page. Whatever is given as text or as an attribute's value is escaped, so
 * that no name, log or message of an app becomes markup; names of elements and attributes are ours.
 */
final class Markup {
  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values, in turn
   */
  Markup open(String element, String... attributes) {
    text.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]).append("=\"");
      text.append(escaped(attributes[i + 1])).append('"');
    }
    text.append('>');
    open.push(element);
    return this;
  }

  /** Closes the element that was opened last. */
  Markup close() {
    text.append("</").append(open.pop()).append('>');
    return this;
  }

  Markup text(String content) {
    text.append(escaped(content));
    return this;
  }

  /** An element with nothing but text in it. */
  Markup leaf(String element, String content, String... attributes) {
    return open(element, attributes).text(content).close();
  }

  /** Elements that were written elsewhere. */
  Markup add(Markup other) {
    text.append(other);
    return this;
  }

  Markup line() {
    text.append('\n');
    return this;
  }

  /** Everything so far. */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return text.toString();
  }

  static String escaped(String content) {
    StringBuilder safe = new StringBuilder(content.length() + 16);
    content.codePoints().forEach(each -> append(safe, each));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int codePoint) {
    switch (codePoint) {
      case '&' -> safe.append("&amp;");
      case '<' -> safe.append("&lt;");
      case '>' -> safe.append("&gt;");
      case '"' -> safe.append("&quot;");
      case '\'' -> safe.append("&#39;");
      case '\n', '\t' -> safe.append((char) codePoint);
      default -> safe.appendCodePoint(PlainText.isPlain(codePoint) ? codePoint : 0xFFFD);
    }
  }
}
