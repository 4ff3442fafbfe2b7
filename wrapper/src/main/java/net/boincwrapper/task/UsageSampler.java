package net.boincwrapper.task;

import java.time.Duration;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.task.watch.Cgroup;
import net.boincwrapper.time.Stopwatch;

/**
 * Samples what the container uses: from its control groups or, for what none of them counts, its
 * processes; if neither can be seen, from the engine.
 */
final class UsageSampler {
  private static final Duration KILLS_INTERVAL = Duration.ofSeconds(1);
  private static final Duration PROCESSES_INTERVAL = Duration.ofSeconds(1);

  /** The client looks every ten seconds ({@code client/client_state.h:MEMORY_USAGE_PERIOD}). */
  private static final Duration MEMORY_INTERVAL = Duration.ofSeconds(10);

  /**
   * Doubled at each look: with a long interval from the beginning, a short task would be seen only
   * at its start.
   */
  private static final Duration FIRST_MEMORY_INTERVAL = Duration.ofSeconds(1);

  private final TaskContext task;
  private final ContainerLife life;
  private final StatusReporter reporter;
  private final ReportedCpu reportedCpu;
  private final Stopwatch sinceEngineAsked;
  private final Stopwatch sinceProcesses;
  private final Stopwatch sinceMemory;
  private final Stopwatch sinceKills;
  private Duration memoryInterval = FIRST_MEMORY_INTERVAL;
  private long peakBytes;
  private boolean refusedProcess;

  UsageSampler(
      TaskContext task, ContainerLife life, StatusReporter reporter, ReportedCpu reportedCpu) {
    this.task = task;
    this.life = life;
    this.reporter = reporter;
    this.reportedCpu = reportedCpu;
    this.sinceEngineAsked = task.started();
    this.sinceProcesses = task.stopwatch();
    this.sinceMemory = task.stopwatch();
    this.sinceKills = task.stopwatch();
  }

  /** Call it at each turn while the app may be running. */
  void tick() {
    if (life.cgroup().isPresent()) {
      fromCgroup(life.cgroup().get());
    } else if (sinceEngineAsked.hasPassed(reportedCpu.interval()) && task.calls().idle()) {
      sinceEngineAsked.restart();
      fromEngine();
    }
  }

  /** Nanoseconds until the client's account needs the next sample. */
  long nanosUntilDue() {
    if (life.cgroup().isPresent()) {
      return task.cpu().nanosUntilDue();
    }
    // Otherwise it is enough to sample when the loop looks.
    return reportedCpu.matters()
        ? sinceEngineAsked.nanosUntil(reportedCpu.interval())
        : Long.MAX_VALUE;
  }

  /** The most memory that was seen in use, in bytes; 0 if none was. */
  long peakBytes() {
    return peakBytes;
  }

  /** Samples the CPU time for whoever needs it now, if that costs no engine call. */
  void now() {
    life.sampleCpu();
  }

  private void fromCgroup(Cgroup cgroup) {
    if (task.facts().engine().kind() == Engine.Kind.PODMAN && sinceKills.isDue(KILLS_INTERVAL)) {
      sinceKills.restart();
      life.memoryKills().look(cgroup);
    }
    if (task.cpu().due()) {
      life.sampleCpu();
    }
    if (!cgroup.isCounted() && sinceEngineAsked.hasPassed(reportedCpu.interval())) {
      sinceEngineAsked.restart();
      life.sampleCpu();
      reportedCpu.sampled();
    }
    if (sinceProcesses.isDue(PROCESSES_INTERVAL)) {
      sinceProcesses.restart();
      lookAtProcesses(cgroup);
    }
    if (sinceMemory.isDue(memoryInterval)) {
      sinceMemory.restart();
      Duration doubled = memoryInterval.plus(memoryInterval);
      memoryInterval = doubled.compareTo(MEMORY_INTERVAL) < 0 ? doubled : MEMORY_INTERVAL;
      cgroup.workingSetBytes().ifPresent(reporter::workingSet);
      cgroup.peakBytes().ifPresent(this::peak);
    }
  }

  /**
   * The count goes away with the container, so we read it while the container exists, until it is
   * above 0.
   */
  private void lookAtProcesses(Cgroup cgroup) {
    if (!refusedProcess && cgroup.refusedProcesses().orElse(0) > 0) {
      refusedProcess = true;
      task.log().line("the app was refused a process or a thread: " + processLimit());
    }
  }

  private String processLimit() {
    return "it has "
        + task.facts().job().limits().pids()
        + " at most, which pids in [limits] changes";
  }

  /** What may have led to the app's failure; empty: nothing was seen. */
  String trouble() {
    return refusedProcess
        ? "before that, it was refused a process or a thread: " + processLimit()
        : "";
  }

  private void fromEngine() {
    if (task.memo().memo().containerId().isEmpty()) {
      return;
    }
    String id = life.id();
    task.calls().call(engine -> engine.usage(id), used -> used.ifPresent(this::take), e -> {});
  }

  private void take(Engine.Usage used) {
    task.cpu().sample(used.cpuNanos());
    reportedCpu.sampled();
    reporter.workingSet(used.workingSetBytes());
    peak(used.peakBytes());
  }

  private void peak(long bytes) {
    peakBytes = Math.max(peakBytes, bytes);
  }
}
