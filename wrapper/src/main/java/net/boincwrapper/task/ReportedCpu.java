package net.boincwrapper.task;

import java.time.Duration;
import net.boincwrapper.client.ClientLink;
import net.boincwrapper.client.CpuSource;
import net.boincwrapper.client.Herald;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.slot.record.InitData.ClientVersion;
import net.boincwrapper.task.watch.Cgroup;
import net.boincwrapper.time.Stopwatch;

/**
 * The CPU time that the client is told. Every ten seconds, it subtracts what its tasks have
 * reported from what the whole host has used, takes the rest for other programs' work, and suspends
 * everything if that is much ({@code client/app.cpp:get_memory_usage}). So each report must be as
 * old as the one before.
 *
 * <p>If the container's group can be read, it is read for each report. Otherwise the reported time
 * rises evenly from one sample to the next, a little more than an interval late, and is never more
 * than was used.
 */
final class ReportedCpu {
  private static final ClientVersion SUBTRACTS = new ClientVersion(8, 2, 0);

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(4);

  /**
   * A course lasts longer than it takes until the next sample: at its end, the time would stand
   * still.
   */
  private static final Duration LATE = Duration.ofMillis(200);

  /**
   * The interval is a 200th of the time that the container has run. Reports are an interval old, so
   * it must not grow fast: this growth looks like half a per cent of load that does not exist.
   */
  private static final int SHARE = 200;

  private final TaskContext task;
  private final ContainerLife life;
  private final ClientLink link;
  private final boolean subtracts;
  private final Stopwatch sinceSample;
  private CpuSource source = new CpuSource.None();
  private CpuSource.Course course = level(0);
  private boolean sampled;
  private boolean byOthers;

  ReportedCpu(TaskContext task, ContainerLife life, ClientLink link) {
    this.task = task;
    this.life = life;
    this.link = link;
    this.sinceSample = task.stopwatch();
    this.subtracts = subtracts(task.facts().init());
  }

  /** Whether the client subtracts what this task reports: it does for Docker plan classes. */
  static boolean subtracts(InitData init) {
    return init.clientVersion().compareTo(SUBTRACTS) >= 0
        && init.planClass().filter(name -> name.contains("docker")).isPresent();
  }

  /** Whether it matters how old a report is. */
  boolean matters() {
    return subtracts;
  }

  /** Whether it matters, and nobody else reports in our place. */
  boolean isOursToTell() {
    return subtracts && !byOthers;
  }

  /** From now on, somebody else reports in our place. */
  void speakThrough(Herald herald) {
    byOthers = true;
    link.speakThrough(herald);
    tick();
  }

  /** Brings the account up to date, if that costs no engine call. */
  void refresh() {
    life.sampleCpu();
  }

  /** The seconds to report at this moment, over all starts. */
  double seconds() {
    double used = task.cpu().seconds();
    if (!onCourse()) {
      return used;
    }
    double passed = (double) sinceSample.nanos() / course.lasts().toNanos();
    double way = course.toSeconds() - course.fromSeconds();
    return Math.min(used, course.fromSeconds() + way * Math.min(1, passed));
  }

  private boolean onCourse() {
    return subtracts && sampled && !hasGroup();
  }

  /** Whether a group counts it that can be read; otherwise there are samples. */
  private boolean hasGroup() {
    return life.cgroup().filter(Cgroup::isCounted).isPresent();
  }

  /** How often to take a sample. */
  Duration interval() {
    Duration share = task.time().now().dividedBy(SHARE);
    if (!subtracts || share.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return share.compareTo(LONGEST) < 0 ? share : LONGEST;
  }

  /** The account has got a sample. */
  void sampled() {
    double to = task.cpu().seconds();
    double from = sampled ? seconds() : to;
    course = new CpuSource.Course(from, to, interval().plus(interval().dividedBy(4)).plus(LATE));
    sinceSample.restart();
    sampled = true;
    if (byOthers && onCourse()) {
      tell(course);
    }
  }

  /** The account now shows what the saved work has taken, which can be less than before. */
  void afresh() {
    sampled = false;
    link.cpuAfresh();
  }

  /** Call it at each turn: tells whoever reports in our place where to read the time. */
  void tick() {
    if (!byOthers) {
      return;
    }
    if (hasGroup()) {
      sampled = false;
      tell(life.cgroup().orElseThrow().source(task.cpu().secondsBefore()));
    } else if (!sampled) {
      tell(new CpuSource.None());
    }
  }

  private void tell(CpuSource now) {
    if (!now.equals(source)) {
      source = now;
      link.cpuFrom(now);
    }
  }

  private static CpuSource.Course level(double seconds) {
    return new CpuSource.Course(seconds, seconds, SHORTEST);
  }
}
