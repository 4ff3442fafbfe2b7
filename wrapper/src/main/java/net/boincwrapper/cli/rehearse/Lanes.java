package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.report.Grade;
import net.boincwrapper.cli.report.Lane;
import net.boincwrapper.cli.report.Lane.Mark;
import net.boincwrapper.cli.report.Lane.Sign;
import net.boincwrapper.cli.report.Lane.Span;
import net.boincwrapper.cli.report.Lane.State;
import net.boincwrapper.cli.simulate.WrapperLine;

/**
 * What was observed of a run, as a lane of a report's timeline. Its time begins when the app first
 * ran: the first run of all may have built an image for minutes, and the others would be dwarfed.
 */
final class Lanes {
  private final List<Span> spans = new ArrayList<>();
  private Optional<State> state = Optional.empty();
  private double since;

  private final Duration origin;

  private Lanes(Duration origin) {
    this.origin = origin;
  }

  static Lane of(String name, String outcome, Grade grade, RunLog log) {
    Lanes lanes = new Lanes(origin(log));
    log.all(RunLog.Event.class).forEach(lanes::follow);
    // A run that is over has no wrapper for ever.
    if (lanes.state.isPresent() && lanes.state.get() != State.AWAY) {
      lanes.enter(lanes.state.get(), log.now());
    }
    return new Lane(name, outcome, grade, lanes.spans, lanes.marks(log));
  }

  /** An app that never ran was prepared from the first launch on. */
  private static Duration origin(RunLog log) {
    return log.all(RunLog.Said.class)
        .filter(said -> meaning(said.line()).filter(State.RUNNING::equals).isPresent())
        .map(RunLog.Said::at)
        .findFirst()
        .orElse(Duration.ZERO);
  }

  private double seconds(Duration at) {
    return Math.max(0, RunFacts.seconds(at.minus(origin)));
  }

  private void follow(RunLog.Event event) {
    if (event instanceof RunLog.Launched) {
      enter(State.PREPARING, event.at());
    } else if (event instanceof RunLog.Left) {
      enter(State.AWAY, event.at());
    } else if (event instanceof RunLog.Said said) {
      meaning(said.line())
          .filter(next -> !isOldNews(next))
          .ifPresent(next -> enter(next, event.at()));
    }
  }

  /** A wrapper that returns finds the container that had ended before. */
  private boolean isOldNews(State next) {
    return next == State.ENDING && state.filter(State.PREPARING::equals).isPresent();
  }

  private static Optional<State> meaning(WrapperLine line) {
    if (line instanceof WrapperLine.Starting
        || line instanceof WrapperLine.GoingOn
        || line instanceof WrapperLine.Unpausing) {
      return Optional.of(State.RUNNING);
    }
    if (line instanceof WrapperLine.Pausing) {
      return Optional.of(State.SUSPENDED);
    }
    return line instanceof WrapperLine.Ended || line instanceof WrapperLine.Stopping
        ? Optional.of(State.ENDING)
        : Optional.empty();
  }

  private void enter(State next, Duration at) {
    double now = seconds(at);
    state
        .filter(before -> now > since)
        .ifPresent(before -> spans.add(new Span(before, since, now)));
    state = Optional.of(next);
    since = now;
  }

  private List<Mark> marks(RunLog log) {
    // Only a wrapper that tells its details says this of each; else the client's knowledge counts,
    // which hears of a checkpoint once it is sealed.
    boolean detailed =
        log.lines(WrapperLine.Complete.class).findAny().isPresent()
            || log.lines(WrapperLine.Sealed.class).findAny().isPresent();
    List<Mark> marks = new ArrayList<>();
    log.all(RunLog.Event.class).forEach(event -> mark(event, detailed).ifPresent(marks::add));
    return marks;
  }

  private Optional<Mark> mark(RunLog.Event event, boolean detailed) {
    double at = seconds(event.at());
    if (event instanceof RunLog.Hit hit) {
      return Optional.of(new Mark(Sign.INTERRUPTED, at, hit.interrupt().toString()));
    }
    if (event instanceof RunLog.Checkpointed && !detailed) {
      return Optional.of(new Mark(Sign.SEALED, at, ""));
    }
    if (event instanceof RunLog.Said said && said.line() instanceof WrapperLine.Complete) {
      return Optional.of(new Mark(Sign.SEEN, at, ""));
    }
    return event instanceof RunLog.Said said && said.line() instanceof WrapperLine.Sealed sealed
        ? Optional.of(new Mark(Sign.SEALED, at, "generation " + sealed.generation()))
        : Optional.empty();
  }
}
