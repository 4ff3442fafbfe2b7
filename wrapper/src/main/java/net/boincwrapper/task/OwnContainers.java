package net.boincwrapper.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.slot.SlotLayout;

/**
 * Which containers are this task's, by the memo and by their labels. A label has the slot's path as
 * it was when the container was created; the data directory may have been moved since.
 */
final class OwnContainers {
  private final Path slot;
  private final Path boincDirectory;
  private final String resultName;

  OwnContainers(SlotLayout slot, Path boincDirectory, String resultName) {
    this.slot = slot.directory();
    this.boincDirectory = boincDirectory;
    this.resultName = resultName;
  }

  static OwnContainers of(TaskContext task) {
    return new OwnContainers(
        task.slot(), task.facts().init().boincDirectory(), task.memo().memo().resultName());
  }

  /** The value of {@link ContainerPlan#LABEL_SLOT} for this slot's containers. */
  String slotLabel() {
    return slot.toString();
  }

  /** Whether the container works for this task's result. */
  boolean isOfResult(ContainerInfo container) {
    return resultName.equals(container.labels().get(ContainerPlan.LABEL_RESULT));
  }

  /** Whether its label names this slot by its present path. */
  boolean isHere(ContainerInfo container) {
    return slotLabel().equals(label(container, ContainerPlan.LABEL_SLOT));
  }

  /**
   * Whether it is a leftover of this result under our own client: a result that is sent again may
   * get another slot.
   */
  boolean isLeftover(ContainerInfo container) {
    return isOfResult(container)
        && isSame(label(container, ContainerPlan.LABEL_BOINC_DIRECTORY), boincDirectory);
  }

  /**
   * Whether a container of our result that the memo names is nobody else's. It may be somebody's if
   * it is mounted on another slot that still exists, as after copying the data directory, or if
   * nobody can tell.
   */
  boolean isOnlyOurs(ContainerInfo container) {
    String label = label(container, ContainerPlan.LABEL_SLOT);
    return isOfResult(container) && (isSame(label, slot) || isCertainlyGone(label));
  }

  /**
   * All containers on this slot, and the recorded one even if it was mounted on the slot before a
   * move.
   *
   * @param recorded the container that the memo names
   */
  List<ContainerInfo> find(Engine engine, Optional<String> recorded) throws EngineException {
    return withRecorded(
        engine, engine.list(Map.of(ContainerPlan.LABEL_SLOT, slotLabel())), recorded);
  }

  /** Those of {@link #find} that work for our result, including one that is not yet in the memo. */
  List<ContainerInfo> findOurs(Engine engine, Optional<String> recorded) throws EngineException {
    Map<String, String> labels =
        Map.of(ContainerPlan.LABEL_SLOT, slotLabel(), ContainerPlan.LABEL_RESULT, resultName);
    return withRecorded(engine, engine.list(labels), recorded);
  }

  private List<ContainerInfo> withRecorded(
      Engine engine, List<ContainerInfo> listed, Optional<String> recorded) throws EngineException {
    if (recorded.isEmpty() || listed.stream().anyMatch(c -> c.id().equals(recorded.get()))) {
      return listed;
    }
    List<ContainerInfo> all = new ArrayList<>(listed);
    engine.inspect(recorded.get()).filter(this::isOfResult).ifPresent(all::add);
    return all;
  }

  private static String label(ContainerInfo container, String name) {
    return container.labels().getOrDefault(name, "");
  }

  private static boolean isSame(String label, Path ours) {
    if (label.equals(ours.toString())) {
      return true;
    }
    try {
      return !label.isEmpty() && Files.isSameFile(ours.getFileSystem().getPath(label), ours);
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  private boolean isCertainlyGone(String label) {
    try {
      Path there = slot.getFileSystem().getPath(label);
      if (!label.isEmpty() && there.isAbsolute()) {
        Files.readAttributes(there, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      }
      return false;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }
}
