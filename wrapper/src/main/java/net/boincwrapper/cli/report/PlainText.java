package net.boincwrapper.cli.report;

import java.util.regex.Pattern;

/** Text of an app, made fit to be read. */
final class PlainText {
  /** What terminals obey: colours, titles, movements (ECMA-48, with the strings of xterm). */
  private static final Pattern TERMINAL =
      Pattern.compile(
          "\\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)?|[ -/]*[0-~])");

  private PlainText() {}

  static String withoutControls(String line) {
    return TERMINAL.matcher(line).replaceAll("");
  }

  /** A text in which what is not plain is replaced by the sign for that, U+FFFD. */
  static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().forEach(each -> plain.appendCodePoint(isPlain(each) ? each : 0xFFFD));
    return plain.toString();
  }

  /**
   * Whether a character shows as itself, where it stands. Those that turn the direction of what
   * follows could make a line say something else than it does (Unicode's UAX 9, 2.1 to 2.5).
   */
  static boolean isPlain(int codePoint) {
    return !Character.isISOControl(codePoint)
        && !(codePoint >= 0xD800 && codePoint <= 0xDFFF)
        && !(codePoint >= 0x202A && codePoint <= 0x202E)
        && !(codePoint >= 0x2066 && codePoint <= 0x2069)
        && codePoint != 0x200E
        && codePoint != 0x200F
        && codePoint != 0x061C
        && (codePoint & 0xFFFE) != 0xFFFE;
  }
}
