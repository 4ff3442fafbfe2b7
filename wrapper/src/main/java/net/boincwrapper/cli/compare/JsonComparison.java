package net.boincwrapper.cli.compare;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import net.boincwrapper.cli.compare.JsonDocument.Word;
import org.jspecify.annotations.Nullable;

/**
 * Compares two JSON documents: members by name, whatever their order; elements by place.
 *
 * @param found gets the differences
 */
record JsonComparison(Rule rule, Differences found) {
  /** Differing counts of one histogram that are shown. */
  private static final int FEW = 3;

  /** A way through a document, which is put into words only where something is told of it. */
  private record Place(@Nullable Place parent, String name, int index) implements Supplier<String> {
    static final Place ROOT = new Place(null, "", -1);

    Place member(String member) {
      return new Place(this, member, -1);
    }

    Place element(int element) {
      return new Place(this, "", element);
    }

    @Override
    public String get() {
      String before = parent == null ? "" : parent.get();
      if (index >= 0) {
        return before + "[" + index + "]";
      }
      return before.isEmpty() ? Shown.of(name) : before + "." + Shown.of(name);
    }
  }

  void compare(Object a, Object b) {
    compare(Place.ROOT, a, b);
  }

  private void compare(Place at, Object a, Object b) {
    Optional<ShotCounts> countsOfA = ShotCounts.of(a, at.name(), rule);
    Optional<ShotCounts> countsOfB = ShotCounts.of(b, at.name(), rule);
    if (countsOfA.isPresent() && countsOfB.isPresent()) {
      new CountsComparison(rule, found).compare(at.get(), countsOfA.get(), countsOfB.get());
    } else if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      if (ShotCounts.looksLike(x, at.name()) && ShotCounts.looksLike(y, at.name())) {
        countByCount(at, x, y);
      } else {
        members(at, x, y);
      }
    } else if (a instanceof List<?> x && b instanceof List<?> y) {
      elements(at, x, y);
    } else {
      leaves(at, a, b);
    }
  }

  private void leaves(Place at, Object a, Object b) {
    Optional<WrittenNumber> x = JsonDocument.number(a);
    Optional<WrittenNumber> y = JsonDocument.number(b);
    if (x.isPresent() && y.isPresent()) {
      found.compare(at, x.get(), y.get(), rule);
    } else if (!a.equals(b)) {
      found.add(at.get(), shown(a) + " and " + shown(b));
    }
  }

  /** Nobody has asked for a test, and of thousands of outcomes few are worth a line. */
  private void countByCount(Place at, Map<?, ?> a, Map<?, ?> b) {
    Differences each = new Differences();
    new JsonComparison(rule, each).members(at, a, b);
    found.addFew(FEW, each);
    if (!each.isEmpty()) {
      String where = at.get().isEmpty() ? "" : at.get() + ": ";
      found.note(
          where
              + "these are histograms of shots, compared count by count; --counts compares them by"
              + " a chi-square test");
    }
  }

  private void members(Place at, Map<?, ?> a, Map<?, ?> b) {
    TreeSet<Object> names = new TreeSet<>(a.keySet());
    names.addAll(b.keySet());
    for (Object name : names) {
      Place member = at.member((String) name);
      Object x = a.get(name);
      Object y = b.get(name);
      if (x == null || y == null) {
        found.add(member.get(), x == null ? "only in the second" : "only in the first");
      } else {
        compare(member, x, y);
      }
    }
  }

  private void elements(Place at, List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      found.add(at.get(), a.size() + " and " + b.size() + " elements");
      return;
    }
    for (int i = 0; i < a.size(); i++) {
      compare(at.element(i), a.get(i), b.get(i));
    }
  }

  private static String shown(Object value) {
    if (value instanceof Map<?, ?>) {
      return "an object";
    }
    if (value instanceof List<?>) {
      return "an array";
    }
    return Shown.of(
        value instanceof Word word
            ? word.text()
            : JsonDocument.number(value).map(WrittenNumber::text).orElseThrow());
  }
}
