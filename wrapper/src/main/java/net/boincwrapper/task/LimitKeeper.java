package net.boincwrapper.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.EngineAbilities.Limit;
import net.boincwrapper.engine.podman.GroupsCure;
import net.boincwrapper.plan.CpuQuota;
import net.boincwrapper.plan.MemoryLimit;
import net.boincwrapper.procfs.CpuList;
import net.boincwrapper.task.judge.Judgement;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.watch.Cgroup;
import net.boincwrapper.time.Stopwatch;

/**
 * Keeps an app within those of its limits that its engine does not keep, because the container has
 * no control group, or one without the controller. Looks at its memory and at the number of its
 * processes once a second, and ends a task that has more than it may; lets it use as many CPUs as
 * it was given. What an app does between two looks is missed.
 */
final class LimitKeeper {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /**
   * An engine refuses what is too many, and the app may come to terms with that; here it can only
   * be ended. So some seconds above the limit are forgiven, unless it runs away.
   */
  private static final int LOOKS_FORGIVEN = 10;

  private static final int RUNS_AWAY_AT_TIMES = 2;

  private final TaskContext task;
  private final ContainerLife life;
  private final Affinity affinity;
  private final Stopwatch sinceLook;
  private boolean told;
  private boolean toldOfCpus;
  private int looksAbove;

  LimitKeeper(TaskContext task, ContainerLife life) {
    this.task = task;
    this.life = life;
    this.affinity =
        new Affinity(
            task.gateways().proc(),
            task.gateways().clock(),
            task.gateways().executor(),
            Affinity::taskset,
            why -> task.mailbox().post(() -> cannotConfine(why)));
    this.sinceLook = task.stopwatch();
  }

  /** Call it at each turn while an app runs whose engine does not keep all of its limits. */
  void tick() {
    if (!sinceLook.isDue(LOOK_EVERY) || life.cgroup().isEmpty()) {
      return;
    }
    sinceLook.restart();
    tell();
    Cgroup container = life.cgroup().get();
    if (isMissing(Limit.CPU)) {
      affinity.keep(container, life.pid(), cpus()).ifPresent(this::confined);
    }
    if (memory().isPresent() && exceeds(container, memory().getAsLong())) {
      return;
    }
    if (isMissing(Limit.PIDS)) {
      lookAtThreads(container.threads());
    }
  }

  private boolean isMissing(Limit limit) {
    return life.missing().contains(limit);
  }

  /** The limit that nobody else keeps; empty: there is none. */
  private OptionalLong memory() {
    return isMissing(Limit.MEMORY)
        ? MemoryLimit.of(task.facts().job(), task.facts().init(), task.setup().arguments())
        : OptionalLong.empty();
  }

  private int most() {
    return task.facts().job().limits().pids();
  }

  /** A part of one counts as one. */
  private int cpus() {
    double granted =
        CpuQuota.granted(
            task.facts().job(),
            task.facts().init(),
            task.setup().arguments(),
            task.facts().engine().cpus());
    return (int) Math.max(1, Math.ceil(granted));
  }

  /** Told only once it is so. */
  private void confined(SortedSet<Integer> cpus) {
    if (!toldOfCpus && life.isFirst()) {
      task.log().line("the app is kept to these of the host's CPUs: " + CpuList.text(cpus));
    }
    toldOfCpus = true;
  }

  private void cannotConfine(String why) {
    if (!toldOfCpus) {
      task.log().line("the app may use all CPUs, though it was given " + cpus() + ": " + why);
    }
    toldOfCpus = true;
  }

  private void tell() {
    if (told || !life.isFirst()) {
      return;
    }
    told = true;
    List<String> measured = new ArrayList<>();
    memory().ifPresent(bytes -> measured.add(mebibytes(bytes)));
    if (isMissing(Limit.PIDS)) {
      measured.add(most() + " processes and threads");
    }
    List<String> done = new ArrayList<>();
    if (!measured.isEmpty()) {
      done.add("looks once a second whether the app keeps to " + String.join(" and ", measured));
    }
    if (isMissing(Limit.CPU)) {
      done.add("gives it the lowest priority");
    }
    if (!done.isEmpty()) {
      String all = String.join(", and ", done);
      task.log().line("in the engine's place, docker-wrapper " + all + cure());
    }
  }

  /** Where there is no group at all, it has been told already. */
  private String cure() {
    EngineInfo engine = task.facts().engine();
    return life.canPause() && !engine.abilities().limits().containsAll(life.missing())
        ? GroupsCure.ofThisUser().of(engine).map("; "::concat).orElse("")
        : "";
  }

  /** Whether the app has more memory than it may, and has to end. */
  private boolean exceeds(Cgroup container, long most) {
    if (container.workingSetBytes().orElse(0) <= most) {
      return false;
    }
    long exact = container.exactBytes();
    if (exact > most) {
      exceeded(
          "the app ran out of memory: limit %s, in use %s"
              .formatted(mebibytes(most), mebibytes(exact)));
    }
    return exact > most;
  }

  private void lookAtThreads(long threads) {
    looksAbove = threads > most() ? looksAbove + 1 : 0;
    if (looksAbove > LOOKS_FORGIVEN || threads > (long) most() * RUNS_AWAY_AT_TIMES) {
      exceeded(
          "the app has %d processes and threads; it may have %d, which pids below [limits] changes"
              .formatted(threads, most()));
    }
  }

  /** BOINC has no status of its own for too many processes ({@code lib/error_numbers.h}). */
  private void exceeded(String reason) {
    task.tell().accept(new TaskEvent.LimitExceeded(Judgement.MEM_LIMIT_EXCEEDED, reason));
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
