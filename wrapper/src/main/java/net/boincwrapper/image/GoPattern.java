package net.boincwrapper.image;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Names with wildcards, as COPY and ADD accept them: Go's {@code filepath.Match}, where {@code *},
 * {@code ?} and {@code […]} never match a slash and a backslash takes the next character literally.
 */
final class GoPattern {
  private GoPattern() {}

  static boolean isPattern(String name) {
    return name.chars().anyMatch(c -> "*?[\\".indexOf(c) >= 0);
  }

  /**
   * @throws PatternSyntaxException where brackets are not closed, or the last character is a
   *     backslash
   */
  static Pattern compile(String name) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      switch (c) {
        case '*' -> regex.append("[^/]*");
        case '?' -> regex.append("[^/]");
        case '[' -> i = characterClass(name, i, regex);
        case '\\' -> {
          if (++i == name.length()) {
            throw new PatternSyntaxException("nothing follows the backslash", name, i - 1);
          }
          regex.append(Pattern.quote(name.substring(i, i + 1)));
        }
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString());
  }

  private static int characterClass(String name, int open, StringBuilder regex) {
    int close = name.indexOf(']', open + 2);
    if (close < 0) {
      throw new PatternSyntaxException("a [ is not closed", name, open);
    }
    String inner = name.substring(open + 1, close);
    boolean negated = inner.startsWith("^");
    String characters = (negated ? inner.substring(1) : inner).replaceAll("[\\[&^]", "\\\\$0");
    regex.append(negated ? "[^/" : "[").append(characters).append(negated ? "]" : "&&[^/]]");
    return close;
  }
}
