package net.boincwrapper.cli.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was found while two files were compared: all is counted, and the first few are kept. */
final class Differences {
  /** As many are shown of a file. */
  static final int MOST = 10;

  private final List<Difference> first = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable Difference largest;
  private long count;
  private long numbers;

  /**
   * One of them.
   *
   * @param where within the file, such as {@code expectation_z[3]}; empty for the whole of it
   * @param how in words
   * @param by how far two numbers are apart, in units of what the tolerance allows; 0 where nothing
   *     was measured
   */
  record Difference(String where, String how, double by) {
    Difference within(String part) {
      return new Difference(where.isEmpty() ? part : part + ": " + where, how, by);
    }

    @Override
    public String toString() {
      return where.isEmpty() ? how : where + ": " + how;
    }
  }

  void add(String where, String how) {
    add(new Difference(where, how, 0));
  }

  private void add(Difference found) {
    count++;
    if (first.size() < MOST) {
      first.add(found);
    }
    measure(found);
  }

  private void measure(Difference found) {
    if (found.by() > 0 && (largest == null || found.by() > largest.by())) {
      largest = found;
    }
  }

  /** Those of a part, under its name. */
  void addAll(String part, Differences of) {
    of.first.forEach(each -> add(each.within(part)));
    count += of.count - of.first.size();
    numbers += of.numbers;
    of.notes.forEach(note -> note(part + ": " + note));
    of.largest().map(each -> each.within(part)).ifPresent(this::measure);
  }

  /** Those that were found apart from these; at most some of them are shown. */
  void addFew(int most, Differences of) {
    of.first.stream().limit(most).forEach(this::add);
    count += of.count - Math.min(most, of.first.size());
    numbers += of.numbers;
    of.notes.forEach(this::note);
    of.largest().ifPresent(this::measure);
  }

  /** What is told although it is no difference, such as the p of a test that was passed. */
  void note(String what) {
    notes.add(what);
  }

  /** Compares what a text says. */
  void compare(Supplier<String> where, WrittenNumber a, WrittenNumber b, Rule rule) {
    numbers++;
    if (!a.isNear(b, rule)) {
      addNumbers(where.get(), a.text(), a.value(), b.text(), b.value(), rule);
    }
  }

  void compare(Supplier<String> where, double a, double b, Rule rule) {
    numbers++;
    if (!rule.isNear(a, b)) {
      addNumbers(where.get(), String.valueOf(a), a, String.valueOf(b), b, rule);
    }
  }

  private void addNumbers(String where, String a, double x, String b, double y, Rule rule) {
    double apart = Math.abs(x - y);
    String how = Shown.of(a) + " and " + Shown.of(b);
    if (!(apart > 0) || Double.isInfinite(apart)) {
      add(where, how);
      return;
    }
    double allowed = rule.allowed(x, y);
    add(
        new Difference(
            where,
            how + ", " + Shown.of(apart) + " apart, " + Shown.of(allowed) + " allowed",
            allowed > 0 ? apart / allowed : apart));
  }

  boolean isEmpty() {
    return count == 0;
  }

  long count() {
    return count;
  }

  /** Numbers that were compared with the tolerance, the same ones included. */
  long numbers() {
    return numbers;
  }

  List<Difference> first() {
    return List.copyOf(first);
  }

  Optional<Difference> largest() {
    return Optional.ofNullable(largest);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
