package net.boincwrapper.task;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerEvent;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineAbilities.Limit;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.podman.GroupsCure;
import net.boincwrapper.plan.MemoryLimit;
import net.boincwrapper.slot.record.Memo;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.turn.ContainerFollower;
import net.boincwrapper.task.turn.ContainerStart;
import net.boincwrapper.task.turn.EngineCalls;
import net.boincwrapper.task.watch.BusyPorts;
import net.boincwrapper.task.watch.Cgroup;
import net.boincwrapper.task.watch.MemoryKills;
import net.boincwrapper.time.Stopwatch;

/** Starts and follows the task's container, and keeps it paused or running as asked. */
final class ContainerLife {
  /** Between two tries of a call that failed. */
  static final Duration RETRY = Duration.ofSeconds(2);

  private static final String NO_GROUP =
      "the engine could give the container no control group: a suspend stops each of its processes,"
          + " their CPU time is added up, and the engine's limits are not in force";

  private final TaskContext task;
  private final ContainerCreation creation;
  private final WebGraphics graphics;
  private final Freezer freezer;
  private final MemoryKills kills;
  private final Stopwatch sinceLook;
  private final Stopwatch sinceFailedLook;
  private Optional<ContainerFollower> current = Optional.empty();
  private Optional<ContainerFollower> latest = Optional.empty();
  private Optional<Cgroup> cgroup = Optional.empty();
  private Set<Limit> missing = Set.of();
  private long pid;
  private boolean held;
  private boolean followed;
  private boolean watched;
  private boolean killSeen;
  private boolean first;
  private Optional<Instant> endSeen = Optional.empty();
  private String complaint = "";

  ContainerLife(TaskContext task, ContainerCreation creation, WebGraphics graphics) {
    this.task = task;
    this.creation = creation;
    this.graphics = graphics;
    this.sinceLook = task.stopwatch();
    this.sinceFailedLook = task.stopwatch();
    this.kills = new MemoryKills(task.gateways().proc());
    this.freezer = new Freezer(task, () -> complaint = "", this::isWorthAnotherTry);
  }

  /**
   * Follows our container, which exists already.
   *
   * @param suspended whether it is to be paused if it turns out later not to be
   */
  void adopt(boolean suspended) {
    String id = id();
    task.log().line("found the task's container " + brief(id) + " still there: going on with it");
    task.guard().scrub();
    task.cpu().containerBegins();
    begin(id);
    freezer.want(suspended);
    look(false);
  }

  /** Starts the container that was created. Tells the machine that it was started, or why not. */
  void start() {
    String id = id();
    task.guard().scrub();
    Instant now = task.now();
    String boot = BootId.read(task.gateways().proc());
    task.memo().change(memo -> memo.withStart(now, boot, task.facts().engine().instance()));
    task.act("starting container " + brief(id));
    ContainerFollower follower = begin(id);
    ContainerStart start = new ContainerStart(id, follower, now);
    task.calls()
        .call(
            start::on,
            info -> {
              if (isFollowed(follower)) {
                started(info, start.missedTheEnd());
              }
            },
            this::startFailed);
  }

  private void started(Optional<ContainerInfo> info, boolean missedTheEnd) {
    task.cpu().containerBegins();
    if (missedTheEnd || info.isEmpty()) {
      seen(info, false);
      return;
    }
    measure(info.get());
    first = task.memo().memo().starts() <= 1;
    if (first && !canPause()) {
      Optional<String> cure = GroupsCure.ofThisUser().of(task.facts().engine());
      task.log().line(NO_GROUP + cure.map("; "::concat).orElse(""));
    }
    task.tell().accept(new TaskEvent.Started());
  }

  private void startFailed(EngineException e) {
    String reason = String.valueOf(e.getMessage());
    OptionalInt busy = BusyPorts.first(task.facts().job());
    if (busy.isPresent()) {
      // Whoever has the port may run for days: not a failure of this task.
      task.memo().change(Memo::withStartForgiven);
      reason =
          "port "
              + busy.getAsInt()
              + " of this host is in use, perhaps by another task of the job; the task waits for it: "
              + reason;
    }
    if (e.kind() == EngineException.Kind.NOT_RUNNABLE) {
      task.tell().accept(new TaskEvent.NotRunnable(reason));
    } else {
      task.tell().accept(new TaskEvent.StartFailed(gpuHint() + reason));
    }
  }

