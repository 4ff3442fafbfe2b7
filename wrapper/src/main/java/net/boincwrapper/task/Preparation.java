package net.boincwrapper.task;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.toml.JobReader;
import net.boincwrapper.plan.GpuChoice;
import net.boincwrapper.plan.Planner.Planned;
import net.boincwrapper.slot.EarlyPostponementCount;
import net.boincwrapper.slot.KnownLinks;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotPreparation;
import net.boincwrapper.slot.SlotSweep;
import net.boincwrapper.slot.UntrustedFiles;
import net.boincwrapper.slot.record.Memo;
import net.boincwrapper.slot.record.Memo.Asked;
import net.boincwrapper.slot.record.Memo.Outcome;
import net.boincwrapper.task.lease.SlotFailedException;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.watch.CheckpointSet;

/** Once the slot is ours, looks at what an earlier life has left in it and in the engine. */
final class Preparation {
  private static final String OTHER_WROTE =
      "the app of another task was still writing into this slot";

  private final TaskContext task;
  private final ContainerCreation creation;
  private final PolicyStep policy;

  Preparation(TaskContext task, ContainerCreation creation) {
    this.task = task;
    this.creation = creation;
    this.policy = new PolicyStep(task);
  }

  /**
   * The containers that the engine has for this slot.
   *
   * @param all those on this slot, and ours even if it was mounted before a move
   * @param elsewhere the recorded container, if it is mounted on another slot that still exists
   */
  private record Found(
      EngineInfo engine,
      List<ContainerInfo> all,
      Optional<ContainerInfo> elsewhere,
      Optional<ImageInfo> imageOfOurs) {}

  /** Begins. Tells the machine what was found. */
  void begin() {
    // It may have taken a minute to get the slot's lock.
    task.lease().check();
    task.memo().read(task.log());
    if (task.lease().givenByClient()) {
      EarlyPostponementCount.forget(task.slot());
    } else {
      task.memo().change(Memo::withAnotherTry);
    }
    carryOver();
    prepareSlot();
    learnLinks();
    if (isToBeEmptied()) {
      look();
      return;
    }
    Optional<Outcome> outcome = task.memo().memo().outcome();
    readJob(task.facts().links());
    if (outcome.isPresent()) {
      task.log().line("the task had ended already; finishing");
      task.tell().accept(new TaskEvent.OutcomeKnown(outcome.get()));
    } else if (task.facts().knowsJob() && policy.passes() && gpuIsThere() && stateMayFit()) {
      look();
    }
  }

  /** Without one a task waits, since it would take many times as long; a dry run tries the app. */
  private boolean gpuIsThere() {
    if (!task.facts().job().useGpu() || task.setup().simulated()) {
      return true;
    }
    Optional<String> lack =
        GpuChoice.lack(task.facts().job(), task.facts().init(), task.setup().arguments());
    lack.map(TaskEvent.Broken::new).ifPresent(task.tell());
    return lack.isEmpty();
  }

  /** What engine and host lack for the assigned GPU; empty for a job that wants none. */
  private Optional<String> lackOfGpu() {
    return task.setup().simulated() || !task.facts().knowsJob() || !task.facts().job().useGpu()
        ? Optional.empty()
        : task.facts().gpuOffer(task.setup().arguments(), task.slot()).lack();
  }

  /** Asked before anything is pulled; an app that runs already has shown that it fits. */
  private boolean stateMayFit() {
    return task.facts().job().quantum().isEmpty()
        || recorded().isPresent()
        || StateCheck.passes(task, Map.of());
  }

  private void carryOver() {
    Memo memo = task.memo().memo();
    task.cpu().carryOver(memo.cpuSecondsBefore());
    task.time().carryOver(memo.wallSecondsBefore());
    task.cpu().atLeast(task.facts().init().checkpointedCpuSeconds());
    if (memo.containerId().isEmpty()) {
      task.cpu().carryOver(task.facts().init().checkpointedCpuSeconds());
    }
  }

  /** An earlier life may have found this out and been cut short; or this one has. */
  private boolean isToBeEmptied() {
    return task.lease().givenByClient() && task.memo().memo().spoilt().isPresent();
  }

  /** If the list is damaged for good, only the client can help: by setting up the slot again. */
  private void learnLinks() {
    if (isToBeEmptied()) {
      return;
    }
    try {
      // Before an app could have changed them.
      task.facts()
          .learn(
              hasBegun()
                  ? KnownLinks.recorded(task.slot())
                  : KnownLinks.recordOnce(task.slot(), task.facts().init().projectDirectory()));
    } catch (SlotException e) {
      if (e.isTransient() || !task.lease().givenByClient()) {
        throw new SlotFailedException(e);
      }
      String reason = String.valueOf(e.getMessage());
      task.log().line(reason);
      task.memo().change(memo -> memo.withSpoilt(reason));
    }
  }

