package net.boincwrapper.job.options;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.job.Job.Ulimit;
import net.boincwrapper.job.Place;
import net.boincwrapper.job.Spelling;

/** Reads a limit as written after {@code docker create --ulimit}. */
final class UlimitSyntax {
  private static final Pattern ULIMIT =
      Pattern.compile("([a-z]+)=(-1|\\d{1,18})(?::(-1|\\d{1,18}))?");
  private static final List<String> KNOWN =
      List.of(
          "as",
          "core",
          "cpu",
          "data",
          "fsize",
          "locks",
          "memlock",
          "msgqueue",
          "nofile",
          "nproc",
          "rss",
          "sigpending",
          "stack");

  /** They would let the app run ahead of the volunteer's own programs. */
  private static final List<String> PRIORITIES = List.of("nice", "rtprio", "rttime");

  private UlimitSyntax() {}

  /** {@code name=soft[:hard]}; what is wrong is reported. */
  static void parse(String written, Place place, Map<String, Ulimit> into) {
    Matcher matcher = ULIMIT.matcher(written);
    if (!matcher.matches()) {
      place.error("is not a limit; write nofile=1024 or nofile=1024:4096, -1 for unlimited");
      return;
    }
    String name = matcher.group(1);
    if (PRIORITIES.contains(name)) {
      place.error(OptionSpec.LOOSENS + "the client sets the priority; leave it out");
    } else if (!KNOWN.contains(name)) {
      place.error("names no limit" + Spelling.hint(name, KNOWN));
    } else {
      long soft = Long.parseLong(matcher.group(2));
      long hard = matcher.group(3) == null ? soft : Long.parseLong(matcher.group(3));
      if (hard != -1 && (soft == -1 || soft > hard)) {
        place.error("has a soft limit above the hard one; swap them");
      } else {
        into.put(name, new Ulimit(soft, hard));
      }
    }
  }
}
