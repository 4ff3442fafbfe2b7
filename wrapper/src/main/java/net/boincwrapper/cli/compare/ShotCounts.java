package net.boincwrapper.cli.compare;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How often each outcome was measured.
 *
 * @param counts outcome to count, above 0
 */
record ShotCounts(SortedMap<String, Long> counts) {
  private static final String MEMBER = "counts";

  /** Bits, as Qiskit prints one or several registers, or a number as it writes it in results. */
  private static final Pattern OUTCOME = Pattern.compile("[01]+(?: [01]+)*|0x[0-9a-fA-F]+");

  /** So large that their sum is still exact. */
  private static final long LARGEST = 999_999_999_999_999L;

  /**
   * The histogram that a JSON value is: an object of whole numbers, which is the member {@code
   * counts} or has outcomes as its keys.
   *
   * @return empty if it is none, or none is asked for
   */
  static Optional<ShotCounts> of(Object value, String member, Rule rule) {
    if (rule.p().isEmpty() || !(value instanceof Map<?, ?> map) || !looksLike(map, member)) {
      return Optional.empty();
    }
    SortedMap<String, Long> counts = new TreeMap<>();
    map.forEach((outcome, count) -> counts.put((String) outcome, (Long) count));
    counts.values().removeIf(count -> count == 0);
    return Optional.of(new ShotCounts(counts));
  }

  /** Whether a JSON object would be a histogram if one were asked for. */
  static boolean looksLike(Map<?, ?> map, String member) {
    boolean isNamed = member.equals(MEMBER) || (!map.isEmpty() && haveOutcomes(map));
    return isNamed && map.values().stream().allMatch(ShotCounts::isCount);
  }

  private static boolean haveOutcomes(Map<?, ?> map) {
    return map.keySet().stream().allMatch(key -> OUTCOME.matcher((String) key).matches());
  }

  private static boolean isCount(Object value) {
    return value instanceof Long count && count >= 0 && count <= LARGEST;
  }

  long shots() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  long of(String outcome) {
    return counts.getOrDefault(outcome, 0L);
  }
}
