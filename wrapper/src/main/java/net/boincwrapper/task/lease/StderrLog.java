package net.boincwrapper.task.lease;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Supplier;
import net.boincwrapper.engine.PlainText;

/**
 * Short lines, dated in UTC, on standard error; under the client, that is {@code stderr.txt}, of
 * which it uploads the last 63 KB.
 */
public final class StderrLog {
  /** What a line is for. */
  public enum Level {
    /** Always said: what a reader of a failed task needs. */
    PLAIN,
    /** Said with {@code --verbose} or {@code verbose = 1}: each act on the container. */
    ACTS,
    /** Said with {@code verbose = 2}: the rest. */
    DETAILS
  }

  /** Control characters, including line ends; a line may hold none. */
  private static final String CONTROL = "\\p{Cc}+";

  private static final int LONGEST_LINE = 2000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private final PrintStream out;
  private final InstantSource clock;
  private volatile Level level = Level.PLAIN;

  public StderrLog(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  /** Says more, or less. Levels never go down again: the command line and the job both ask. */
  public void atLeast(int verbosity) {
    Level asked = verbosity >= 2 ? Level.DETAILS : verbosity == 1 ? Level.ACTS : Level.PLAIN;
    if (asked.compareTo(level) > 0) {
      level = asked;
    }
  }

  /** Says a line that every reader needs. */
  public void line(String text) {
    say(Level.PLAIN, text);
  }

  /** Says a line if its level is asked for; cuts it off after 2000 characters. */
  public void say(Level of, String text) {
    if (of.compareTo(level) > 0) {
      return;
    }
    String line = oneLine(text).strip();
    print(TIME.format(clock.instant()) + " docker-wrapper: " + cut(line) + "\n");
  }

  /** Says lines that somebody will copy: without the time, each cut off like any other. */
  public void toCopy(List<String> lines) {
    lines.forEach(line -> print(cut(oneLine(line)) + "\n"));
  }

  /** Like the other, for a text that takes time to make. */
  public void say(Level of, Supplier<String> text) {
    if (of.compareTo(level) <= 0) {
      say(of, text.get());
    }
  }

  /** A trace, for whoever repairs this program. */
  public void trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    print(text.toString());
  }

  /**
   * Bytes that are not ours, between two lines that say whose they are; as plain text, because
   * nobody reads them on a terminal.
   */
  public void quote(String title, byte[] original) {
    line(title + ", " + original.length + " bytes:");
    byte[] bytes = PlainText.of(original);
    synchronized (out) {
      out.write(bytes, 0, bytes.length);
      if (bytes.length > 0 && bytes[bytes.length - 1] != '\n') {
        out.write('\n');
      }
      out.flush();
    }
    line("end of " + title);
  }

  private void print(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    synchronized (out) {
      out.write(bytes, 0, bytes.length);
      out.flush();
    }
  }

  private static String oneLine(String text) {
    boolean plain = text.chars().noneMatch(Character::isISOControl);
    return plain ? text : PlainText.of(text).replaceAll(CONTROL, " ");
  }

  private static String cut(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + " …";
  }
}
