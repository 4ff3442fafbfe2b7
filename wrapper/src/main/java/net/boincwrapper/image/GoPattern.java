package net.boincwrapper.image;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.PatternSyntaxException;

/**
 * A name with wildcards, as COPY and ADD accept them: Go's {@code filepath.Match}, where {@code *},
 * {@code ?} and {@code […]} never match a slash and a backslash takes the next character literally.
 * The time that matching takes grows with the product of the two lengths: as a regular expression,
 * {@code *a*a*a*b} can take years.
 */
final class GoPattern {
  private static final IntPredicate IN_NAME = found -> found != '/';

  private final String written;
  private final int[] pattern;
  private final List<Part> parts = new ArrayList<>();
  private int at;

  private GoPattern(String written) {
    this.written = written;
    this.pattern = written.codePoints().toArray();
    while (at < pattern.length) {
      parts.add(part(pattern[at++]));
    }
  }

  /**
   * A part of a pattern.
   *
   * @param many whether it takes any number of characters, and not one
   */
  private record Part(boolean many, IntPredicate wanted) {
    /** Where it may end in a name, if it may begin in these places. */
    BitSet after(int[] name, BitSet begins) {
      BitSet ends = new BitSet();
      for (int end = 0; end <= name.length; end++) {
        boolean taken = end > 0 && wanted.test(name[end - 1]);
        boolean goesOn = taken && (many ? ends : begins).get(end - 1);
        ends.set(end, goesOn || (many && begins.get(end)));
      }
      return ends;
    }
  }

  static boolean isPattern(String name) {
    return name.chars().anyMatch(c -> "*?[\\".indexOf(c) >= 0);
  }

  /**
   * Reads a pattern.
   *
   * @throws PatternSyntaxException where brackets are not closed or hold nothing, or the last
   *     character is a backslash
   */
  static GoPattern of(String name) {
    return new GoPattern(name);
  }

  boolean matches(String text) {
    int[] name = text.codePoints().toArray();
    BitSet ends = new BitSet();
    ends.set(0);
    for (Part part : parts) {
      ends = part.after(name, ends);
    }
    return ends.get(name.length);
  }

  private Part part(int c) {
    return switch (c) {
      case '*' -> new Part(true, IN_NAME);
      case '?' -> new Part(false, IN_NAME);
      case '[' -> new Part(false, IN_NAME.and(characterClass()));
      case '\\' -> literal(next("nothing follows the backslash"));
      default -> literal(c);
    };
  }

  private static Part literal(int wanted) {
    return new Part(false, found -> found == wanted);
  }

  private IntPredicate characterClass() {
    boolean negated = isNext('^');
    at += negated ? 1 : 0;
    IntPredicate listed = range();
    while (!isNext(']')) {
      listed = listed.or(range());
    }
    at++;
    return negated ? listed.negate() : listed;
  }

  private IntPredicate range() {
    int first = listed();
    boolean alone = !isNext('-');
    at += alone ? 0 : 1;
    int last = alone ? first : listed();
    return found -> first <= found && found <= last;
  }

  private int listed() {
    if (isNext(']') || isNext('-')) {
      throw wrong("a [ needs characters, and a \\ before ] and -");
    }
    int c = next("a [ is not closed");
    return c == '\\' ? next("nothing follows the backslash") : c;
  }

  private boolean isNext(int c) {
    return at < pattern.length && pattern[at] == c;
  }

  private int next(String otherwise) {
    if (at == pattern.length) {
      throw wrong(otherwise);
    }
    return pattern[at++];
  }

  private PatternSyntaxException wrong(String what) {
    return new PatternSyntaxException(what, written, -1);
  }
}
