package net.boincwrapper.cli.display;

import java.util.ArrayList;
import java.util.List;

/** Sentences, broken into lines that people can read. */
public final class Paragraph {
  /** Characters in a line. */
  public static final int COLUMNS = 96;

  private Paragraph() {}

  /** Breaks at blanks only: a longer word has a line of its own. */
  public static List<String> lines(String sentences, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = sentences;
    while (rest.length() > columns) {
      int blank = rest.lastIndexOf(' ', columns);
      if (blank <= 0) {
        blank = rest.indexOf(' ');
      }
      if (blank <= 0) {
        break;
      }
      lines.add(rest.substring(0, blank));
      rest = rest.substring(blank + 1);
    }
    lines.add(rest);
    return lines;
  }
}
