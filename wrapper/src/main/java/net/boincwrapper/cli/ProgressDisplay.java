package net.boincwrapper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import net.boincwrapper.client.AppStatus;

/** Shows a run while it goes on: one moving bar on a terminal, plain lines elsewhere. */
final class ProgressDisplay {
  private static final int BAR = 30;
  private static final Duration PLAIN_PERIOD = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final boolean terminal;
  private boolean barShown;
  private Duration lastPlain = Duration.ZERO;
  private int lastTenth = -1;

  ProgressDisplay(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Whether standard output is a terminal that can move its cursor. */
  static boolean standardOutputIsTerminal() {
    String term = System.getenv("TERM");
    if (term == null || term.equals("dumb")) {
      return false;
    }
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Shows a line for good. */
  void line(String text) {
    clearBar();
    out.println(text);
    out.flush();
  }

  /** Shows how far the task is. */
  void progress(AppStatus status, Duration elapsed, int checkpoints) {
    double fraction = status.fractionDone().orElse(0);
    String facts = facts(status, elapsed, checkpoints);
    if (terminal) {
      clearBar();
      out.print(bar(fraction) + "  " + facts);
      out.flush();
      barShown = true;
    } else if (isNews(fraction, elapsed)) {
      out.println(String.format(Locale.ROOT, "%3.0f %%  %s", fraction * 100, facts));
      out.flush();
    }
  }

  /** Removes the bar. */
  void end() {
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
        status.wantNetwork() ? "  waits for the network" : "");
  }

  private static String bar(double fraction) {
    int full = (int) Math.round(Math.min(1, Math.max(0, fraction)) * BAR);
    return String.format(
        Locale.ROOT, "[%s%s] %3.0f %%", "#".repeat(full), ".".repeat(BAR - full), fraction * 100);
  }

  private void clearBar() {
    if (barShown) {
      out.print("\r\u001b[K");
      barShown = false;
    }
  }
}
