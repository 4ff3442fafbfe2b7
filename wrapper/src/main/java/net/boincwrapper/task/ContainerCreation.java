package net.boincwrapper.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.job.CircuitLabels;
import net.boincwrapper.job.Problem;
import net.boincwrapper.plan.HomeDirectory;
import net.boincwrapper.plan.HostMountPlan;
import net.boincwrapper.plan.PlanInput;
import net.boincwrapper.plan.Planner.Planned;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotPreparation;
import net.boincwrapper.slot.record.Memo;
import net.boincwrapper.task.lease.SlotFailedException;
import net.boincwrapper.task.machine.TaskEvent;

/** Plans the task's container and creates it. */
final class ContainerCreation {
  /** After this many starts in a row without progress, a task is hopeless. */
  static final int MOST_STARTS = 10;

  private final TaskContext task;
  private final User user;
  private Optional<HomeDirectory> home = Optional.empty();
  private Optional<ContainerPlan> latest = Optional.empty();

  ContainerCreation(TaskContext task) {
    this.task = task;
    this.user = User.of(task.gateways().proc());
  }

  /** Effective user and group of this process. */
  private record User(int uid, int gid) {
    static User of(Path proc) {
      try {
        return new User(effective(proc, "Uid:"), effective(proc, "Gid:"));
      } catch (IOException | NumberFormatException e) {
        throw new SlotFailedException("could not read this process's user from " + proc, e);
      }
    }

    /** The line lists the real, effective, saved and file system id; see proc(5). */
    private static int effective(Path proc, String field) throws IOException {
      return Files.readAllLines(proc.resolve("self/status")).stream()
          .filter(line -> line.startsWith(field))
          .map(line -> Integer.parseInt(line.split("\\s+", -1)[2]))
          .findFirst()
          .orElseThrow(() -> new IOException("no " + field + " in " + proc));
    }
  }

  /** The plan for start number {@code attempt}, counted from 1. */
  Planned plan(ImageInfo image, int attempt) {
    Planned planned = task.gateways().planning().plan(input(image, attempt), task.setup());
    latest = planned.plan();
    return planned;
  }

  /** What was planned last: of our container, once that was created or found. */
  Optional<ContainerPlan> latest() {
    return latest;
  }

  /** Creates the container. Tells the machine that it was created, or why not. */
  void create() {
    Memo memo = task.memo().memo();
    if (memo.startsWithoutProgress() >= MOST_STARTS) {
      task.tell().accept(new TaskEvent.GivenUp(history(memo)));
      return;
    }
    // If the last app has closed the slot, what lies in it would not be masked.
    task.openSlot();
    int attempt = memo.starts() + 1;
    Planned planned = plan(task.facts().image(), attempt);
    if (attempt == 1 && !labelledStateMayFit()) {
      return;
    }
    if (attempt == 1) {
      sayOnce(planned);
      home = planned.plan().flatMap(plan -> HomeDirectory.of(plan, task.facts().image()));
    }
    if (planned.plan().isEmpty()) {
      task.tell().accept(new TaskEvent.JobRejected(Preparation.errors(planned.problems())));
      return;
    }
    make(attempt);
    create(planned.plan().get(), attempt);
  }

  /** What job.toml leaves open, the image may say. */
  private boolean labelledStateMayFit() {
    Map<String, String> labels = task.facts().image().labels();
    boolean says =
        labels.containsKey(CircuitLabels.QUBITS) || labels.containsKey(CircuitLabels.METHOD);
    return !says || StateCheck.passes(task, labels);
  }

  /** The same at each start, so said only at the first. */
  private void sayOnce(Planned planned) {
    planned.notes().forEach(task.log()::line);
    planned.problems().stream()
        .filter(problem -> !problem.isError())
        .map(Problem::toString)
        .forEach(task.log()::line);
  }

  private void create(ContainerPlan plan, int attempt) {
    task.act("creating container " + plan.name());
    if (plan.cpus().isPresent()) {
      task.facts().quotaIsAsPlanned();
    }
    NamedCreation creation = new NamedCreation(plan, OwnContainers.of(task), attempt == 1);
    task.calls()
        .call(
            engine -> {
              String id = creation.on(engine);
              Optional<String> lack =
                  PolicyStep.lackOfLanRules(task.facts().policy(), plan, engine);
              if (lack.isPresent()) {
                engine.remove(id);
                throw new EngineException(EngineException.Kind.RETRYABLE, lack.get());
              }
              return id;
            },
            id -> {
              creation.remarks().forEach(task.log()::line);
              // The write before the start includes it; a container that is in no memo is created
              // again.
              task.memo().note(memo -> memo.withContainer(id));
              task.tell().accept(new TaskEvent.Created());
            },
            e -> failed(e, attempt));
  }

  /** The container has started: what can be seen only now is said once. */
  void started(String id) {
    home.ifPresent(
        directory ->
            task.calls()
                .aside(
                    engine -> directory.complaint(engine, id),
                    line -> line.flatMap(found -> found).ifPresent(task.log()::line)));
    home = Optional.empty();
  }

  /**
   * What the engine refuses today, it will refuse tomorrow unless somebody changes the host. But a
   * place of the owner's may have gone, and where only the engine can see it, only this tells.
   */
  private void failed(EngineException e, int attempt) {
    List<String> hidden =
        e.kind() == EngineException.Kind.FINAL
            ? HostMountPlan.hidden(input(task.facts().image(), attempt))
            : List.of();
    if (e.kind() == EngineException.Kind.FINAL && hidden.isEmpty()) {
      task.memo().change(Memo::withStartRefused);
    }
    String why = String.valueOf(e.getMessage());
    task.tell()
        .accept(
            new TaskEvent.StartFailed(
                hidden.isEmpty()
                    ? why
                    : why
                        + "; the owner's "
                        + String.join(", ", hidden)
                        + " may be missing, which only the engine can see"));
  }

  private void make(int attempt) {
    task.lease().check();
    task.guard().scrub();
    try {
      SlotPreparation.prepare(task.slot()).forEach(task.log()::line);
      task.gateways().planning().make(input(task.facts().image(), attempt));
    } catch (SlotException e) {
      throw new SlotFailedException(e);
    } catch (IOException e) {
      throw new SlotFailedException("could not prepare the container's mounts: " + e, e);
    }
  }

  private static String history(Memo memo) {
    Optional<String> last = memo.verdict().map(Memo.Verdict::reason);
    return "no progress in "
        + memo.startsWithoutProgress()
        + " starts in a row (of "
        + memo.starts()
        + ")"
        + last.map(reason -> "; last end: " + reason).orElse("");
  }

  private PlanInput input(ImageInfo image, int attempt) {
    return new PlanInput(
        task.facts().jobAsWritten(),
        task.facts().init(),
        task.slot(),
        image,
        task.facts().engine(),
        task.setup().arguments(),
        user.uid(),
        user.gid(),
        task.facts().resumed(),
        attempt,
        task.facts().policy());
  }
}
