package net.boincwrapper.task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerEvent;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.EngineAbilities.Limit;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.policy.Rule;
import net.boincwrapper.slot.KnownLinks;
import net.boincwrapper.slot.SlotSync;
import net.boincwrapper.slot.record.Memo;
import net.boincwrapper.slot.record.Memo.Asked;
import net.boincwrapper.slot.record.Memo.LiveFiles;
import net.boincwrapper.slot.record.Memo.Rest;
import net.boincwrapper.slot.record.Memo.Verdict;
import net.boincwrapper.task.judge.Continuity;
import net.boincwrapper.task.judge.EndOfApp;
import net.boincwrapper.task.judge.Evidence;
import net.boincwrapper.task.judge.Judgement;
import net.boincwrapper.task.judge.MemoryWords;
import net.boincwrapper.task.lease.FileWork;
import net.boincwrapper.task.machine.TaskEvent;

/** Gathers the evidence of an end and has it judged, once: the verdict is synced to the memo. */
final class EndAssessment {
  private static final Duration SOON = Duration.ofSeconds(2);

  private final TaskContext task;
  private final ContainerLife life;
  private final CheckpointSchedule checkpoints;
  private final UsageSampler usage;
  private final FileWork work;
  private final AppRequests requests;
  private final Triggers triggers;

  EndAssessment(
      TaskContext task,
      ContainerLife life,
      CheckpointSchedule checkpoints,
      UsageSampler usage,
      FileWork work,
      AppRequests requests,
      Triggers triggers) {
    this.task = task;
    this.life = life;
    this.checkpoints = checkpoints;
    this.usage = usage;
    this.work = work;
    this.requests = requests;
    this.triggers = triggers;
  }

  /**
   * What the engine says about an end.
   *
   * @param container empty if it is gone
   * @param engine from a fresh connection
   * @param layer bytes that the container has written outside its mounts; empty where that is not
   *     known, or nobody limits it
   * @param attempts how often the engine had to be asked; 1: it answered at once
   */
  private record Findings(
      Optional<ContainerInfo> container,
      List<ContainerEvent> events,
      EngineInfo engine,
      OptionalLong layer,
      int attempts) {
    /** Docker says {@code die} and Podman {@code died}. */
    boolean shows(String action) {
      return events.stream().anyMatch(event -> event.action().equals(action));
    }

    /** Whether the container is alive, so that there is no end to judge. */
    boolean isAlive() {
      return container.filter(ContainerLife::alive).isPresent();
    }
  }

  /** Judges the end of our container. Tells the machine: again, later, or decided. */
  void judge() {
    String id = life.id();
    Instant since = task.memo().memo().containerStarted().orElse(Instant.EPOCH);
    AtomicInteger attempts = new AtomicInteger();
    boolean limited = layerLimit().value().isPresent();
    life.unfollow();
    task.calls()
        .call(
            engine -> gather(engine, id, since, limited, attempts.incrementAndGet()),
            this::judge,
            this::cannotJudge);
  }

  /**
   * Gives up on our container. Without the note, the next start would go on with it if we die
   * before it is removed.
   */
  void condemn(String reason) {
    task.log().line(reason);
    task.memo().change(memo -> memo.withAsked(Asked.KILL, task.now()));
  }

  private Rule<OptionalLong> layerLimit() {
    return task.facts().policy().ceilings().layer();
  }

  private static Findings gather(
      Engine engine, String id, Instant since, boolean limited, int attempts)
      throws EngineException {
    EngineInfo info = engine.info();
    Optional<ContainerInfo> container = engine.inspect(id);
    List<ContainerEvent> events =
        engine.events(id, since).stream().filter(e -> e.containerId().equals(id)).toList();
    OptionalLong layer = limited ? layer(engine, id) : OptionalLong.empty();
    return new Findings(container, events, info, layer, attempts);
  }

  /** The end can be judged without it. */
  private static OptionalLong layer(Engine engine, String id) {
    try {
      return engine.layerBytes(id);
    } catch (EngineException e) {
      return OptionalLong.empty();
    }
  }

