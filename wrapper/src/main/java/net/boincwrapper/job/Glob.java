package net.boincwrapper.job;

import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.PatternSyntaxException;

/**
 * A glob, with the meaning that {@link java.nio.file.FileSystem#getPathMatcher} gives it. That one
 * makes a regular expression, which can take years over {@code *a*a*a*b}. The time that this takes
 * grows with the product of the two lengths, and knows no character that a path cannot hold.
 */
public final class Glob {
  private final int[] glob;
  private final List<Part> parts;
  private int at;

  private Glob(String glob) {
    this.glob = glob.codePoints().toArray();
    this.parts = sequence(false);
  }

  /**
   * Reads a glob.
   *
   * @throws PatternSyntaxException brackets or braces that are not closed, or nested
   */
  public static Glob of(String glob) {
    FileSystems.getDefault().getPathMatcher("glob:" + glob);
    return new Glob(glob);
  }

  /** Whether it covers a path, which must have no superfluous slashes. */
  public boolean matches(String path) {
    int[] text = path.codePoints().toArray();
    BitSet start = new BitSet();
    start.set(0);
    return after(parts, text, start).get(text.length);
  }

  /**
   * A part of a glob: takes where the text before it may end, and returns where it may end itself.
   */
  private interface Part {
    BitSet after(int[] text, BitSet starts);
  }

  private static BitSet after(List<Part> parts, int[] text, BitSet starts) {
    BitSet ends = starts;
    for (Part part : parts) {
      ends = part.after(text, ends);
    }
    return ends;
  }

  /** Reads to the end, or inside braces to the next comma or brace. */
  private List<Part> sequence(boolean inBraces) {
    List<Part> sequence = new ArrayList<>();
    while (at < glob.length && !(inBraces && (glob[at] == ',' || glob[at] == '}'))) {
      sequence.add(part(glob[at++]));
    }
    return sequence;
  }

  private Part part(int c) {
    return switch (c) {
      case '*' -> any();
      case '?' -> one(found -> found != '/');
      case '[' -> one(characterClass());
      case '{' -> oneOf(alternatives());
      case '\\' -> literal(glob[at++]);
      default -> literal(c);
    };
  }

  private static Part literal(int wanted) {
    return one(found -> found == wanted);
  }

  private static Part one(IntPredicate wanted) {
    return (text, starts) -> {
      BitSet ends = new BitSet();
      starts.stream()
          .filter(start -> start < text.length && wanted.test(text[start]))
          .forEach(start -> ends.set(start + 1));
      return ends;
    };
  }

  private Part any() {
    boolean slashes = at < glob.length && glob[at] == '*';
    at += slashes ? 1 : 0;
    return (text, starts) -> {
      BitSet ends = new BitSet();
      for (int end = 0; end <= text.length; end++) {
        boolean goesOn = end > 0 && ends.get(end - 1) && (slashes || text[end - 1] != '/');
        ends.set(end, starts.get(end) || goesOn);
      }
      return ends;
    };
  }

  private List<List<Part>> alternatives() {
    List<List<Part>> alternatives = new ArrayList<>();
    do {
      alternatives.add(sequence(true));
    } while (glob[at++] == ',');
    return alternatives;
  }

  private static Part oneOf(List<List<Part>> alternatives) {
    return (text, starts) -> {
      BitSet ends = new BitSet();
      alternatives.forEach(alternative -> ends.or(after(alternative, text, starts)));
      return ends;
    };
  }

  /** Reads up to the closing bracket. A backslash escapes nothing here. */
  private IntPredicate characterClass() {
    boolean negated = glob[at] == '!';
    at += negated ? 1 : 0;
    IntPredicate listed = found -> false;
    while (glob[at] != ']') {
      int first = glob[at++];
      boolean range = glob[at] == '-' && glob[at + 1] != ']';
      int last = range ? glob[at + 1] : first;
      at += range ? 2 : 0;
      listed = listed.or(found -> first <= found && found <= last);
    }
    at++;
    IntPredicate wanted = negated ? listed.negate() : listed;
    return found -> found != '/' && wanted.test(found);
  }
}
