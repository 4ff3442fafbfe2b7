package net.boincwrapper.cli.compare;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.compare.TextLines.Line;
import net.boincwrapper.cli.compare.WrittenNumber.Complex;

/**
 * Compares two texts, such as tables, word by word.
 *
 * @param found gets the differences
 */
record TextComparison(Rule rule, Differences found) {
  void compare(Content a, Content b) throws IOException, NotOfThisKind {
    try (TextLines linesOfA = new TextLines(a);
        TextLines linesOfB = new TextLines(b)) {
      Optional<Line> x = linesOfA.next();
      Optional<Line> y = linesOfB.next();
      while (x.isPresent() && y.isPresent()) {
        line(x.get(), y.get());
        x = linesOfA.next();
        y = linesOfB.next();
      }
      x.ifPresent(line -> found.add("line " + line.number(), "only in the first"));
      y.ifPresent(line -> found.add("line " + line.number(), "only in the second"));
    }
  }

  private void line(Line a, Line b) {
    List<String> x = a.words();
    List<String> y = b.words();
    if (x.size() != y.size()) {
      found.add("line " + a.number(), x.size() + " and " + y.size() + " words");
      return;
    }
    for (int i = 0; i < x.size(); i++) {
      word(a.number(), i, x.get(i), y.get(i));
    }
  }

  private void word(long line, int index, String a, String b) {
    Optional<WrittenNumber> x = WrittenNumber.of(a);
    Optional<WrittenNumber> y = WrittenNumber.of(b);
    if (x.isPresent() && y.isPresent()) {
      found.compare(() -> place(line, index), x.get(), y.get(), rule);
    } else if (!a.equals(b) && !complex(line, index, a, b)) {
      found.add(place(line, index), Shown.of(a) + " and " + Shown.of(b));
    }
  }

  /** Whether both were complex numbers, and have been compared. */
  private boolean complex(long line, int index, String a, String b) {
    Optional<Complex> x = Complex.of(a);
    Optional<Complex> y = Complex.of(b);
    if (x.isEmpty() || y.isEmpty()) {
      return false;
    }
    found.compare(() -> place(line, index) + ", real part", x.get().real(), y.get().real(), rule);
    found.compare(
        () -> place(line, index) + ", imaginary part",
        x.get().imaginary(),
        y.get().imaginary(),
        rule);
    return true;
  }

  private static String place(long line, int index) {
    return "line " + line + ", word " + (index + 1);
  }
}
