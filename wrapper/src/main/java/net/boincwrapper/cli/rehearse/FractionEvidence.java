package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.cli.rehearse.Evidence.Start;
import net.boincwrapper.cli.rehearse.RunLog.Reported;

/**
 * The fraction done that the app reports. An app that goes on from its checkpoint reports what came
 * after it, and nothing less. Where the undisturbed run's fraction ever falls, it tells nothing.
 */
record FractionEvidence(RunLog log, RunFacts undisturbed) implements Evidence.Source {
  private static final int LEAST_BEFORE = 3;
  private static final int LEAST_AGAIN = 2;

  /** A report may be this much ahead of the checkpoint that is sealed then. */
  private static final Duration AHEAD = Duration.ofSeconds(2);

  /** Progress that was kept although the work began again stands still for long. */
  private static final double SOON = 0.6;

  /** Some apps report the share of what was left when they were started. */
  private static final double LEAST_DONE = 0.5;

  private static final double AS_SLOWLY = 0.8;

  @Override
  public Optional<Evidence> about(Start start) {
    List<Step> first = steps(log, Duration.ofNanos(-1), start.hit());
    List<Step> after = steps(log, start.restart(), start.until());
    if (after.isEmpty() || !rises(first) || !rises(all(undisturbed.log()))) {
      return Optional.empty();
    }
    double reached = reached(first, start.from().at().minus(AHEAD));
    double most = reached(first, start.hit());
    List<Step> fallen = after.stream().filter(step -> step.fraction() < reached / 2).toList();
    if (fallen.stream().map(Step::fraction).distinct().count() >= LEAST_AGAIN) {
      return fell(start, after, fallen.get(0), most);
    }
    boolean known =
        first.stream().map(Step::fraction).filter(f -> f < reached).distinct().count()
            >= LEAST_BEFORE;
    Optional<Step> further = after.stream().filter(step -> step.fraction() > most).findFirst();
    return known
            && after.stream().allMatch(step -> step.fraction() >= reached)
            && further.filter(step -> isSoon(start, step)).isPresent()
        ? Evidence.resumed(
            words("its fraction done went on from %.2f to %.2f", most, further.get().fraction()))
        : Optional.empty();
  }

  /**
   * A report.
   *
   * @param cpuSeconds of the task
   */
  private record Step(Duration at, double cpuSeconds, double fraction) {}

  private Optional<Evidence> fell(Start start, List<Step> after, Step low, double most) {
    String words = words("its fraction done fell back from %.2f to %.2f", most, low.fraction());
    Step high = after.get(after.size() - 1);
    double then = effort(low, high);
    double whole = effort(atFraction(low.fraction()), atFraction(high.fraction()));
    // Of an app that waits only time could tell, and a busy machine makes that as long as it likes.
    return !undisturbed.mostlyWaits()
            && start.from().cpuSeconds() >= LEAST_DONE * undisturbed.cpuSeconds()
            && whole > 0
            && then >= AS_SLOWLY * whole
        ? Evidence.fromZero(words)
        : Evidence.strange(words + ", which an app that resumes need not do");
  }

  private boolean isSoon(Start start, Step further) {
    Step there = atFraction(further.fraction());
    Step begin = new Step(undisturbed.begin(), 0, 0);
    Step again = new Step(start.restart(), start.from().cpuSeconds(), 0);
    return effort(again, further) <= SOON * effort(begin, there);
  }

  /** CPU seconds or, for an app that mostly waits, seconds. */
  private double effort(Step from, Step to) {
    return undisturbed.mostlyWaits()
        ? RunFacts.seconds(to.at().minus(from.at()))
        : to.cpuSeconds() - from.cpuSeconds();
  }

  /** When the undisturbed run had come so far. */
  private Step atFraction(double fraction) {
    List<Step> all = all(undisturbed.log());
    return all.stream()
        .filter(step -> step.fraction() >= fraction)
        .findFirst()
        .orElseGet(() -> new Step(undisturbed.end(), undisturbed.cpuSeconds(), 1));
  }

  private static double reached(List<Step> steps, Duration at) {
    return steps.stream()
        .filter(step -> step.at().compareTo(at) <= 0)
        .mapToDouble(Step::fraction)
        .max()
        .orElse(0);
  }

  private static List<Step> all(RunLog log) {
    return steps(log, Duration.ofNanos(-1), Duration.ofDays(999));
  }

  private static List<Step> steps(RunLog log, Duration from, Duration to) {
    return log.all(Reported.class)
        .filter(RunLog.within(from, to))
        .flatMap(FractionEvidence::step)
        .toList();
  }

  private static Stream<Step> step(Reported reported) {
    return reported.status().fractionDone().stream()
        .mapToObj(fraction -> new Step(reported.at(), reported.status().cpuSeconds(), fraction));
  }

  private static boolean rises(List<Step> steps) {
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i).fraction() < steps.get(i - 1).fraction()) {
        return false;
      }
    }
    return true;
  }

  private static String words(String format, double from, double to) {
    return String.format(Locale.ROOT, format, from, to);
  }
}
