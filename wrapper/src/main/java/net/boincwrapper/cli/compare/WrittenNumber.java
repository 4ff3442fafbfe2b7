package net.boincwrapper.cli.compare;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as a file writes it.
 *
 * @param text of the form {@link #REAL}
 */
record WrittenNumber(String text) {
  /** There is one reading of each text at most: thousands of digits must not take hours. */
  private static final String REAL =
      "[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?(?:nan|inf(?:inity)?)";

  private static final Pattern NUMBER = Pattern.compile(REAL, Pattern.CASE_INSENSITIVE);
  private static final Pattern COMPLEX =
      Pattern.compile("(?:(" + REAL + ")(?=[+-]))?(" + REAL + ")[ij]", Pattern.CASE_INSENSITIVE);
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");

  /** A name, such as the bit string of an outcome. */
  private static final Pattern PADDED = Pattern.compile("[+-]?0[0-9]+");

  /** Empty if the word is no number, or has leading zeros. */
  static Optional<WrittenNumber> of(String word) {
    return NUMBER.matcher(word).matches() && !PADDED.matcher(word).matches()
        ? Optional.of(new WrittenNumber(word))
        : Optional.empty();
  }

  /** A complex number, such as {@code 1.5e-3-2j}. */
  record Complex(WrittenNumber real, WrittenNumber imaginary) {
    static Optional<Complex> of(String word) {
      Matcher parts = COMPLEX.matcher(word);
      if (!parts.matches()) {
        return Optional.empty();
      }
      String real = parts.group(1) == null ? "0" : parts.group(1);
      return Optional.of(new Complex(new WrittenNumber(real), new WrittenNumber(parts.group(2))));
    }
  }

  /** Whole numbers are counted, not measured: no tolerance for them. */
  boolean isNear(WrittenNumber other, Rule rule) {
    if (isWhole() && other.isWhole()) {
      return wholeValue().equals(other.wholeValue());
    }
    return (isBeyondDouble() || other.isBeyondDouble())
        ? text.equals(other.text)
        : rule.isNear(value(), other.value());
  }

  /** Without a point and an exponent. */
  boolean isWhole() {
    return WHOLE.matcher(text).matches();
  }

  /** However many digits it has. */
  private String wholeValue() {
    String digits = text.replaceFirst("^[+-]?0*", "");
    return digits.isEmpty() ? "0" : (text.startsWith("-") ? "-" : "") + digits;
  }

  boolean isBeyondDouble() {
    return Double.isInfinite(value()) && text.chars().anyMatch(Character::isDigit);
  }

  double value() {
    String bare = text.replaceFirst("^[+-]", "");
    char first = bare.charAt(0);
    double size =
        first == 'n' || first == 'N'
            ? Double.NaN
            : first == 'i' || first == 'I' ? Double.POSITIVE_INFINITY : Double.parseDouble(bare);
    return text.startsWith("-") ? -size : size;
  }
}