  /**
   * An engine says that it has no driver for a device, but not what a volunteer has to do. The hint
   * comes first, because the client cuts off a long reason. What the host lacks is no failure of
   * this task, however often it is tried.
   */
  private String gpuHint() {
    if (!task.facts().job().useGpu() || task.setup().simulated()) {
      return "";
    }
    task.memo().change(Memo::withStartForgiven);
    return task.facts().gpuOffer(task.setup().arguments(), task.slot()).hint() + "; ";
  }

  void pause() {
    freezer.pause();
  }

  void unpause() {
    freezer.unpause();
  }

  /** Whether the container is being paused or unpaused, or has to be inspected again. */
  boolean unsettled() {
    return thawing() || sinceFailedLook.runs();
  }

  /** Whether the app may be frozen although it should run. */
  boolean thawing() {
    return held || freezer.changing();
  }

  /** The app is frozen for a moment, by an engine call that also lets it go on afterwards. */
  void holding(boolean now) {
    held = now;
  }

  /**
   * The container may not be as it should be: inspects it, and pauses or unpauses it if need be.
   */
  void correct() {
    look(true);
  }

  /** Stops following the container. */
  void unfollow() {
    current.ifPresent(ContainerFollower::close);
    current = Optional.empty();
    cgroup = Optional.empty();
    missing = Set.of();
    sinceFailedLook.reset();
    freezer.giveUp();
  }

  /** Repeats what failed, when it is time. */
  void tick() {
    if (sinceFailedLook.hasPassed(RETRY)) {
      sinceFailedLook.reset();
      look(true);
    }
    freezer.tick();
  }

  /** Whether the engine can pause it, as far as can be seen. */
  boolean canPause() {
    return cgroup.isEmpty() || cgroup.get().canPause();
  }

  /** The limits that the app has, and that are seen not to be in force. */
  Set<Limit> missing() {
    return missing;
  }

  /** The id of our container, from the memo. */
  String id() {
    return task.memo().containerId();
  }

  /** Where the container's usage can be read; empty if only the engine can tell it. */
  Optional<Cgroup> cgroup() {
    return cgroup;
  }

  /** What is known about kills for memory in the container that is or was last followed. */
  MemoryKills memoryKills() {
    return kills;
  }

  /** The main process's id on the host; 0 if unknown. */
  long pid() {
    return pid;
  }

  /** Whether this life of the wrapper has had a container. */
  boolean followed() {
    return followed;
  }

  /** Whether we have followed the container without a gap. */
  boolean watched() {
    return watched;
  }

  /** Whether the engine was seen to send it a signal. */
  boolean killSeen() {
    return killSeen;
  }

  /** When we learnt of the end; empty if we did not see it. */
  Optional<Instant> endSeen() {
    return endSeen;
  }

  private ContainerFollower begin(String id) {
    unfollow();
    followed = true;
    watched = true;
    killSeen = false;
    endSeen = Optional.empty();
    pid = 0;
    if (task.facts().engine().kind() == Engine.Kind.PODMAN) {
      kills.begin();
    }
    freezer.want(false);
    ContainerFollower follower =
        new ContainerFollower(id, task.mailbox(), this::happened, this::ended);
    current = Optional.of(follower);
    latest = current;
    return follower;
  }

  private boolean isFollowed(ContainerFollower follower) {
    return current.filter(follower::equals).isPresent();
  }

  /** The end, which stops the following, may be reported before the signal that caused it. */
  private void happened(ContainerFollower follower, ContainerEvent event) {
    if (latest.filter(follower::equals).isPresent()) {
      killSeen |= event.action().equals("kill");
    }
  }

  private void ended(ContainerFollower follower, OptionalInt code) {
    if (!isFollowed(follower)) {
      return;
    }
    if (code.isPresent()) {
      endSeen = Optional.of(task.now());
      lookForMemoryKills();
      task.tell().accept(new TaskEvent.Exited());
      return;
    }
    // The engine or the container went away; nobody sees what happens until we look again.
    watched = false;
    lookAgain();
  }

