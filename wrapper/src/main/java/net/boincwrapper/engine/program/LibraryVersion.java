package net.boincwrapper.engine.program;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version of a C or C++ library, as programs ask for it.
 *
 * @param prefix such as {@code GLIBC_}
 * @param numbers such as 2, 34
 */
public record LibraryVersion(String prefix, List<Integer> numbers)
    implements Comparable<LibraryVersion> {
  private static final Pattern NUMBERS = Pattern.compile("\\d{1,4}(\\.\\d{1,4}){1,3}");

  public LibraryVersion {
    numbers = List.copyOf(numbers);
  }

  /** Empty for another prefix, and for {@code GLIBC_PRIVATE} and its like. */
  public static Optional<LibraryVersion> parse(String name, String prefix) {
    String rest = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
    return NUMBERS.matcher(rest).matches()
        ? Optional.of(
            new LibraryVersion(
                prefix, Arrays.stream(rest.split("\\.")).map(Integer::valueOf).toList()))
        : Optional.empty();
  }

  /** Compares the numbers. */
  @Override
  public int compareTo(LibraryVersion other) {
    return Arrays.compare(
        numbers.stream().mapToInt(Integer::intValue).toArray(),
        other.numbers.stream().mapToInt(Integer::intValue).toArray());
  }

  /** {@code GLIBC_2.34}. */
  @Override
  public String toString() {
    return prefix + String.join(".", numbers.stream().map(String::valueOf).toList());
  }
}
