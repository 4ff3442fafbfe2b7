package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.slot.Entries.Kind;
import net.boincwrapper.slot.record.OneLine;

/**
 * Clears away what an app has put where the client opens files by name and follows links: through a
 * link, one of the volunteer's files could be truncated, appended to, or uploaded.
 *
 * <p>The wrapper is not told the names of outputs that the client moves out of the slot ({@code
 * client/app_start.cpp:ACTIVE_TASK::copy_output_files}), so anything may be one. Before every exit,
 * all special files at the slot's top are removed, and links there that lead out of the slot; at
 * the end of the task, also those further down, and links that stay in the slot. A second name of a
 * plain file is harmless except where the client writes: hard links cannot cross mounts, so the
 * file is the app's own. What stays can be emptied by the client again ({@link OwnerRights}), and
 * after the end read.
 *
 * <p>Nothing that is removed is opened, and no link is followed. Call it when the container no
 * longer runs, and before {@link FinishFile} or {@link TemporaryExitFile} is written.
 */
public final class SlotSweep {
  /** Always ours to write, and last. */
  private static final List<String> WRITTEN_LAST =
      List.of(SlotLayout.FINISH, SlotLayout.TEMPORARY_EXIT);

  /** Has to be there afterwards, and may be empty. */
  private static final Set<String> REPLACED =
      Set.of(SlotLayout.STDERR, SlotLayout.TASK_STATE, SlotLayout.SETUP_COMPLETE);

  /** Only ever a plain file with one name. */
  private static final Set<String> DROPPED =
      Set.of(
          SlotLayout.INIT_DATA,
          SlotLayout.SHARED_MEMORY,
          SlotLayout.FRACTION_DONE,
          SlotLayout.TRICKLE_UP,
          "graphics_status.xml",
          "stdout.txt");

  private static final List<String> DROPPED_PREFIXES =
      List.of(
          SlotLayout.UPLOAD_REQUEST_PREFIX,
          SlotLayout.UPLOAD_STATUS_PREFIX,
          SlotLayout.TRICKLE_DOWN_PREFIX);

  /**
   * No name that a client opens is deeper: {@code client/client_types.h:FILE_REF::open_name} holds
   * 255 bytes, and so 128 components. An app can nest directories without end.
   */
  private static final int MAX_DEPTH = 128;

  /** An app can plant more than the memory, or stderr.txt, has room for. */
  private static final int MOST_LINES = 100;

  /** The client gives a task a minute to quit; so many take a second or two. */
  private static final long MOST_AT_QUIT = 300_000;

  private final SlotLayout layout;
  private final KnownLinks known;
  private final Entries entries;
  private final List<String> lines = new ArrayList<>();
  private long untold;

  private SlotSweep(SlotLayout layout, KnownLinks known) {
    this.layout = layout;
    this.known = known;
    this.entries = new Entries(layout.directory());
  }

  /** What the sweep may take away. */
  public enum Scope {
    /** The task goes on later: what the app needs for that stays. */
    RESTART,
    /** The task is over, and the client collects its outputs. */
    END
  }

  /**
   * Removes {@code boinc_finish_called} and {@code boinc_temporary_exit}, which the app has no
   * business writing: the client would abort the task 300 s later.
   *
   * @return a line for each that was there
   */
  public static List<String> removeControlFiles(SlotLayout layout) throws SlotException {
    SlotSweep sweep = new SlotSweep(layout, new KnownLinks(List.of()));
    return sweep.run(sweep::controlFiles);
  }

  /**
   * Sweeps the slot.
   *
   * @param known the client's links, which stay; those that an app replaced by other links or
   *     special files are made again
   * @return a line for each thing that was replaced or dropped, up to a hundred. If {@code
   *     stderr.txt} is among them, this process's own standard error is still the old file: append
   *     the lines by name
   * @throws SlotException something that could mislead the client is still there
   */
  public static List<String> sweep(SlotLayout layout, KnownLinks known, Scope scope)
      throws SlotException {
    SlotSweep sweep = new SlotSweep(layout, known);
    return sweep.run(
        () -> {
          sweep.scrub();
          sweep.rights(scope);
          sweep.controlFiles();
          sweep.directory(layout.directory(), scope);
        });
  }

  private interface Step {
    void run() throws IOException;
  }

  private List<String> run(Step step) throws SlotException {
    try {
      if (entries.open()) {
        say(layout.directory() + " was closed to its owner: opened again");
      }
      step.run();
      if (untold > 0) {
        lines.add("and " + untold + " more such names");
      }
      return List.copyOf(lines);
    } catch (IOException e) {
      throw SlotException.io(
          "sweep the slot " + layout.directory(),
          e,
          "Remove by hand what cannot be removed, or the client cannot use the slot again");
    }
  }

