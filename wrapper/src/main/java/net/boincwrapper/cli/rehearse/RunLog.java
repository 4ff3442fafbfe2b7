package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.boincwrapper.cli.simulate.Interrupt;
import net.boincwrapper.cli.simulate.RunWatcher;
import net.boincwrapper.cli.simulate.WrapperLine;
import net.boincwrapper.client.AppStatus;

/** Everything that was observed during one run, in order. Times are since the first launch. */
public final class RunLog implements RunWatcher {
  /** Something that was observed. */
  sealed interface Event {
    Duration at();
  }

  /** The wrapper was launched. */
  record Launched(Duration at) implements Event {}

  /** The wrapper's process ended. */
  record Left(Duration at) implements Event {}

  /** The wrapper said something. */
  record Said(Duration at, WrapperLine line) implements Event {}

  /** The task reported. */
  record Reported(Duration at, AppStatus status) implements Event {}

  /** The run was interrupted. */
  record Hit(Duration at, Interrupt interrupt) implements Event {}

  /** The interruption at that time could not be made. */
  record Undone(Duration at, String why) implements Event {}

  /**
   * The client learnt of a new checkpoint.
   *
   * @param cpuSeconds of the task at the checkpoint
   */
  record Checkpointed(Duration at, double cpuSeconds) implements Event {}

  /**
   * A file of the app had been written.
   *
   * @param checkpoint whether the job declares it as part of the checkpoint
   * @param content stands for the content
   */
  record Seen(Duration at, String file, boolean checkpoint, long bytes, String content)
      implements Event {}

  private final List<Event> events = new ArrayList<>();
  private Optional<AppStatus> last = Optional.empty();
  private Duration now = Duration.ZERO;
  private Duration passed = Duration.ZERO;

  @Override
  public void launched(Duration at) {
    events.add(new Launched(at));
  }

  @Override
  public void said(Duration at, String line) {
    WrapperLine.read(line).ifPresent(read -> events.add(new Said(at, read)));
  }

  /** The client looks more often than the task reports, so most calls repeat the last report. */
  @Override
  public void reported(Duration at, AppStatus status) {
    now = at;
    if (last.filter(status::equals).isPresent()) {
      return;
    }
    double before = last.map(AppStatus::checkpointCpuSeconds).orElse(0.0);
    last = Optional.of(status);
    events.add(new Reported(at, status));
    if (status.checkpointCpuSeconds() > before) {
      events.add(new Checkpointed(at, status.checkpointCpuSeconds()));
    }
  }

  @Override
  public void passed(Duration at) {
    passed = at;
  }

  /** How long the run has been going on. */
  Duration passed() {
    return passed;
  }

  @Override
  public void interrupted(Duration at, Interrupt interrupt) {
    events.add(new Hit(at, interrupt));
  }

  @Override
  public void undone(String why) {
    all(Hit.class).reduce((a, b) -> b).ifPresent(hit -> events.add(new Undone(hit.at(), why)));
  }

  @Override
  public void left(Duration at) {
    events.add(new Left(at));
  }

  /** A file had been written. */
  public void seen(Duration at, String file, boolean checkpoint, long bytes, String content) {
    events.add(new Seen(at, file, checkpoint, bytes, content));
  }

  /** What was seen of one file. */
  Stream<Seen> seen(String file) {
    return all(Seen.class).filter(one -> one.file().equals(file));
  }

  /** The files that were seen, sorted. */
  List<String> files() {
    return all(Seen.class).map(Seen::file).distinct().sorted().toList();
  }

  /** When the client last looked. */
  Duration now() {
    return now;
  }

  /** Events of one kind. */
  <E extends Event> Stream<E> all(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** Lines of one kind, with their times. */
  <L extends WrapperLine> Stream<Said> lines(Class<L> kind) {
    return all(Said.class).filter(said -> kind.isInstance(said.line()));
  }

  /** The first event after {@code from} and not after {@code to}. */
  static <E extends Event> Optional<E> firstWithin(Stream<E> events, Duration from, Duration to) {
    return events.filter(within(from, to)).findFirst();
  }

  /** The last event not after {@code to}. */
  static <E extends Event> Optional<E> lastUntil(Stream<E> events, Duration to) {
    return events.filter(event -> event.at().compareTo(to) <= 0).reduce((earlier, later) -> later);
  }

  static <E extends Event> Predicate<E> within(Duration from, Duration to) {
    return event -> event.at().compareTo(from) > 0 && event.at().compareTo(to) <= 0;
  }
}
