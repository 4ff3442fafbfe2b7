package net.boincwrapper.job;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Names of Linux signals. */
public final class SignalNames {
  /** Cannot be caught: an app has no time to write anything. */
  public static final List<String> UNCATCHABLE = List.of("SIGKILL", "SIGSTOP");

  private static final List<String> NAMES =
      List.of(
          "SIGHUP",
          "SIGINT",
          "SIGQUIT",
          "SIGABRT",
          "SIGKILL",
          "SIGUSR1",
          "SIGUSR2",
          "SIGPIPE",
          "SIGALRM",
          "SIGTERM",
          "SIGCONT",
          "SIGSTOP",
          "SIGTSTP",
          "SIGTTIN",
          "SIGTTOU",
          "SIGURG",
          "SIGVTALRM",
          "SIGPROF",
          "SIGWINCH",
          "SIGIO",
          "SIGPWR");

  /** From {@code man 7 signal}, for x86 and ARM. */
  private static final Map<String, String> NUMBERS =
      Map.of(
          "1", "SIGHUP", "2", "SIGINT", "3", "SIGQUIT", "9", "SIGKILL", "10", "SIGUSR1", "12",
          "SIGUSR2", "15", "SIGTERM");

  private SignalNames() {}

  /** {@code SIGUSR1} for that, {@code usr1} and {@code 10}; empty: reported. */
  public static Optional<String> parse(String written, Place place) {
    String upper = written.toUpperCase(Locale.ROOT);
    String name = NUMBERS.getOrDefault(written, upper.startsWith("SIG") ? upper : "SIG" + upper);
    if (NAMES.contains(name)) {
      return Optional.of(name);
    }
    String near = Spelling.nearest(name, NAMES).orElse("SIGUSR1");
    place.error("is not a signal; did you mean \"" + near + "\"?");
    return Optional.empty();
  }
}
