package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An author's directory in which a task runs without a client. What the author made there stays as
 * it is; what this program makes is {@code .docker_wrapper} and a few empty files, and both go when
 * the task has ended well.
 *
 * @param layout of the directory
 */
public record StandaloneSlot(SlotLayout layout) {
  private static final int MAX_BYTES = 1024;

  /** Whether a run has begun here, and its records are still there. */
  public boolean isBegun() {
    return Files.isRegularFile(layout.withoutClient());
  }

  /** Names at the directory's top that are this program's own. */
  public static boolean isOurs(String name) {
    return name.equals(SlotLayout.OWN_DIRECTORY) || SlotPreparation.PLACEHOLDERS.contains(name);
  }

  /**
   * Names that this program needs and the author has given to something else. If there are any, no
   * task may run here: what has such a name would be removed.
   *
   * @return a line for each, empty where there is none
   */
  public List<String> obstacles() throws IOException {
    List<String> lines = new ArrayList<>();
    Entries entries = new Entries(layout.directory());
    for (String name : SlotPreparation.PLACEHOLDERS) {
      Optional<Entries.Kind> kind = entries.kind(name);
      if (kind.isPresent() && !isFile(kind.get())) {
        lines.add(name + " is " + kind.get().text() + ", and a task needs a file of that name");
      }
    }
    Optional<Entries.Kind> own = entries.kind(SlotLayout.OWN_DIRECTORY);
    if (own.isPresent() && own.get() != Entries.Kind.DIRECTORY) {
      lines.add(
          SlotLayout.OWN_DIRECTORY
              + " is "
              + own.get().text()
              + ", and a task keeps its records there");
    }
    return lines;
  }

  private static boolean isFile(Entries.Kind kind) {
    return kind == Entries.Kind.FILE || kind == Entries.Kind.HARD_LINK;
  }

  /** Marks the directory as one without a client, and notes what was there before us. */
  public void begin() throws SlotException {
    if (isBegun()) {
      return;
    }
    OwnDirectory.ensure(layout);
    try {
      List<String> there =
          SlotPreparation.PLACEHOLDERS.stream()
              .filter(name -> Files.exists(layout.directory().resolve(name)))
              .toList();
      byte[] content = (String.join("\n", there) + "\n").getBytes(StandardCharsets.US_ASCII);
      AtomicFiles.write(layout.withoutClient(), content);
    } catch (IOException e) {
      throw failure("begin a run in " + layout.directory(), e);
    }
  }

  /**
   * Removes what this program made, once the task has ended well and nobody holds the directory any
   * more. Declared checkpoint files that a restore has set aside stay, in {@code .docker_wrapper}.
   *
   * @return whether such files are there
   */
  public boolean clear() throws SlotException {
    try {
      boolean keeps = hasSetAside();
      Set<String> before = placeholdersBefore();
      for (String name : SlotPreparation.PLACEHOLDERS) {
        if (!before.contains(name)) {
          removeIfEmpty(layout.directory().resolve(name));
        }
      }
      if (keeps) {
        clearAllButSetAside();
      } else {
        new Entries(layout.directory()).remove(SlotLayout.OWN_DIRECTORY);
      }
      return keeps;
    } catch (IOException e) {
      throw failure("clear away the records in " + layout.ownDirectory(), e);
    }
  }

  private boolean hasSetAside() throws IOException {
    try (Stream<Path> files = Files.list(layout.setAside())) {
      return files.findAny().isPresent();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private Set<String> placeholdersBefore() {
    String name = layout.directory().relativize(layout.withoutClient()).toString();
    return new UntrustedFiles(layout.directory())
        .read(name, MAX_BYTES)
        .text()
        .map(text -> Set.copyOf(text.lines().toList()))
        // Nobody knows which of them are ours.
        .orElseGet(() -> Set.copyOf(SlotPreparation.PLACEHOLDERS));
  }

  private void removeIfEmpty(Path file) throws IOException {
    Optional<Entries.Kind> kind =
        new Entries(layout.directory()).kind(String.valueOf(file.getFileName()));
    if (kind.equals(Optional.of(Entries.Kind.FILE)) && Files.size(file) == 0) {
      Files.deleteIfExists(file);
    }
  }

  private void clearAllButSetAside() throws IOException {
    List<Path> records;
    try (Stream<Path> all = Files.list(layout.ownDirectory())) {
      records = all.filter(it -> !it.equals(layout.setAside())).toList();
    }
    Entries entries = new Entries(layout.ownDirectory());
    for (Path record : records) {
      if (!record.equals(layout.withoutClient())) {
        entries.remove(String.valueOf(record.getFileName()));
      }
    }
  }

  private static SlotException failure(String attempted, IOException cause) {
    return SlotException.io(
        attempted,
        cause,
        "Check that the directory is yours to write and that the disk is not full");
  }
}
