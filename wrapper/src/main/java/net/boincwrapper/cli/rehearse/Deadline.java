package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;
import net.boincwrapper.cli.display.Quantities;
import net.boincwrapper.cli.simulate.Interrupt;
import net.boincwrapper.cli.simulate.WrapperLine;

/**
 * Says when a run takes far too long, by how long its app has been running since it was last
 * started or interrupted. Neither the engine's time nor the wrapper's counts, and on a busy machine
 * an app that computes may take longer.
 */
record Deadline(RunLog log, RunFacts undisturbed) {
  private static final Duration LEAST = Duration.ofSeconds(60);
  private static final int TIMES_AS_LONG = 3;

  /** At most, even if it uses CPU time and not too much of it. */
  private static final int MOST_TIMES_AS_LONG = 10;

  private static final int TIMES_THE_CPU = 2;

  /** An app that computes uses this much in half a minute even on a busy machine. */
  private static final double LEAST_CPU_SECONDS = 1;

  private static final Duration LOOK_BACK = Duration.ofSeconds(30);

  /** For everything that is not the app: after this, the machine is to blame. */
  private static final Duration IDLE = Duration.ofMinutes(15);

  private static final Duration ENGINE_AWAY = Duration.ofMinutes(5);

  private static final Set<Interrupt.Kind> MAY_RUN_ON =
      Set.of(Interrupt.Kind.SUSPEND, Interrupt.Kind.ENGINE);

  /** Whether the app runs, and has been running for too long. */
  boolean appIsLate(Duration now) {
    Duration running = now.minus(begin(now));
    if (!runs(now) || running.compareTo(limit().plus(allowance(now))) <= 0) {
      return false;
    }
    return !computes(now) || running.compareTo(limit().multipliedBy(MOST_TIMES_AS_LONG)) > 0;
  }

  /** Whether nothing has been running for so long that this run will not end. */
  boolean hostIsLate(Duration now) {
    Duration last =
        Stream.concat(marks(now), log.all(RunLog.Launched.class).map(RunLog.Event::at))
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    return !runs(now) && now.minus(last).compareTo(IDLE) > 0;
  }

  Duration limit() {
    Duration three = undisturbed.running().multipliedBy(TIMES_AS_LONG);
    return three.compareTo(LEAST) > 0 ? three : LEAST;
  }

  /** Why an app that was late counts as failed. */
  String words() {
    return "it was still running "
        + Quantities.duration(limit())
        + " after it was last started (undisturbed it needs "
        + Quantities.duration(undisturbed.running())
        + "), and was stopped. On a volunteer's host, [progress] timeout ends an app that hangs";
  }

  private boolean computes(Duration now) {
    double used = cpu(now) - cpu(begin(now));
    return !undisturbed.mostlyWaits()
        && used < TIMES_THE_CPU * undisturbed.cpuSeconds()
        && cpu(now) - cpu(now.minus(LOOK_BACK)) >= LEAST_CPU_SECONDS;
  }

  private double cpu(Duration at) {
    return RunLog.lastUntil(log.all(RunLog.Reported.class), at)
        .map(reported -> reported.status().cpuSeconds())
        .orElse(0.0);
  }

  private Duration begin(Duration now) {
    return Stream.concat(starts(now), log.all(RunLog.Hit.class).map(RunLog.Event::at))
        .max(Comparator.naturalOrder())
        .orElse(now);
  }

  private boolean runs(Duration now) {
    Duration ended = ends().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    return starts(now)
        .max(Comparator.naturalOrder())
        .filter(s -> s.compareTo(ended) > 0)
        .isPresent();
  }

  private Stream<Duration> starts(Duration now) {
    return Stream.concat(
            log.lines(WrapperLine.Starting.class), log.lines(WrapperLine.GoingOn.class))
        .map(RunLog.Event::at)
        .filter(at -> at.compareTo(now) <= 0);
  }

  /** An interruption ends the app or hides it, except one by which it may run on unseen. */
  private Stream<Duration> ends() {
    return Stream.concat(
            Stream.concat(log.lines(WrapperLine.Ended.class), log.all(RunLog.Left.class)),
            log.all(RunLog.Hit.class).filter(hit -> !MAY_RUN_ON.contains(hit.interrupt().kind())))
        .map(RunLog.Event::at);
  }

  private Stream<Duration> marks(Duration now) {
    return Stream.concat(starts(now), ends());
  }

  /** The app may have ended with its engine, and nobody knows until that is back. */
  private Duration allowance(Duration now) {
    boolean engine =
        RunLog.lastUntil(log.all(RunLog.Hit.class), now)
            .filter(hit -> hit.interrupt().kind() == Interrupt.Kind.ENGINE)
            .filter(hit -> starts(now).noneMatch(start -> start.compareTo(hit.at()) > 0))
            .isPresent();
    return engine ? ENGINE_AWAY : Duration.ZERO;
  }
}
