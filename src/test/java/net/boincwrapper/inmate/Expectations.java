package net.boincwrapper.inmate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file such as {@code expected.txt} says of each try: a line {@code NAME: OUTCOME}, or one
 * {@code NAME [CIRCUMSTANCE…]: OUTCOME} for where all of these hold, which is then believed rather
 * than one with fewer. An outcome is a regular expression, in which {@code refused} stands for any
 * error.
 */
final class Expectations {
  private static final Pattern LINE = Pattern.compile("([a-z0-9-]+)(?: \\[([a-z ]+)\\])?: (.+)");

  /** By name, in the file's order; then by circumstances. */
  private final Map<String, Map<Set<String>, Pattern>> all = new LinkedHashMap<>();

  private Expectations(String text) {
    text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::add);
  }

  /** Those of a file beside the inmate's. */
  static Expectations in(String file) {
    try {
      return of(Inmate.text(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * As written.
   *
   * @throws IllegalArgumentException if a line is of no known form, or says a second thing of the
   *     same
   */
  static Expectations of(String text) {
    return new Expectations(text);
  }

  private void add(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no expectation: " + line);
    }
    Set<String> where = parts.group(2) == null ? Set.of() : Set.of(parts.group(2).split(" "));
    Pattern outcome = Pattern.compile(parts.group(3).replace("refused", "refused \\w+"));
    Map<Set<String>, Pattern> ofTry =
        all.computeIfAbsent(parts.group(1), name -> new LinkedHashMap<>());
    if (ofTry.put(where, outcome) != null) {
      throw new IllegalArgumentException("said twice: " + line);
    }
  }

  /** All tries. */
  Set<String> names() {
    return new LinkedHashSet<>(all.keySet());
  }

  /** Whatever its outcome depends on. */
  Set<String> circumstances(String name) {
    Set<String> circumstances = new LinkedHashSet<>();
    all.getOrDefault(name, Map.of()).keySet().forEach(circumstances::addAll);
    return circumstances;
  }

  /**
   * What a try's outcome has to match.
   *
   * @param here the circumstances that hold
   */
  Pattern of(String name, Set<String> here) {
    List<Map.Entry<Set<String>, Pattern>> fitting =
        all.getOrDefault(name, Map.of()).entrySet().stream()
            .filter(entry -> here.containsAll(entry.getKey()))
            .toList();
    return fitting.stream()
        .max(java.util.Comparator.comparingInt(entry -> entry.getKey().size()))
        .map(Map.Entry::getValue)
        .orElseThrow(() -> new AssertionError("nothing is expected of the try " + name));
  }
}
