package net.boincwrapper.task.watch;

/** Quotes what an app has written, for a line that people read. */
public final class QuotedText {
  private static final int MOST = 40;

  private QuotedText() {}

  /** In quotes, without characters that a terminal would obey, and cut to a readable length. */
  public static String quoted(String text) {
    StringBuilder shown = new StringBuilder();
    int end = text.offsetByCodePoints(0, Math.min(MOST, text.codePointCount(0, text.length())));
    text.substring(0, end)
        .codePoints()
        .map(c -> isPlain(c) ? c : '?')
        .forEach(shown::appendCodePoint);
    return '"' + shown.toString() + (end < text.length() ? "…" : "") + '"';
  }

  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.UNASSIGNED,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> character != '"';
    };
  }
}
