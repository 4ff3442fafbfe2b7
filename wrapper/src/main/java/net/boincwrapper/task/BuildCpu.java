package net.boincwrapper.task;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.task.watch.Cgroup;
import net.boincwrapper.time.Stopwatch;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a client from taking what a build's steps compute for somebody else's work, for which it
 * would suspend all tasks.
 *
 * <p>A client that subtracts what tasks report is told. The lowest priority would not help there:
 * among such processes it counts only those alive ({@code
 * lib/procinfo.cpp:boinc_related_cpu_time}), and a compilation is a thousand short ones. For other
 * clients, the processes get the lowest priority.
 */
final class BuildCpu {
  /** What Docker's own builder says at each step; the short id of the step's container follows. */
  private static final String STEP = "---> Running in ";

  private static final int ID_CHARS = 12;
  private static final Duration BETWEEN_RENICES = Duration.ofSeconds(1);

  private final TaskContext task;
  private final Stopwatch sinceLowered;
  private volatile @Nullable Engine engine;
  private Optional<String> sought = Optional.empty();
  private Optional<Cgroup> group = Optional.empty();
  private boolean asking;
  private long countedNanos;

  BuildCpu(TaskContext task) {
    this.task = task;
    this.sinceLowered = task.stopwatch();
  }

  /** Tells which engine builds. May be called from any thread. */
  void on(Engine builder) {
    engine = builder;
  }

  /**
   * A program that runs in a step may print the same words, but knows the id of no container on
   * this host except its own.
   *
   * @param line of the builder's report
   */
  void heard(String line) {
    String words = line.strip();
    if (words.startsWith(STEP) && isId(words.substring(STEP.length()))) {
      end();
      sought = Optional.of(words.substring(STEP.length()));
    }
  }

  private static boolean isId(String word) {
    boolean isId = word.length() >= ID_CHARS && word.length() <= 64;
    for (int i = 0; isId && i < word.length(); i++) {
      isId = Character.digit(word.charAt(i), 16) >= 0;
    }
    return isId;
  }

  /** Call it at each turn of the loop. */
  void tick() {
    Engine builder = engine;
    if (sought.isPresent() && !asking && builder != null) {
      ask(builder, sought.get());
    }
    if (group.isPresent()) {
      sample(group.get());
    }
  }

  /** The step is over. */
  void end() {
    group.ifPresent(this::sample);
    group = Optional.empty();
    sought = Optional.empty();
    countedNanos = 0;
    sinceLowered.reset();
  }

  /** The builder reports a container before it runs. */
  private void ask(Engine builder, String id) {
    asking = true;
    task.gateways()
        .executor()
        .execute(
            () -> {
              Optional<ContainerInfo> found = find(builder, id);
              task.mailbox().post(() -> found(id, found));
            });
  }

  /** The build itself notices an engine that does not answer. */
  private static Optional<ContainerInfo> find(Engine builder, String id) {
    try {
      return builder.inspect(id);
    } catch (EngineException e) {
      return Optional.empty();
    }
  }

  private void found(String id, Optional<ContainerInfo> container) {
    asking = false;
    boolean awaited = container.filter(c -> c.status() == ContainerStatus.CREATED).isPresent();
    if (sought.filter(id::equals).isEmpty() || awaited) {
      return;
    }
    sought = Optional.empty();
    group =
        container
            .filter(c -> c.pid() > 0)
            .flatMap(c -> Cgroup.of(task.gateways().proc(), c.pid(), c.id()));
    group.ifPresent(this::sample);
  }

  private void sample(Cgroup step) {
    if (Niceness.matters(task.facts().init())) {
      lower(step);
      return;
    }
    OptionalLong nanos = step.cpuNanos();
    if (nanos.isPresent()) {
      task.cpu().usedBefore(Math.max(0, nanos.getAsLong() - countedNanos));
      countedNanos = Math.max(countedNanos, nanos.getAsLong());
    }
  }

  private void lower(Cgroup step) {
    if (sinceLowered.isDue(BETWEEN_RENICES)) {
      sinceLowered.restart();
      Niceness.lower(task, step);
    }
  }
}
