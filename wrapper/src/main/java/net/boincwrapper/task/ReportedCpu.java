package net.boincwrapper.task;

import java.time.Duration;
import net.boincwrapper.client.ClientLink;
import net.boincwrapper.client.CpuSource;
import net.boincwrapper.client.Herald;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.slot.record.InitData.ClientVersion;
import net.boincwrapper.time.Stopwatch;

/**
 * The CPU time that the client hears. Every ten seconds it takes what the whole host has used, less
 * what its tasks have reported, for the work of others, and suspends everything if that is much
 * ({@code client/app.cpp:get_memory_usage}): so each report has to be as old as the one before.
 *
 * <p>Where the container's group can be read that is done at each report. Else it goes evenly from
 * one sample of the engine's to the next, a little more than an interval late, and never more than
 * was used.
 */
final class ReportedCpu {
  private static final ClientVersion SUBTRACTS = new ClientVersion(8, 2, 0);

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(4);

  /** A course is longer than the next sample takes: at its end it would stand still. */
  private static final Duration LATE = Duration.ofMillis(200);

  /**
   * Of the time that the container has run. What is reported is an interval old, so that must not
   * grow fast: with half a per cent it makes as much of a load that is not there.
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

  /** Whether the client subtracts what tasks report whose plan class is one of Docker's. */
  static boolean subtracts(InitData init) {
    return init.clientVersion().compareTo(SUBTRACTS) >= 0
        && init.planClass().filter(name -> name.contains("docker")).isPresent();
  }

  /** Whether it matters how old a report is. */
  boolean matters() {
    return subtracts;
  }

  /** Whether it does, and nobody else reports in our stead. */
  boolean isOursToTell() {
    return subtracts && !byOthers;
  }

  /** From now on somebody does. */
  void speakThrough(Herald herald) {
    byOthers = true;
    link.speakThrough(herald);
    tick();
  }

  /** The account as it is now, where that costs no call. */
  void refresh() {
    life.sampleCpu();
  }

  /** So many seconds over all starts, as a report of this moment has them. */
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
    return subtracts && sampled && life.cgroup().isEmpty();
  }

  /** How often the engine is to be asked. */
  Duration interval() {
    Duration share = task.time().now().dividedBy(SHARE);
    if (!subtracts || share.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return share.compareTo(LONGEST) < 0 ? share : LONGEST;
  }

  /** The account has a sample of the engine's. */
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

  /** The account is what saved work has taken, which can be less than before. */
  void afresh() {
    sampled = false;
    link.cpuAfresh();
  }

  /** To be called at each turn: tells whoever reports in our stead where the time is read. */
  void tick() {
    if (!byOthers) {
      return;
    }
    if (life.cgroup().isPresent()) {
      sampled = false;
      tell(life.cgroup().get().source(task.cpu().secondsBefore()));
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