  /** Without evidence nobody knows what the end was, but the app can go on from its files. */
  private void cannotJudge(EngineException e) {
    again("the container's end cannot be judged: " + e.getMessage());
  }

  private void again(String reason) {
    task.log().line(reason);
    task.tell().accept(new TaskEvent.Again(reason));
  }

  private void judge(Findings found) {
    task.facts().learn(found.engine());
    task.openSlot();
    if (found.container().isEmpty()) {
      checkpoints.ended(false, this::gone);
      return;
    }
    if (found.isAlive() && life.endSeen().isEmpty()) {
      again("the engine has lost sight of the container for a moment");
      return;
    }
    ContainerInfo told = found.container().get();
    ContainerInfo container = isKilledForMemory(told, found) ? told.killedForMemory() : told;
    Optional<Verdict> known = known(container);
    if (known.isPresent()) {
      boolean whole =
          task.memo().memo().liveFiles() == LiveFiles.WHOLE && boot() == Continuity.SAME;
      task.log().line("the container had ended, " + known.get().reason());
      checkpoints.ended(whole, () -> tell(known.get()));
      return;
    }
    Evidence evidence = evidence(container, found);
    if (isBeingRemoved(container, evidence)) {
      checkpoints.ended(false, this::gone);
      return;
    }
    Judgement judgement =
        Judgement.of(evidence, task.facts().job(), task.memo().memo().retries(), memory())
            .after(usage.trouble())
            .unlessLimited(
                Judgement.DISK_LIMIT_EXCEEDED, LayerKeeper.excess(found.layer(), layerLimit()))
            .unlessUnrunnable(container.error());
    Judgement said = triggers.instead(judgement, evidence);
    requests.ended(isWhole(container, evidence) || !said.equals(judgement));
    judge(container, evidence, said);
  }

  /**
   * The verdict is final, but the host's count may have risen for somebody else while the container
   * was killed by hand. So it counts only if the engine limits memory but does not tell, and the
   * app was seen to have all of its, or this is the second such end in a row.
   */
  private boolean isKilledForMemory(ContainerInfo told, Findings found) {
    boolean likely =
        task.memo().memo().startsWithoutProgress() > 1
            || MemoryWords.reached(task.facts().job(), usage.peakBytes());
    boolean mayBe =
        found.engine().kind() == Engine.Kind.PODMAN
            && found.engine().abilities().limits().contains(Limit.MEMORY);
    return life.memoryKills().happened()
        || (likely && mayBe && life.memoryKills().maybeHappened(told.exitCode() & 0xff));
  }

  private void gone() {
    task.tell().accept(Removals.note(task));
  }

  /** To remove a running container, the engine kills it first. */
  private static boolean isBeingRemoved(ContainerInfo container, Evidence evidence) {
    return container.status() == ContainerStatus.DEAD && evidence.killEvent() && !evidence.asked();
  }

  private void judge(ContainerInfo container, Evidence evidence, Judgement judgement) {
    task.log().line("the container has ended, " + judgement.reason());
    boolean whole = isWhole(container, evidence);
    if (judgement instanceof Judgement.Over over) {
      if (over.outcome().status() == 0) {
        checkpoints.succeeded();
      }
      checkpoints.tellCount();
      afterSync(
          () -> {
            note(container, judgement, whole);
            tell(judgement);
          });
    } else {
      note(container, judgement, whole);
      checkpoints.ended(whole, () -> tell(judgement));
    }
  }

  /** After a power cut, the memo must not say that the task is over if its outputs may be lost. */
  private void afterSync(Runnable then) {
    KnownLinks links = task.facts().links();
    work.add(() -> SlotSync.sync(task.slot(), links), files -> then.run());
  }

  /**
   * Whether the files are as the app left them when it ended by itself; not after a restart of the
   * host.
   */
  private static boolean isWhole(ContainerInfo container, Evidence evidence) {
    return EndOfApp.isWhole(container) && evidence.boot() == Continuity.SAME;
  }

