package net.boincwrapper.task;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.Engine.Sighting;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.slot.AbandonedSlot;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.time.Stopwatch;
import org.jspecify.annotations.Nullable;

/**
 * Removes containers that no wrapper looks after any more: those of this client's other slots whose
 * task is gone, for example because it was aborted while its container was left paused. Searches
 * once some time after the start, and at the end, in parallel with everything else: nobody waits
 * for it.
 */
final class OrphanedContainers {
  /** The app's first seconds are left undisturbed. */
  private static final Duration AFTER_START = Duration.ofSeconds(5);

  /** A task that has ended waits no longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How long one search goes on removing. */
  private static final Duration SEARCH = Duration.ofSeconds(20);

  private final TaskContext task;
  private final Stopwatch running;
  private final Stopwatch searching;
  private boolean searched;

  OrphanedContainers(TaskContext task) {
    this.task = task;
    this.running = task.stopwatch();
    this.searching = task.stopwatch();
  }

  /** Call it at each look while the app runs. */
  void tick() {
    running.start();
    if (!searched && running.hasPassed(AFTER_START)) {
      searched = true;
      search();
    }
  }

  /** Whether a search is under way that is worth a short wait. */
  boolean busy() {
    return searching.runs() && !searching.hasPassed(PATIENCE);
  }

  /** Searches, if a client gives slots away and the engine has answered before. */
  void search() {
    if (!task.lease().givenByClient() || !task.facts().knowsEngine() || busy()) {
      return;
    }
    searching.restart();
    Path boincDirectory = task.facts().init().boincDirectory();
    task.calls().aside(engine -> remove(engine, boincDirectory), this::over);
  }

  private void over(Optional<List<String>> lines) {
    searching.reset();
    lines.ifPresent(all -> all.forEach(task.log()::line));
  }

  /** Runs in a thread other than the loop's. */
  private List<String> remove(Engine engine, Path boincDirectory) throws EngineException {
    Stopwatch taken = task.started();
    List<String> lines = new ArrayList<>();
    Map<String, String> ofThisClient =
        Map.of(ContainerPlan.LABEL_BOINC_DIRECTORY, boincDirectory.toString());
    for (Sighting container : engine.sight(ofThisClient)) {
      Optional<String> reason = reason(container);
      if (reason.isPresent() && !taken.hasPassed(SEARCH) && removed(engine, container)) {
        lines.add(
            "removed the container "
                + ContainerLife.brief(container.id())
                + " of the result "
                + container.labels().get(ContainerPlan.LABEL_RESULT)
                + ": "
                + reason.get());
      }
    }
    return lines;
  }

  /**
   * A running app might be writing into a slot that is being given to another task, and that task
   * has to know. So we pause it first and look again: to the next task, a paused container is
   * evidence.
   */
  private boolean removed(Engine engine, Sighting container) {
    try {
      if (container.status() == ContainerStatus.RUNNING) {
        engine.pause(container.id());
      }
      boolean still = reason(container).isPresent();
      if (still) {
        engine.remove(container.id());
      }
      return still;
    } catch (EngineException e) {
      return false;
    }
  }

  private Optional<String> reason(Sighting container) {
    String result = container.labels().get(ContainerPlan.LABEL_RESULT);
    Optional<SlotLayout> slot = slot(container.labels().get(ContainerPlan.LABEL_SLOT));
    return result == null || slot.isEmpty()
        ? Optional.empty()
        : new AbandonedSlot(slot.get(), result, container.createdAt()).reason(task.now());
  }

  /** Another slot next to ours: since ours is there, its disk is mounted. */
  private Optional<SlotLayout> slot(@Nullable String label) {
    Path ours = task.slot().directory();
    try {
      return Optional.ofNullable(label)
          .map(ours.getFileSystem()::getPath)
          .filter(path -> path.getParent() != null && path.getParent().equals(ours.getParent()))
          .filter(path -> !path.equals(ours))
          .map(SlotLayout::new);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
