package net.boincwrapper.cli.folder;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers of a template, as a server reads them ({@code lib/parse.cpp:XML_PARSER}). */
final class TemplateNumber {
  /** What {@code strtod} takes of decimal numbers; Java takes others, such as {@code 5e8f}. */
  private static final Pattern DECIMAL =
      Pattern.compile("\\+?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

  /** {@code strtol} with any base takes what begins with a 0 for octal. */
  private static final Pattern WHOLE = Pattern.compile("[1-9][0-9]{0,8}");

  private TemplateNumber() {}

  /** Empty where it is none, or not above 0, or infinite. */
  static OptionalDouble above0(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(text);
    return value > 0 && Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** Whether it is a whole number above 0, of at most nine digits, the first of them not 0. */
  static boolean isWhole(String text) {
    return WHOLE.matcher(text).matches();
  }
}
