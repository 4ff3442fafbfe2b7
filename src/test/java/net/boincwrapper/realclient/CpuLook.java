package net.boincwrapper.realclient;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One of the looks at the host's CPU time that a newest client takes every ten seconds ({@code
 * client/app.cpp:ACTIVE_TASK_SET::get_memory_usage}), from its log.
 *
 * @param total seconds of CPU time of the host's processes in user mode, since its boot
 * @param own seconds that it takes for its own: its processes', low-priority processes', and what
 *     tasks of plan classes with {@code docker} have reported
 * @param foreign seconds since the look before that are nobody's; never negative
 * @param since seconds since the look before
 */
record CpuLook(double total, double own, double foreign, double since) {
  private static final Pattern LINE =
      Pattern.compile(
          "total CPU time ([0-9.]+), brc ([0-9.]+), nbrc: [-0-9.]+, delta_nbrc ([0-9.]+), dt ([0-9.]+)");

  /** All in a log; the client's first look is not among them. */
  static List<CpuLook> in(String log) {
    return LINE.matcher(log).results().map(CpuLook::of).toList();
  }

  static Optional<CpuLook> last(String log) {
    List<CpuLook> all = in(log);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  private static CpuLook of(MatchResult line) {
    return new CpuLook(
        Double.parseDouble(line.group(1)),
        Double.parseDouble(line.group(2)),
        Double.parseDouble(line.group(3)),
        Double.parseDouble(line.group(4)));
  }
}
