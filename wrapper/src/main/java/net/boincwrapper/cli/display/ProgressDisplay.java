package net.boincwrapper.cli.display;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.boincwrapper.client.AppStatus;

/** Shows the progress of a run: one moving bar on a terminal, plain lines elsewhere. */
public final class ProgressDisplay implements RunDisplay {
  private static final int BAR = 20;
  private static final Duration PLAIN_PERIOD = Duration.ofSeconds(10);

  /** Without line wrap, a terminal that is too narrow cuts the bar off, and can clear it again. */
  private static final String NO_WRAP = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";
  private static final String CLEAR = "\r\u001b[K";

  /** Width of the narrowest usual terminal. */
  private static final int COLUMNS = 80;

  /** Width of a time of day and two blanks. */
  private static final String INDENT = " ".repeat(10);

  private final PrintWriter out;
  private final boolean terminal;
  private final Clock clock;
  private final DateTimeFormatter time;
  private String shownBar = "";
  private Duration lastPlain = Duration.ZERO;
  private int lastTenth = -1;

  /**
   * @param terminal whether the cursor can be moved
   * @param clock its time zone is used for the times shown
   */
  public ProgressDisplay(PrintWriter out, boolean terminal, Clock clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
    this.time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(clock.getZone());
  }

  /** On standard output or, if that is for machines, on standard error. */
  public static ProgressDisplay of(PrintWriter stream, boolean forMachines) {
    Clock clock = Clock.system(ZoneId.systemDefault());
    return new ProgressDisplay(stream, !forMachines && Terminals.isStandardOutput(), clock);
  }

  /** Shows nothing, for an author who waits for the result only. */
  public static ProgressDisplay silent() {
    Clock clock = Clock.system(ZoneId.systemDefault());
    return new ProgressDisplay(new PrintWriter(Writer.nullWriter()), false, clock);
  }

  /** Whether there is a moving bar. */
  public boolean isTerminal() {
    return terminal;
  }

  @Override
  public void say(String text) {
    line(clock.instant(), text);
  }

  @Override
  public void line(Instant when, String text) {
    print(time.format(when) + "  " + text);
  }

  @Override
  public void line(String text) {
    print(INDENT + text);
  }

  private void print(String line) {
    clearBar();
    out.println(terminal ? folded(line) : line);
    out.flush();
  }

  /** Long lines continue below their text, not below their time. */
  private static String folded(String line) {
    StringBuilder text = new StringBuilder();
    String rest = line;
    while (rest.length() > COLUMNS) {
      int blank = rest.lastIndexOf(' ', COLUMNS);
      if (blank <= INDENT.length()) {
        break;
      }
      text.append(rest, 0, blank).append('\n');
      rest = INDENT + rest.substring(blank + 1);
    }
    return text.append(rest).toString();
  }

  @Override
  public void progress(AppStatus status, Duration elapsed, int checkpoints) {
    double fraction = status.fractionDone().orElse(0);
    String facts = facts(status, elapsed, checkpoints);
    if (terminal) {
      showBar(bar(fraction) + "  " + facts);
    } else if (isNews(fraction, elapsed)) {
      say(String.format(Locale.ROOT, "%3.0f %%  %s", fraction * 100, facts));
    }
  }

  private void showBar(String bar) {
    if (!bar.equals(shownBar)) {
      out.print(CLEAR + NO_WRAP + bar + WRAP);
      out.flush();
      shownBar = bar;
    }
  }

  @Override
  public void end() {
    clearBar();
    out.flush();
  }

  private boolean isNews(double fraction, Duration elapsed) {
    int tenth = (int) (fraction * 10);
    boolean news = tenth != lastTenth || elapsed.minus(lastPlain).compareTo(PLAIN_PERIOD) >= 0;
    if (news) {
      lastTenth = tenth;
      lastPlain = elapsed;
    }
    return news;
  }

  private static String facts(AppStatus status, Duration elapsed, int checkpoints) {
    return String.format(
        Locale.ROOT,
        "%s  CPU %.1f s%s  %d checkpoint%s%s",
        Quantities.duration(elapsed),
        status.cpuSeconds(),
        status.workingSetBytes().isPresent()
            ? "  " + Quantities.bytes(status.workingSetBytes().getAsLong())
            : "",
        checkpoints,
        checkpoints == 1 ? "" : "s",
        status.wantNetwork() ? "  waiting for the network" : "");
  }

  private static String bar(double fraction) {
    int full = (int) Math.round(Math.min(1, Math.max(0, fraction)) * BAR);
    return String.format(
        Locale.ROOT, "[%s%s] %3.0f %%", "#".repeat(full), ".".repeat(BAR - full), fraction * 100);
  }

  private void clearBar() {
    if (!shownBar.isEmpty()) {
      out.print(CLEAR);
      shownBar = "";
    }
  }
}
