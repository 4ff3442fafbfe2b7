package net.boincwrapper.cli.rehearse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.boincwrapper.cli.simulate.Interrupt;

/** The kinds of interruption after which it is not proven that an app went on, and what helps. */
final class Unproven {
  private static final String HELP =
      "What proves a resume: a number from 0 to 1 in the progress file that goes on (write it often);"
          + " checkpoint files that hold the same after the same work in each run, or an output to"
          + " which lines are appended; or much less CPU time after the interruption, for which the"
          + " job needs more to do.";

  private Unproven() {}

  /** Sentences; none where all is proven. */
  static List<String> reasons(RehearsalReport report) {
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    for (Interrupt.Kind kind : Interrupt.Kind.values()) {
      if (report.trials().stream().noneMatch(trial -> trial.proves(kind))) {
        report.trials().stream()
            .flatMap(trial -> trial.recoveries().stream())
            .filter(recovery -> recovery.interrupt().kind() == kind)
            .reduce((earlier, later) -> later)
            .ifPresent(
                last ->
                    kinds
                        .computeIfAbsent(last.evidence(), why -> new ArrayList<>())
                        .add(last.interrupt().toString()));
      }
    }
    List<String> reasons = new ArrayList<>();
    kinds.forEach(
        (why, which) ->
            reasons.add("Not proven after " + String.join(", ", which) + ": " + why + "."));
    if (!reasons.isEmpty()) {
      reasons.add(HELP);
    }
    return reasons;
  }
}
