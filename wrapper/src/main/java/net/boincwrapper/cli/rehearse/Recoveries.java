package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.cli.rehearse.Evidence.Start;
import net.boincwrapper.cli.rehearse.Recovery.Request;
import net.boincwrapper.cli.rehearse.Recovery.Resumption;
import net.boincwrapper.cli.rehearse.RunLog.Hit;
import net.boincwrapper.cli.simulate.Interrupt;
import net.boincwrapper.cli.simulate.WrapperLine;
import net.boincwrapper.cli.simulate.WrapperLine.Basis;
import net.boincwrapper.cli.simulate.WrapperLine.Sealed;

/** Finds out from the log of a run how the task came through its interruptions. */
final class Recoveries {
  private final RunLog log;
  private final RunFacts undisturbed;

  Recoveries(RunLog log, RunFacts undisturbed) {
    this.log = log;
    this.undisturbed = undisturbed;
  }

  /** One for each interruption, in order. */
  List<Recovery> all() {
    List<Hit> hits = log.all(Hit.class).toList();
    Duration end = end();
    return Stream.iterate(0, i -> i < hits.size(), i -> i + 1)
        .map(i -> of(hits.get(i), i + 1 < hits.size() ? hits.get(i + 1).at() : end))
        .toList();
  }

  /** Why one of them did not interrupt anything; empty if it did. */
  Optional<MissedInterruption> missed(Recovery recovery) {
    String what = recovery.interrupt().kind().word();
    return log.all(RunLog.Undone.class)
        .filter(undone -> undone.at().equals(recovery.at()))
        .findFirst()
        .map(undone -> new MissedInterruption(what, undone.why()))
        .or(
            () ->
                recovery.resumption() == Resumption.TOO_LATE
                    ? Optional.of(MissedInterruption.tooLate(what))
                    : Optional.empty());
  }

  private Duration end() {
    return log.all(RunLog.Left.class).map(RunLog.Left::at).reduce((a, b) -> b).orElse(log.now());
  }

  private Recovery of(Hit hit, Duration until) {
    Optional<Duration> restart =
        RunLog.firstWithin(log.lines(WrapperLine.Starting.class), hit.at(), until)
            .map(RunLog.Event::at);
    Optional<Basis> basis = restart.flatMap(at -> basis(hit.at(), at));
    double before = cpuUntil(hit.at());
    ResumePoint from =
        restart.map(at -> mark(basis, at, until)).orElse(new ResumePoint(hit.at(), before));
    boolean toTheEnd = until.equals(end());
    Evidence evidence =
        restart
            .map(at -> new Start(hit.at(), at, until, toTheEnd, from))
            .map(new ResumeCheck(log, undisturbed)::judge)
            .orElseGet(() -> new Evidence(withoutRestart(hit, until), ""));
    Resumption resumption = evidence.resumption();
    return new Recovery(
        hit.interrupt(),
        hit.at(),
        resumption == Resumption.FROM_ZERO ? before : Math.max(0, before - from.cpuSeconds()),
        restart.or(() -> found(hit.at(), until)).map(at -> at.minus(readyToResume(hit, at))),
        request(hit, until),
        basis,
        resumption,
        evidence.words());
  }

  /**
   * If the wrapper says nothing: the CPU time that it continues counting from, if there are
   * checkpoints at all.
   */
  private ResumePoint mark(Optional<Basis> basis, Duration restart, Duration until) {
    if (basis.isEmpty() && undisturbed.checkpoints().isEmpty()) {
      return ResumePoint.BEGINNING;
    }
    return basis
        .map(is -> ResumePoint.find(log, is, restart, until))
        .orElseGet(() -> new ResumePoint(restart, ResumePoint.countedFrom(log, restart, until)));
  }

  /** The container may survive a suspension or a restart of the engine. */
  private Resumption withoutRestart(Hit hit, Duration until) {
    boolean mayRunOn =
        switch (hit.interrupt().kind()) {
          case SUSPEND -> wasPaused(hit.at(), until);
          case ENGINE -> true;
          case KILL, WRAPPER, REBOOT, QUIT, TORN, ROLLBACK -> found(hit.at(), until).isPresent();
        };
    return mayRunOn ? Resumption.RAN_ON : Resumption.TOO_LATE;
  }

  private boolean wasPaused(Duration from, Duration to) {
    return RunLog.firstWithin(log.lines(WrapperLine.Pausing.class), from, to).isPresent();
  }

  private Optional<Duration> found(Duration from, Duration to) {
    return RunLog.firstWithin(log.lines(WrapperLine.GoingOn.class), from, to).map(RunLog.Event::at);
  }

  /** The last launch since the interruption: until then nobody could resume anything. */
  private Duration readyToResume(Hit hit, Duration resumed) {
    return RunLog.lastUntil(log.all(RunLog.Launched.class), resumed)
        .map(RunLog.Event::at)
        .filter(launched -> launched.compareTo(hit.at()) > 0)
        .orElse(hit.at());
  }

  private Optional<Basis> basis(Duration from, Duration to) {
    return RunLog.lastUntil(log.lines(Basis.class), to)
        .filter(RunLog.within(from, to))
        .map(said -> (Basis) said.line());
  }

  private double cpuUntil(Duration time) {
    return RunLog.lastUntil(log.all(RunLog.Reported.class), time)
        .map(reported -> reported.status().cpuSeconds())
        .orElse(0.0);
  }

  private Optional<Request> request(Hit hit, Duration until) {
    if (hit.interrupt().kind() != Interrupt.Kind.QUIT) {
      return Optional.empty();
    }
    Duration left =
        RunLog.firstWithin(log.all(RunLog.Left.class), hit.at(), until)
            .map(RunLog.Event::at)
            .orElse(until);
    return RunLog.firstWithin(log.lines(WrapperLine.Stopping.class), hit.at(), left)
        .map(asked -> request(asked, left));
  }

  private Request request(RunLog.Said asked, Duration left) {
    Duration grace = ((WrapperLine.Stopping) asked.line()).grace();
    return new Request(
        grace,
        RunLog.lastUntil(log.lines(Sealed.class), left)
            .filter(RunLog.within(asked.at(), left))
            .map(seal -> seal.at().minus(asked.at())),
        left.minus(asked.at()));
  }
}