  /** At an end, its group may still be there: Podman tells of it before it removes that. */
  private void lookForMemoryKills() {
    if (task.facts().engine().kind() == Engine.Kind.PODMAN) {
      cgroup.ifPresent(kills::look);
    }
  }

  /** If an engine ends each wait at once, it is still not asked more often than others. */
  private void lookAgain() {
    if (sinceLook.isDue(RETRY)) {
      look(true);
    } else {
      sinceFailedLook.restart();
    }
  }

  /**
   * Inspects the container, and follows it if it is alive.
   *
   * @param correct whether to pause or unpause it again if it is not as it should be
   */
  private void look(boolean correct) {
    sinceLook.restart();
    String id = id();
    Optional<ContainerFollower> follower = current;
    task.calls()
        .call(
            engine -> {
              if (follower.isPresent()) {
                follower.get().watchEvents(engine, task.now());
              }
              Optional<ContainerInfo> info = engine.inspect(id);
              if (follower.isPresent() && info.filter(ContainerLife::alive).isPresent()) {
                follower.get().awaitEnd(engine);
              }
              return info;
            },
            info -> seen(info, correct),
            this::lookFailed);
  }

  private void seen(Optional<ContainerInfo> info, boolean correct) {
    if (current.isEmpty()) {
      return;
    }
    if (info.isEmpty()) {
      unfollow();
      task.tell().accept(new TaskEvent.Vanished());
    } else if (alive(info.get())) {
      // We followed it before we looked: from here on, nothing is missed.
      watched = true;
      measure(info.get());
      if (correct) {
        freezer.correct(info.get());
      } else if (!canPause()) {
        freezer.keep();
      }
    } else {
      watched = false;
      task.tell().accept(new TaskEvent.Exited());
    }
  }

  static boolean alive(ContainerInfo info) {
    return info.status() == ContainerStatus.RUNNING || info.status() == ContainerStatus.PAUSED;
  }

  private void measure(ContainerInfo info) {
    pid = info.pid();
    cgroup = pid > 0 ? Cgroup.of(task.gateways().proc(), pid, info.id()) : Optional.empty();
    missing = cgroup.isPresent() ? missing(cgroup.get()) : Set.of();
    task.facts().unlimited(missing.contains(Limit.CPU));
    lookForMemoryKills();
    sampleCpu();
    graphics.tell(info);
    creation.started(info.id());
    EngineRun.note(task, info);
  }

  private Set<Limit> missing(Cgroup of) {
    Set<Limit> promised = task.facts().engine().abilities().limits();
    Set<Limit> none = EnumSet.allOf(Limit.class);
    none.removeIf(limit -> of.isLimited(limit, promised.contains(limit)));
    if (MemoryLimit.of(task.facts().job(), task.facts().init(), task.setup().arguments())
        .isEmpty()) {
      none.remove(Limit.MEMORY);
    }
    return none;
  }

  /** Whether this life has made the task's first start: what is the same at each is told then. */
  boolean isFirst() {
    return first;
  }

  /** Only if that costs no engine call. */
  void sampleCpu() {
    cgroup.ifPresent(group -> group.cpuNanos().ifPresent(task.cpu()::sample));
  }

  private void lookFailed(EngineException e) {
    if (isWorthAnotherTry(e)) {
      sinceFailedLook.restart();
    }
  }

  /** Not if the container is gone. A failure that repeats is logged once. */
  private boolean isWorthAnotherTry(EngineException e) {
    if (current.isEmpty()) {
      // It ended or vanished before the call, and that is already being dealt with.
      return false;
    }
    if (e.kind() == EngineException.Kind.NOT_FOUND) {
      unfollow();
      task.tell().accept(new TaskEvent.Vanished());
      return false;
    }
    String message = String.valueOf(e.getMessage());
    if (!message.equals(complaint)) {
      complaint = message;
      task.log().line(message);
    }
    return true;
  }

  /** An engine call without a result. */
  @FunctionalInterface
  interface Verb {
    void on(Engine engine) throws EngineException;
  }

  static EngineCalls.Call<Boolean> done(Verb verb) {
    return engine -> {
      verb.on(engine);
      return true;
    };
  }

  /** The id as the engine's own listings show it. */
  static String brief(String id) {
    return id.substring(0, Math.min(12, id.length()));
  }
}
