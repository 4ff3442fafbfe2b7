package net.boincwrapper.job;

import java.math.BigInteger;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes as docker's options write them: {@code 512m}, {@code 2g}, {@code 1.5GiB}, always binary.
 */
public final class Sizes {
  /** The engine refuses less. */
  public static final long LEAST_MEMORY = 6L << 20;

  /** What is wanted, for messages. */
  public static final String FORM =
      "a number of bytes, or a string such as \"512m\" or \"2g\", at most \"1024t\"";

  /** 1 PiB: sums of some of them are far from an overflow. */
  public static final long MOST = 1L << 50;

  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,19})(?:\\.(\\d{1,9}))? ?(?:([kmgtp])i?)?b?");
  private static final String UNITS = "kmgtp";
  private static final String[] SHOWN = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Sizes() {}

  /** Bytes; empty: not a size, or above {@link #MOST}. */
  public static OptionalLong parse(String written) {
    Matcher matcher = SIZE.matcher(written.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    String unit = matcher.group(3);
    int power = unit == null ? 0 : 1 + UNITS.indexOf(unit);
    String fraction = matcher.group(2) == null ? "" : matcher.group(2);
    BigInteger bytes =
        new BigInteger(matcher.group(1) + fraction)
            .shiftLeft(10 * power)
            .divide(BigInteger.TEN.pow(fraction.length()));
    boolean tooLarge = bytes.compareTo(BigInteger.valueOf(MOST)) > 0;
    return tooLarge ? OptionalLong.empty() : OptionalLong.of(bytes.longValue());
  }

  public static String show(long bytes) {
    return show(BigInteger.valueOf(bytes));
  }

  /** In the largest unit of which it is at least one, with at most one decimal. */
  public static String show(BigInteger bytes) {
    int power = Math.max(0, (bytes.bitLength() - 1) / 10);
    if (power >= SHOWN.length) {
      return "more than 1024 EiB";
    }
    BigInteger unit = BigInteger.ONE.shiftLeft(10 * power);
    BigInteger tenths = bytes.multiply(BigInteger.TEN).divide(unit);
    BigInteger[] parts = tenths.divideAndRemainder(BigInteger.TEN);
    if (bytes.equals(BigInteger.ONE)) {
      return "1 byte";
    }
    String decimal = parts[1].signum() == 0 ? "" : "." + parts[1];
    return parts[0] + decimal + " " + SHOWN[power];
  }
}
