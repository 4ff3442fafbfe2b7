package net.boincwrapper.cli.clean;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Inventory;
import net.boincwrapper.engine.Inventory.KeptContainer;
import net.boincwrapper.slot.AbandonedSlot;
import net.boincwrapper.slot.HostLayout;
import net.boincwrapper.slot.SlotLayout;

/**
 * Whose a container is, by its labels and by what its slot says. A label alone proves nothing: a
 * disk can be away, and another client's slots are none of this one's.
 *
 * @param data data directories that were pointed at
 */
record ContainerCheck(List<Path> data) {
  /** A hello takes a second, and the command that says it 8. */
  private static final Duration HELLO = Duration.ofMinutes(10);

  Verdict of(KeptContainer container, Instant now) {
    if (container.labels().containsKey(Inventory.LABEL_HELLO)) {
      boolean old = container.createdAt().plus(HELLO).isBefore(now);
      return old
          ? Verdict.left("docker-wrapper host was ended before it removed it")
          : Verdict.NEEDED;
    }
    Optional<Path> slot = path(container, ContainerPlan.LABEL_SLOT);
    Optional<Path> directory = path(container, ContainerPlan.LABEL_BOINC_DIRECTORY);
    Optional<String> result =
        Optional.ofNullable(container.labels().get(ContainerPlan.LABEL_RESULT));
    if (slot.isEmpty() || directory.isEmpty() || result.isEmpty()) {
      return Verdict.NEEDED;
    }
    return data.stream().anyMatch(one -> isSlotOf(one, directory.get(), slot.get()))
        ? ofSlot(slot.get(), result.get(), container.createdAt(), now)
        : elsewhere(directory.get());
  }

  private Optional<Path> path(KeptContainer container, String label) {
    try {
      return Optional.ofNullable(container.labels().get(label))
          .filter(text -> text.startsWith("/"))
          .map(text -> data.isEmpty() ? Path.of(text) : data.get(0).getFileSystem().getPath(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether its slots are there, or those of an author's data directory, which may be gone: then
   * its disk is mounted.
   */
  private static boolean isSlotOf(Path data, Path directory, Path slot) {
    Path slots = data.resolve("slots");
    boolean mounted = Files.isDirectory(slots) || new HostLayout(data).isAuthors();
    return directory.equals(data) && slots.equals(slot.getParent()) && mounted;
  }

  private static Verdict ofSlot(Path slot, String result, Instant createdAt, Instant now) {
    return new AbandonedSlot(new SlotLayout(slot), result, createdAt)
        .reason(now)
        .map(Verdict::left)
        .orElse(Verdict.NEEDED);
  }

  private static Verdict elsewhere(Path directory) {
    return Files.isDirectory(directory)
        ? Verdict.doubtful(
            "its data directory is another one: docker-wrapper clean --data-dir " + directory)
        : Verdict.doubtful(
            "its data directory "
                + directory
                + " is not there; if that disk never comes back, remove it yourself");
  }
}