  /** Whether our app has begun here: then what it finds may be its own. */
  private boolean hasBegun() {
    Memo memo = task.memo().memo();
    try {
      return memo.starts() > 0
          || memo.containerId().isPresent()
          || SlotPreparation.hasCheckpoints(task.slot());
    } catch (SlotException e) {
      throw new SlotFailedException(e);
    }
  }

  private void prepareSlot() {
    try {
      SlotPreparation.prepare(task.slot()).forEach(task.log()::line);
      if (task.lease().givenByClient()) {
        // The client leaves an old finish file in place, and would take it for ours.
        SlotSweep.removeControlFiles(task.slot()).forEach(task.log()::line);
      }
    } catch (SlotException e) {
      throw new SlotFailedException(e);
    }
    task.guard().begin(task.mailbox()::nudge);
  }

  private void readJob(KnownLinks links) {
    String name = task.setup().config();
    UntrustedFiles.Reading reading =
        task.lease().givenByClient()
            ? JobFile.read(task.slot(), links, name)
            : JobFile.ofAuthor(task.slot(), name);
    if (reading instanceof UntrustedFiles.Reading.Unknown unknown) {
      throw new SlotFailedException("could not read the job: " + unknown.reason());
    }
    if (reading instanceof UntrustedFiles.Reading.Refused refused) {
      reject(refused.reason());
      return;
    }
    byte[] content = reading.content().orElse(new byte[0]);
    JobReader.Outcome read = task.gateways().jobParser().parse(name, content);
    read.problems().stream()
        .filter(Predicate.not(Problem::isError))
        .forEach(problem -> task.log().line(problem.toString()));
    if (read.job().isPresent()) {
      Job job = read.job().get();
      task.facts().learn(job, declaredFiles(job));
      task.log().atLeast(job.verbosity());
    } else {
      reject(errors(read.problems()));
    }
  }

  private CheckpointSet declaredFiles(Job job) {
    Set<String> others = new HashSet<>(Set.of(task.setup().config()));
    others.add(task.setup().dockerfile());
    job.checkpoint().requestFile().ifPresent(others::add);
    return new CheckpointSet(
        task.slot(), job.checkpoint().files(), others, task.gateways().clock());
  }

  /** A task that has an outcome finishes with it, whatever is wrong with its job. */
  private void reject(String problems) {
    if (task.memo().memo().outcome().isEmpty()) {
      task.tell().accept(new TaskEvent.JobRejected(problems));
    }
  }

  static String errors(List<Problem> problems) {
    return problems.stream()
        .filter(Problem::isError)
        .map(Problem::toString)
        .collect(Collectors.joining("\n"));
  }

  private void look() {
    task.calls().longCall(this::find, this::found, this::failed);
  }

  private Found find(Engine engine) throws EngineException {
    EngineInfo info = engine.info().usable();
    OwnContainers own = OwnContainers.of(task);
    List<ContainerInfo> all = new ArrayList<>(own.find(engine, recorded()));
    Optional<ContainerInfo> elsewhere =
        all.stream().filter(c -> !own.isHere(c) && !own.isOnlyOurs(c)).findFirst();
    elsewhere.ifPresent(all::remove);
    Optional<ContainerInfo> ours = all.stream().filter(this::isOurs).findFirst();
    Optional<ImageInfo> image =
        ours.isPresent() ? engine.findImage(ours.get().imageId()) : Optional.empty();
    return new Found(info, all, elsewhere, image);
  }

  private Optional<String> recorded() {
    return task.memo().memo().containerId();
  }

  /** Ours is the one that the memo names and whose label names our result. */
  private boolean isOurs(ContainerInfo container) {
    return recorded().equals(Optional.of(container.id()))
        && OwnContainers.of(task).isOfResult(container);
  }

  private void failed(EngineException e) {
    task.tell().accept(new TaskEvent.Broken(String.valueOf(e.getMessage())));
  }

