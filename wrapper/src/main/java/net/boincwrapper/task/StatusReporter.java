package net.boincwrapper.task;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.client.ClientLink;
import net.boincwrapper.client.Herald;
import net.boincwrapper.slot.UntrustedFiles;
import net.boincwrapper.task.watch.ProgressFile;
import net.boincwrapper.time.Stopwatch;

/** Tells the client how the task is, once a second at most, and not while it is suspended. */
final class StatusReporter {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final TaskContext task;
  private final ClientLink link;
  private final ReportedCpu reportedCpu;
  private final ProgressFile progress;
  private final Stopwatch sinceReport;
  private double checkpointCpuSeconds;
  private boolean wantNetwork;
  private OptionalInt sporadicState = OptionalInt.empty();
  private OptionalLong workingSetBytes = OptionalLong.empty();
  private boolean unread;
  private boolean leaving;
  private AppStatus last;

  StatusReporter(TaskContext task, ClientLink link, ReportedCpu reportedCpu) {
    this.task = task;
    this.link = link;
    this.reportedCpu = reportedCpu;
    this.progress =
        new ProgressFile(task.gateways().clock(), new UntrustedFiles(task.slot().directory()));
    this.checkpointCpuSeconds = task.facts().init().checkpointedCpuSeconds();
    this.last = status();
    this.sinceReport = task.stopwatch();
  }

  /** Call it at each turn once the slot is ours. */
  void tick(boolean suspended) {
    reportedCpu.tick();
    boolean due = sinceReport.isDue(INTERVAL);
    if (suspended) {
      return;
    }
    if (reportedCpu.isOursToTell()) {
      tellAfresh(due);
    } else if (due) {
      report();
    }
  }

  /**
   * Reports as soon as the client has looked, so that what it finds next is always equally old, and
   * keeps a report that still waits up to date.
   */
  private void tellAfresh(boolean due) {
    boolean read = link.statusRead();
    if (read || link.waits()) {
      reportedCpu.refresh();
      unread &= !read;
      if (read && due) {
        report();
      } else {
        last = last.withCpuSeconds(reportedCpu.seconds());
        say();
      }
    }
  }

  /** From now on, somebody else can report in our place, if it matters how old a report is. */
  void speakThrough(Herald herald) {
    if (reportedCpu.matters()) {
      reportedCpu.speakThrough(herald);
      report();
    }
  }

  /** Reports now. */
  void report() {
    sinceReport.restart();
    unread = checkpointUnread();
    last = status();
    say();
  }

  private void say() {
    if (leaving) {
      link.reportEnd(last);
    } else {
      link.report(last);
    }
  }

  /**
   * Reports how the task is as we leave it, from now on replacing what the client has not read.
   *
   * @return to be run just before the process ends: repeats the last report
   */
  Runnable reportEnd() {
    leaving = true;
    report();
    return this::say;
  }

  /**
   * Whether the client has yet to read about the last checkpoint, and will. Only if it does so
   * while the process exists does it take the running time for saved ({@code
   * client/app_control.cpp:ACTIVE_TASK_SET::get_msgs}). A client that is shutting down reads
   * nothing more.
   */
  boolean checkpointUnread() {
    return unread && !link.statusRead() && !link.silent();
  }

  private AppStatus status() {
    return new AppStatus(
        leaving ? task.cpu().seconds() : reportedCpu.seconds(),
        checkpointCpuSeconds,
        fraction(),
        workingSetBytes,
        wantNetwork,
        sporadicState);
  }

  /**
   * This much CPU time would survive an interruption; tells the client at once.
   *
   * @param cpuSeconds over all starts
   */
  void checkpointed(double cpuSeconds) {
    checkpointCpuSeconds = cpuSeconds;
    report();
    unread = true;
  }

  /** The CPU seconds of the last checkpoint that the client was told of, or knows itself. */
  double checkpointCpuSeconds() {
    return checkpointCpuSeconds;
  }

  /**
   * The work goes on from files that save this much CPU time; the client learns it by the usual
   * report.
   */
  void goOnFrom(double cpuSeconds) {
    checkpointCpuSeconds = cpuSeconds;
    reportedCpu.afresh();
  }

  /** The work starts again from nothing. */
  void beginAgain() {
    reportedCpu.afresh();
  }

  void wantNetwork(boolean wanted) {
    wantNetwork = wanted;
  }

  /** What a sporadic app wants, a {@code SPORADIC_AC_STATE}. */
  void sporadic(int state) {
    sporadicState = OptionalInt.of(state);
  }

  void workingSet(long bytes) {
    workingSetBytes = OptionalLong.of(bytes);
  }

  /** What the app says of its progress, above 0: the client ignores 0. */
  OptionalDouble fraction() {
    if (!task.facts().knowsJob()) {
      return OptionalDouble.empty();
    }
    String name = task.facts().job().progress().file();
    OptionalDouble fraction = progress.fraction(name);
    if (fraction.isEmpty() && task.memo().memo().containerId().isPresent()) {
      progress.complaint(name).ifPresent(task.log()::line);
    }
    return fraction.isPresent() && fraction.getAsDouble() > 0 ? fraction : OptionalDouble.empty();
  }
}
