package net.boincwrapper.cli.simulate;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.cli.display.RunDisplay;

/**
 * Shows the lines of a growing {@code stderr.txt}: the wrapper's own at once, with their time; the
 * app's output comes as one block when the task ends, and is kept for the end.
 */
final class StderrView {
  private static final Pattern OURS =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)Z? docker-wrapper: (.*)");
  private static final Pattern APP_BEGIN = Pattern.compile("the app's output, \\d+ bytes:");
  private static final String APP_END = "end of the app's output";

  /** In UTC, as the wrapper writes it. */
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  /** Enough for a table with its header and a few lines before it. */
  private static final int MOST_APP_LINES = 30;

  private final RunDisplay display;
  private final Consumer<String> said;
  private final Deque<String> appLines = new ArrayDeque<>();
  private boolean inAppOutput;
  private String lastLine = "";

  /**
   * @param said hears the wrapper's own lines
   */
  StderrView(RunDisplay display, Consumer<String> said) {
    this.display = display;
    this.said = said;
  }

  void take(String line) {
    Matcher ours = OURS.matcher(line);
    if (ours.matches()) {
      own(LocalDateTime.parse(ours.group(1), TIME), ours.group(2));
    } else if (inAppOutput) {
      keep(printable(line));
    } else {
      display.line(printable(line));
    }
  }

  private void own(LocalDateTime time, String text) {
    if (APP_BEGIN.matcher(text).matches()) {
      appLines.clear();
      inAppOutput = true;
    } else if (text.equals(APP_END)) {
      inAppOutput = false;
    } else {
      lastLine = printable(text);
      said.accept(lastLine);
      display.line(time.toInstant(ZoneOffset.UTC), lastLine);
    }
  }

  private void keep(String line) {
    appLines.addLast(line);
    if (appLines.size() > MOST_APP_LINES) {
      appLines.removeFirst();
    }
  }

  /** The last lines that the app has printed; empty before the end of the task. */
  List<String> appLines() {
    return List.copyOf(appLines);
  }

  /** The wrapper's last line; may be empty. */
  String lastLine() {
    return lastLine;
  }

  /** An app's escape codes would move the cursor of the author's terminal. */
  private static String printable(String line) {
    return line.replace("\t", "    ").replaceAll("\\p{Cc}", "");
  }
}
