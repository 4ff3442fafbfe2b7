package net.boincwrapper.client;

import java.util.OptionalDouble;

/**
 * Finds tags in a message as BOINC does: by their text, anywhere ({@code lib/parse.h:match_tag,
 * parse_double}, {@code lib/parse.cpp:parse_bool}).
 */
final class Tags {
  private Tags() {}

  /** Whether the flag is set: as {@code <name/>}, {@code <name />} or {@code <name>1}. */
  static boolean flag(String message, String name) {
    return message.contains("<" + name + "/>")
        || message.contains("<" + name + " />")
        || number(message, name).orElse(0) != 0;
  }

  /** The finite number after {@code <name>}; empty if there is none. */
  static OptionalDouble number(String message, String name) {
    String text = text(message, name);
    if (text.isEmpty()) {
      // Most heartbeats lack most tags, and an exception for each costs more than all the rest.
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** What stands between {@code <name>} and the next tag; "" if there is none. */
  static String text(String message, String name) {
    String tag = "<" + name + ">";
    int at = message.indexOf(tag);
    if (at < 0) {
      return "";
    }
    int from = at + tag.length();
    int to = message.indexOf('<', from);
    return message.substring(from, to < 0 ? message.length() : to).strip();
  }
}