  private void say(String line) {
    if (lines.size() < MOST_LINES) {
      lines.add(line);
    } else {
      untold++;
    }
  }

  /**
   * A second name of the file would keep the secrets. Failure is no reason to leave the rest
   * unswept.
   */
  private void scrub() {
    try {
      SlotScrub.scrub(layout);
    } catch (SlotException e) {
      say(String.valueOf(e.getMessage()));
    }
  }

  private void rights(Scope scope) throws IOException {
    boolean end = scope == Scope.END;
    OwnerRights.restore(layout, end, end ? Long.MAX_VALUE : MOST_AT_QUIT).ifPresent(this::say);
  }

  private void controlFiles() throws IOException {
    for (String name : WRITTEN_LAST) {
      Optional<Kind> kind = entries.kind(name);
      if (kind.isPresent()) {
        drop(name, kind.get(), "removed, because only the wrapper ends a task");
      }
    }
  }

  /** Entry by entry: an app can leave more of them than fit into memory. */
  private void directory(Path directory, Scope scope) throws IOException {
    Optional<DirectoryStream<Path>> opened = open(directory);
    if (opened.isEmpty()) {
      return;
    }
    try (DirectoryStream<Path> entries = opened.get()) {
      for (Path entry : entries) {
        entry(entry, scope);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void entry(Path entry, Scope scope) throws IOException {
    String name = layout.directory().relativize(entry).toString();
    Optional<Kind> kind = entries.kind(name);
    if (kind.isEmpty() || name.equals(SlotLayout.OWN_DIRECTORY)) {
      return;
    }
    if (isControl(name)) {
      control(name, kind.get());
    } else if (kind.get() == Kind.DIRECTORY && scope == Scope.END) {
      if (layout.directory().relativize(entry).getNameCount() < MAX_DEPTH) {
        directory(entry, scope);
      }
    } else if (isUnwanted(entry, name, kind.get(), scope)) {
      remove(name, entry, kind.get());
    }
  }

  private void control(String name, Kind kind) throws IOException {
    boolean plain = kind == Kind.FILE || (kind == Kind.HARD_LINK && name.equals(SlotLayout.LOCK));
    if (plain) {
      return;
    }
    boolean replaced = REPLACED.contains(name);
    drop(name, kind, replaced ? "replaced by an empty file" : "removed");
    if (replaced) {
      // Leaves alone what is still there.
      Placeholder.create(layout.directory().resolve(name));
    }
  }

  private static boolean isControl(String name) {
    return REPLACED.contains(name)
        || DROPPED.contains(name)
        || name.equals(SlotLayout.LOCK)
        || DROPPED_PREFIXES.stream().anyMatch(name::startsWith);
  }

  private boolean isUnwanted(Path entry, String name, Kind kind, Scope scope) throws IOException {
    if (kind == Kind.SPECIAL) {
      return true;
    }
    if (kind != Kind.SYMBOLIC_LINK) {
      return false;
    }
    Optional<Path> target = target(entry);
    if (known.find(name).isPresent()) {
      return !target.equals(known.find(name).map(KnownLinks.Link::target));
    }
    return scope == Scope.END || target.isEmpty() || !target.get().startsWith(layout.directory());
  }

  private static Optional<Path> target(Path link) throws IOException {
    try {
      return Optional.of(link.resolveSibling(Files.readSymbolicLink(link)).normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * A directory that is not empty and that its owner may not list stays: it leads nowhere, but
   * keeps the slot from being emptied.
   */
  private void drop(String name, Kind kind, String what) throws IOException {
    try {
      entries.remove(name);
    } catch (IOException e) {
      if (kind != Kind.DIRECTORY) {
        throw e;
      }
      say(OneLine.of(name, 200) + " cannot be removed: " + SlotException.describe(e));
      return;
    }
    say(OneLine.of(name, 200) + " was " + kind.text() + ": " + what);
  }

  private void remove(String name, Path file, Kind kind) throws IOException {
    Optional<KnownLinks.Link> link = known.find(name);
    drop(name, kind, link.isPresent() ? "the client's link made again" : "removed");
    if (link.isPresent()) {
      link.get().create(layout, file);
    }
  }

  /** An app can close its directories even to their owner; others may belong to another user. */
  @SuppressWarnings("StreamResourceLeak") // the caller closes it
  private Optional<DirectoryStream<Path>> open(Path directory) throws IOException {
    try {
      new Entries(directory).open();
      return Optional.of(Files.newDirectoryStream(directory));
    } catch (FileSystemException e) {
      say(OneLine.of(directory + " cannot be swept: " + SlotException.describe(e), 500));
      return Optional.empty();
    }
  }
}
