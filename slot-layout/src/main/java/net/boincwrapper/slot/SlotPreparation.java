package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes what has to be there for a container's mounts: an engine creates a missing mount target
 * itself, as root.
 */
public final class SlotPreparation {
  /**
   * {@code boinc_task_state.xml} may be empty: {@code
   * client/app_control.cpp:ACTIVE_TASK::read_task_state_file} then ignores it. The client makes
   * {@code boinc_setup_complete} and {@code boinc_mmap_file}; without a client, both are missing
   * and need no mask.
   */
  static final List<String> PLACEHOLDERS =
      List.of(SlotLayout.STDERR, SlotLayout.TASK_STATE, SlotLayout.LOCK);

  private SlotPreparation() {}

  /**
   * Opens a slot that an app has closed to its owner: otherwise what it holds could not be told
   * from what is not there.
   *
   * @return a line for people if it was closed
   */
  public static Optional<String> open(SlotLayout layout) throws SlotException {
    try {
      return new Entries(layout.directory()).open()
          ? Optional.of(layout.directory() + " was closed to its owner: opened again")
          : Optional.empty();
    } catch (IOException e) {
      throw SlotException.io(
          "open the slot " + layout.directory(),
          e,
          "Check that the client's user owns the slot directory");
    }
  }

  /**
   * Makes {@code .docker_wrapper} with the files that take the place of others in the container,
   * and the empty files in the slot that are masked. Never changes a regular file. Repeat it before
   * each creation of a container.
   *
   * @return a line for each thing that an app had put there instead and that was removed
   */
  public static List<String> prepare(SlotLayout layout) throws SlotException {
    List<String> lines = new ArrayList<>();
    try {
      open(layout).ifPresent(lines::add);
      lines.addAll(OwnDirectory.ensure(layout));
      for (String name : PLACEHOLDERS) {
        makeRegular(layout, name).ifPresent(lines::add);
      }
      Placeholder.create(layout.emptyMask());
      Placeholder.create(layout.lockMask());
      Placeholder.create(layout.stderrMask());
      return lines;
    } catch (IOException e) {
      throw SlotException.io(
          "prepare the slot " + layout.directory(),
          e,
          "Check that the client's user owns the slot directory and that the disk is not full");
    }
  }

  /**
   * Makes a directory of the app's that is missing, with those above it: an engine would make it as
   * root, and neither the app nor the client could write there. What is no directory stays.
   *
   * @param name relative to the slot, plain
   */
  public static void makeDirectory(SlotLayout layout, String name) throws IOException {
    Path directory = layout.directory();
    for (Path component : directory.getFileSystem().getPath(name)) {
      directory = directory.resolve(component);
      Optional<Entries.Kind> kind =
          new Entries(layout.directory()).kind(layout.directory().relativize(directory).toString());
      if (kind.isEmpty()) {
        Files.createDirectory(directory);
      } else if (kind.get() != Entries.Kind.DIRECTORY) {
        return;
      }
    }
  }

  /** Whether there is anything where sealed checkpoints are kept; an app's start makes that. */
  public static boolean hasCheckpoints(SlotLayout layout) throws SlotException {
    try {
      return new OwnFiles(layout).isThere(layout.checkpoints());
    } catch (IOException e) {
      throw SlotException.io(
          "look for checkpoints in " + layout.directory(),
          e,
          "Check that the client's user owns the slot directory and that the disk is in order");
    }
  }

  private static Optional<String> makeRegular(SlotLayout layout, String name) throws IOException {
    Entries entries = new Entries(layout.directory());
    Optional<Entries.Kind> kind = entries.kind(name);
    boolean stranger =
        kind.isPresent() && kind.get() != Entries.Kind.FILE && kind.get() != Entries.Kind.HARD_LINK;
    if (stranger) {
      entries.remove(name);
    }
    Placeholder.create(layout.directory().resolve(name));
    return stranger
        ? Optional.of(name + " was " + kind.get().text() + ": replaced by an empty file")
        : Optional.empty();
  }
}
