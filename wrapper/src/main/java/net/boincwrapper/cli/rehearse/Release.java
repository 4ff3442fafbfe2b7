package net.boincwrapper.cli.rehearse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.display.Quantities;
import net.boincwrapper.cli.measure.RunBounds;
import net.boincwrapper.cli.simulate.RunSummary.Ending;

/**
 * Whether an app may be released, as far as a rehearsal can tell.
 *
 * @param exitCode an {@link ExitCode}; good only if it may
 * @param reasons sentences, the verdict first
 */
record Release(int exitCode, List<String> reasons) {
  private static final String NO = "Do not release the app: ";
  private static final String UNTOLD = "It is unclear whether the app may be released: ";
  private static final int MOST_NAMES = 8;

  boolean granted() {
    return exitCode == ExitCode.GOOD;
  }

  /** Empty where there is no verdict: not everything was tried, or could be proven. */
  Optional<Boolean> verdict() {
    return exitCode == ExitCode.UNPROVEN || exitCode == ExitCode.INTERRUPTED
        ? Optional.empty()
        : Optional.of(granted());
  }

  static Release of(RehearsalReport report) {
    Release bare = withoutSuspects(report);
    if (bare.granted() || bare.exitCode() == ExitCode.INTERRUPTED) {
      return bare;
    }
    List<String> all = new ArrayList<>(bare.reasons());
    all.addAll(Suspects.of(report));
    return new Release(bare.exitCode(), all);
  }