  private void found(Found found) {
    task.facts().learn(found.engine());
    task.act("engine " + found.engine().kind() + " " + found.engine().version());
    if (!isToBeEmptied() && isSpoilt(found.all())) {
      // Noted first: the evidence is about to be removed, and the next life would not know.
      task.memo().change(memo -> memo.withSpoilt(OTHER_WROTE));
    }
    if (isToBeEmptied()) {
      String reason = task.memo().memo().spoilt().orElseThrow();
      task.tell().accept(new TaskEvent.SlotSpoilt(ids(found.all()), reason));
      return;
    }
    Optional<String> lack = lackOfGpu().or(policy::lackOfEngine);
    if (lack.isPresent()) {
      task.tell().accept(new TaskEvent.Broken(lack.get()));
      return;
    }
    List<String> strangers = new ArrayList<>();
    Optional<ContainerInfo> ours = Optional.empty();
    for (ContainerInfo container : found.all()) {
      if (isOurs(container)) {
        ours = Optional.of(container);
      } else {
        strangers.add(container.id());
      }
    }
    if (!strangers.isEmpty()) {
      task.tell().accept(new TaskEvent.StrangersFound(strangers));
    }
    task.tell()
        .accept(ours.isEmpty() ? none(found.elsewhere()) : judge(ours.get(), found.imageOfOurs()));
  }

  /**
   * Whether an app of another task may have written here after the client emptied the slot for us:
   * our app would take what it left for its own. Once our app has begun, it is too late.
   */
  private boolean isSpoilt(List<ContainerInfo> all) {
    return task.lease().givenByClient()
        && !hasBegun()
        && all.stream()
            .anyMatch(
                container ->
                    container.status() != ContainerStatus.CREATED
                        && !OwnContainers.of(task).isOfResult(container));
  }

  private static List<String> ids(List<ContainerInfo> containers) {
    return containers.stream().map(ContainerInfo::id).toList();
  }

  private TaskEvent none(Optional<ContainerInfo> elsewhere) {
    if (elsewhere.isPresent()) {
      task.log()
          .line(
              "the container of an earlier start is mounted on "
                  + elsewhere.get().labels().get(ContainerPlan.LABEL_SLOT)
                  + ", which is still there: it is left alone, and a new one started");
      ContainerAccount.close(task);
    } else if (recorded().isPresent() && hadToGo()) {
      task.log().line("the container of an earlier start had been removed: starting a new one");
      ContainerAccount.close(task, memo -> stopped(memo).withoutContainer());
    } else if (recorded().isPresent()) {
      return Removals.note(task);
    }
    return rest().orElseGet(TaskEvent.NoneFound::new);
  }

  /** If the task was to rest: whoever removed its container could not tell the client. */
  private Optional<TaskEvent> rest() {
    return task.memo()
        .memo()
        .rest()
        .filter(rest -> !rest.left(task.now()).isZero())
        .map(rest -> new TaskEvent.Later(rest.left(task.now()), rest.reason()));
  }

  /**
   * Whether an earlier life was about to remove the container, and may have died after doing so.
   */
  private boolean hadToGo() {
    Memo memo = task.memo().memo();
    return memo.verdict().isPresent()
        || memo.asked().filter(asked -> asked != Asked.PAUSE).isPresent();
  }

  /** Like the note that {@link HaltSequence} makes. */
  private static Memo stopped(Memo memo) {
    return memo.asked().equals(Optional.of(Asked.STOP)) ? memo.withStartForgiven() : memo;
  }

  private TaskEvent judge(ContainerInfo ours, Optional<ImageInfo> image) {
    if (!OwnContainers.of(task).isHere(ours)) {
      return unusable(
          "it is mounted on "
              + ours.labels().get(ContainerPlan.LABEL_SLOT)
              + ", and the data directory has been moved since");
    }
    if (task.memo().memo().asked().equals(Optional.of(Asked.KILL)) && ContainerLife.alive(ours)) {
      return unusable("it had been given up");
    }
    return switch (ours.status()) {
      case RUNNING -> isAsPlanned(ours, image) ? new TaskEvent.OursRunning() : changed();
      case PAUSED -> isAsPlanned(ours, image) ? new TaskEvent.OursPaused() : changed();
      case CREATED -> unusable("it was never started");
      case EXITED, DEAD -> new TaskEvent.OursEnded();
    };
  }

  private TaskEvent changed() {
    return unusable("the job or its surroundings have changed");
  }

  private TaskEvent unusable(String reason) {
    task.log().line("the container of an earlier start is created anew: " + reason);
    return new TaskEvent.OursUnusable(reason);
  }

  /** Whether planning the same start again would give the same container. */
  private boolean isAsPlanned(ContainerInfo ours, Optional<ImageInfo> image) {
    if (image.isEmpty()) {
      return false;
    }
    Planned planned = creation.plan(image.get(), task.memo().memo().starts());
    return planned.allows(ours.labels());
  }
}
