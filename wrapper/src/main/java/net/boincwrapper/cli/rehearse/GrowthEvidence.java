package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.rehearse.Evidence.Start;
import net.boincwrapper.cli.rehearse.RunLog.Seen;

/**
 * A file that only grows, such as an output to which lines are appended. An app that goes on from
 * its checkpoint makes it longer from there on, up to the length that it has undisturbed: one that
 * begins again cuts it, or writes too much.
 */
record GrowthEvidence(RunLog log, RunFacts undisturbed) implements Evidence.Source {
  private static final int LEAST_BEFORE = 3;
  private static final int LEAST_AFTER = 2;

  /** The file may be ahead of the checkpoint when that is sealed, but not by more than this. */
  private static final Duration AHEAD = Duration.ofSeconds(1);

  @Override
  public Optional<Evidence> about(Start start) {
    return start.toTheEnd()
        ? log.files().stream().filter(file -> wentOn(file, start)).findFirst().map(this::told)
        : Optional.empty();
  }

  private Evidence told(String file) {
    return Evidence.resumed(file + " grew on from the length that it had").orElseThrow();
  }

  private boolean wentOn(String file, Start start) {
    List<Long> whole = undisturbed.log().seen(file).map(Seen::bytes).toList();
    Duration sealed = start.from().at().minus(AHEAD);
    List<Long> before = sizes(file, Duration.ofNanos(-1), sealed);
    List<Long> after = sizes(file, start.restart(), start.until());
    if (whole.isEmpty() || before.isEmpty() || after.isEmpty() || !grows(whole)) {
      return false;
    }
    long given = before.get(before.size() - 1);
    long longest =
        sizes(file, Duration.ofNanos(-1), start.restart()).stream().reduce(given, Math::max);
    return grows(before)
        && before.stream().filter(size -> size < given).distinct().count() >= LEAST_BEFORE
        && after.stream().allMatch(size -> size >= given)
        && after.stream().filter(size -> size > longest).distinct().count() >= LEAST_AFTER
        && after.get(after.size() - 1).equals(whole.get(whole.size() - 1));
  }

  private List<Long> sizes(String file, Duration from, Duration to) {
    return log.seen(file).filter(RunLog.within(from, to)).map(Seen::bytes).toList();
  }

  private static boolean grows(List<Long> sizes) {
    for (int i = 1; i < sizes.size(); i++) {
      if (sizes.get(i) < sizes.get(i - 1)) {
        return false;
      }
    }
    return true;
  }
}