  private Evidence evidence(ContainerInfo container, Findings found) {
    Memo memo = task.memo().memo();
    return new Evidence(
        container.exitCode() & 0xff,
        container.oomKilled(),
        memo.asked().filter(asked -> asked != Asked.PAUSE).isPresent(),
        life.killSeen() || found.shows("kill"),
        found.shows("die") || found.shows("died"),
        !container.isEndKnown(),
        life.watched(),
        boot(),
        EngineRun.since(task, found.engine()),
        partedSoonAfter(container) || (life.watched() && found.attempts() > 1));
  }

  private Continuity boot() {
    return Continuity.between(task.memo().memo().bootId(), BootId.read(task.gateways().proc()));
  }

  private boolean partedSoonAfter(ContainerInfo container) {
    Optional<Instant> end = container.finishedAt().or(life::endSeen);
    Optional<Instant> stop = task.facts().stopRequestedAt();
    return end.isPresent()
        && stop.isPresent()
        && Duration.between(end.get(), stop.get()).compareTo(SOON) <= 0;
  }

  private String memory() {
    return MemoryWords.of(
        task.facts().job(), task.facts().init().memoryBoundBytes(), usage.peakBytes());
  }

  private Optional<Verdict> known(ContainerInfo container) {
    return task.memo()
        .memo()
        .verdict()
        .filter(v -> v.containerId().equals(container.id()))
        .filter(v -> v.startedAt().equals(startOf(container)));
  }

  private Instant startOf(ContainerInfo container) {
    return container
        .startedAt()
        .or(() -> task.memo().memo().containerStarted())
        .orElse(Instant.EPOCH);
  }

  /** Writes the verdict, what follows from it, and the container's account, all at once. */
  private void note(ContainerInfo container, Judgement judgement, boolean whole) {
    task.cpu().containerEnds(container.finishedAt());
    if (!life.watched()) {
      // Nobody counted to the end; the client knows at least what was reported to it.
      task.cpu().carryOver(task.facts().init().checkpointedCpuSeconds());
    }
    double cpu = task.cpu().seconds();
    double wall = task.time().seconds();
    LiveFiles files = whole ? LiveFiles.WHOLE : LiveFiles.UNKNOWN;
    Verdict verdict =
        new Verdict(container.id(), startOf(container), kind(judgement), judgement.reason());
    task.memo()
        .change(
            memo -> {
              Memo judged =
                  memo.withVerdict(verdict).withSecondsBefore(cpu, wall).withLiveFiles(files);
              if (judgement instanceof Judgement.Later later) {
                return judged
                    .withRetries(later.retries())
                    .withRest(new Rest(task.now(), later.delay(), later.reason()));
              }
              return judgement instanceof Judgement.Over over
                  ? judged.withOutcome(over.outcome())
                  : judged;
            });
  }

  private static Verdict.Kind kind(Judgement judgement) {
    if (judgement instanceof Judgement.Again) {
      return Verdict.Kind.AGAIN;
    }
    return judgement instanceof Judgement.Later ? Verdict.Kind.LATER : Verdict.Kind.OUTCOME;
  }

  private void tell(Judgement judgement) {
    if (judgement instanceof Judgement.Again again) {
      task.tell().accept(new TaskEvent.Again(again.reason()));
    } else if (judgement instanceof Judgement.Later later) {
      task.tell().accept(new TaskEvent.Later(later.delay(), later.reason()));
    } else if (judgement instanceof Judgement.Over over) {
      task.tell().accept(new TaskEvent.Decided(over.outcome()));
    }
  }

  /** A verdict from an earlier life, which had no time to act on it. */
  private void tell(Verdict verdict) {
    Duration left =
        task.memo().memo().rest().map(rest -> rest.left(task.now())).orElse(Duration.ZERO);
    boolean rests = verdict.kind() == Verdict.Kind.LATER && !left.isZero();
    task.tell()
        .accept(
            rests
                ? new TaskEvent.Later(left, verdict.reason())
                : new TaskEvent.Again(verdict.reason()));
  }
}