  private static Release withoutSuspects(RehearsalReport report) {
    return Stream.<Optional<Release>>of(
            stopped(report),
            unsteady(report),
            differing(report),
            failed(report),
            fromZero(report),
            undeclaring(report),
            tooMuch(report),
            untold(report))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> asRoot(report).orElseGet(() -> granted(report)));
  }

  private static Optional<Release> stopped(RehearsalReport report) {
    if (report.stopped() || report.undisturbed().ending() == Ending.STOPPED) {
      return Optional.of(
          new Release(
              ExitCode.INTERRUPTED,
              List.of(
                  UNTOLD + "you stopped it.",
                  "For the same moments again: --seed " + report.seed() + ".")));
    }
    return report.undisturbed().ending() == Ending.SUCCESS
        ? Optional.empty()
        : Optional.of(
            new Release(
                ExitCode.RUN_FAILED,
                List.of(
                    NO + "its undisturbed run failed (" + report.undisturbed().reason() + ").",
                    "See " + report.undisturbed().log() + ".")));
  }

  private static Optional<Release> unsteady(RehearsalReport report) {
    if (report.unsteady().isEmpty()) {
      return Optional.empty();
    }
    List<String> reasons = new ArrayList<>();
    reasons.add(UNTOLD + "two undisturbed runs already have different outputs.");
    reasons.addAll(report.unsteady());
    reasons.add(
        report.command().isPresent()
            ? "The command of --compare must accept what differs from run to run."
            : "Comparing bytes cannot work for this app. Fix its seeds, its number of threads and"
                + " the order of its additions; or give a command that compares with a tolerance:"
                + " --compare CMD.");
    return Optional.of(new Release(ExitCode.DIFFERS, reasons));
  }

  private static Optional<Release> differing(RehearsalReport report) {
    List<InterruptedRun> differing = those(report, InterruptedRun::differs);
    if (differing.isEmpty()) {
      return Optional.empty();
    }
    List<String> reasons = new ArrayList<>();
    reasons.add(NO + "its outputs differ after " + names(differing) + ".");
    reasons.addAll(hints(report, differing));
    failed(report).ifPresent(failed -> reasons.addAll(failed.reasons().subList(1, 2)));
    return Optional.of(new Release(ExitCode.DIFFERS, reasons));
  }

  private static List<String> hints(RehearsalReport report, List<InterruptedRun> differing) {
    List<Path> undeclared =
        differing.stream().flatMap(trial -> trial.undeclared().stream()).distinct().toList();
    if (!report.needs().checkpoints() || undeclared.isEmpty()) {
      return List.of("The app must go on from its checkpoint as if nothing had happened.");
    }
    String files =
        undeclared.stream().limit(MOST_NAMES).map(Path::toString).collect(Collectors.joining(", "));
    return List.of(
        "When an older checkpoint is restored, a file that is not in [checkpoint] files stays as it"
            + " is, ahead of the checkpoint. These are not declared: "
            + files
            + (undeclared.size() > MOST_NAMES ? ", …" : "")
            + ". If the app goes on from one of them, declare it, or cut it to the length that the"
            + " checkpoint says.");
  }

  private static Optional<Release> failed(RehearsalReport report) {
    List<InterruptedRun> failed = those(report, InterruptedRun::failed);
    if (failed.isEmpty()) {
      return Optional.empty();
    }
    InterruptedRun first = failed.get(0);
    return Optional.of(
        new Release(
            ExitCode.RUN_FAILED,
            List.of(
                NO + "it produced no result after " + names(failed) + ".",
                "After "
                    + first.name()
                    + ": "
                    + first.summary().reason()
                    + "; see "
                    + first.summary().log()
                    + ".")));
  }

  private static Optional<Release> fromZero(RehearsalReport report) {
    List<InterruptedRun> lost = those(report, InterruptedRun::startedFromZero);
    return lost.isEmpty() || !report.needs().checkpoints()
        ? Optional.empty()
        : Optional.of(
            new Release(
                ExitCode.PROBLEMS,
                List.of(
                    NO + "it does not resume.",
                    "After "
                        + names(lost)
                        + " it had its checkpoint files, but did all its work again. The result was"
                        + " right, but the time was lost. It must look for these files when it"
                        + " starts.")));
  }

  private static Optional<Release> undeclaring(RehearsalReport report) {
    return report.needs().checkpoints() || those(report, trial -> !trial.resumed()).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Release(
                ExitCode.PROBLEMS,
                List.of(
                    "The app does not resume: the job names no checkpoint files.",
                    "Its outputs were right, but each interruption that ends its container costs"
                        + " all the work before it. Release it only if its runs are short; else"
                        + " write checkpoints and name them in [checkpoint] files.")));
  }

  /** What a client would have aborted has failed already. */
  private static Optional<Release> tooMuch(RehearsalReport report) {
    RunBounds bounds = report.bounds();
    List<String> above = new ArrayList<>();
    if (report.peakMemoryBytes() > bounds.memoryBytes()) {
      above.add(above("of memory", report.peakMemoryBytes(), bounds.memoryBytes(), "memory"));
    }
    if (report.peakDiskBytes() > bounds.diskBytes()) {
      above.add(above("of disk", report.peakDiskBytes(), bounds.diskBytes(), "disk"));
    }
    return above.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Release(
                ExitCode.PROBLEMS,
                List.of(
                    NO + "it used " + String.join(" and ", above) + ".",
                    "A client decides by its bounds whether a task fits on its host. Raise them in "
                        + bounds.file()
                        + " as proposed below, or let the app use less.")));
  }

  private static String above(String what, long used, long bound, String name) {
    return Quantities.bytes(used)
        + " "
        + what
        + ", more than rsc_"
        + name
        + "_bound, "
        + Quantities.bytes(bound);
  }

  private static Optional<Release> untold(RehearsalReport report) {
    List<String> reasons = new ArrayList<>();
    report
        .leftOut()
        .forEach(out -> reasons.add("Not tried: " + out.kind().word() + "; " + out.why() + "."));
    report
        .missed()
        .forEach(missed -> reasons.add("Not tried: " + missed.what() + "; " + missed.why() + "."));
    if (report.compared().isEmpty()) {
      reasons.add("There were no outputs to compare.");
    }
    List<String> unproven = Unproven.reasons(report);
    if (reasons.isEmpty() && unproven.isEmpty()) {
      return Optional.empty();
    }
    if (!reasons.isEmpty()) {
      reasons.add("Give the job more to do, or let it write checkpoints more often.");
    }
    reasons.add(
        0,
        UNTOLD
            + (reasons.isEmpty() ? "it is not proven that it resumes." : "too little was tried."));
    reasons.addAll(unproven);
    return Optional.of(new Release(ExitCode.UNPROVEN, reasons));
  }

  private static Optional<Release> asRoot(RehearsalReport report) {
    return report.undisturbed().user().isRoot()
        ? Optional.of(
            new Release(
                ExitCode.UNPROVEN,
                List.of(
                    UNTOLD + "the app ran as root, which it does not on a volunteer's host.",
                    "Nothing else was found. Rehearse it without --as-root.")))
        : Optional.empty();
  }

  private static Release granted(RehearsalReport report) {
    long count = report.trials().stream().mapToLong(trial -> trial.recoveries().size()).sum();
    String same =
        "after each of " + count + " interruptions it went on and came to the same outputs.";
    if (report.whole()) {
      return new Release(ExitCode.GOOD, List.of("The app may be released: " + same));
    }
    return new Release(
        ExitCode.UNPROVEN,
        List.of(
            "As far as "
                + names(report.trials())
                + (report.trials().size() == 1 ? " goes" : " go")
                + ", nothing prevents a release.",
            "For the whole rehearsal, leave out --only."));
  }

  private static List<InterruptedRun> those(
      RehearsalReport report, Predicate<InterruptedRun> which) {
    return report.trials().stream().filter(which).toList();
  }

  /** Runs with several interruptions are named only if there are no others. */
  private static String names(List<InterruptedRun> trials) {
    List<InterruptedRun> alone =
        trials.stream().filter(trial -> trial.recoveries().size() < 2).toList();
    return (alone.isEmpty() ? trials : alone)
        .stream()
            .flatMap(
                trial ->
                    trial.recoveries().isEmpty()
                        ? Stream.of(trial.name())
                        : trial.recoveries().stream()
                            .map(recovery -> recovery.interrupt().toString()))
            .collect(Collectors.joining(", "));
  }
}
