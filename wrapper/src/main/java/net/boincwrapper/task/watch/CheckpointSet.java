package net.boincwrapper.task.watch;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.boincwrapper.slot.LiveSet;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.UntrustedDirectory;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.time.HostClock;

/**
 * The files that a job declares as its checkpoint, looked at without opening any. Meant for five
 * looks a second: only directories that a glob can match are listed, and only when they have
 * changed. Names that the client or this program uses, and what the job declares to be something
 * else, never belong to the set. May be used by several threads.
 */
public final class CheckpointSet implements LiveSet {
  private final SlotLayout slot;
  private final List<GlobTail> globs;
  private final Set<String> others;
  private final HostClock clock;
  private final boolean namedOnly;
  private Map<String, DirectoryListing> listings = Map.of();
  private Optional<String> trouble = Optional.empty();
  private final List<String> written;
  private final Set<Integer> unmatched = new TreeSet<>();
  private Set<String> compared = Set.of();

  /**
   * Does not look at anything yet.
   *
   * @param globs as {@code [checkpoint] files} has them
   * @param others names in the slot that a glob may cover but that are no checkpoint: the job's
   *     description, the image's recipe, the request file
   */
  public CheckpointSet(
      SlotLayout slot, List<String> globs, Collection<String> others, HostClock clock) {
    this.slot = slot;
    this.written = List.copyOf(globs);
    this.globs = globs.stream().map(GlobTail::of).toList();
    for (int i = 0; i < globs.size(); i++) {
      unmatched.add(i);
    }
    this.namedOnly =
        this.globs.stream().allMatch(glob -> glob.literal().isPresent() && !glob.leadsDeeper());
    this.others = new HashSet<>(others);
    this.others.addAll(Set.of(SlotLayout.JOB, SlotLayout.DOCKERFILE));
    this.clock = clock;
  }

  /** All of them or none: a part of a set must not be taken for a checkpoint. */
  @Override
  public synchronized SortedMap<String, FileStat> look() {
    if (globs.isEmpty()) {
      return Collections.emptySortedMap();
    }
    try {
      SortedMap<String, FileStat> found = namedOnly ? lookAtTop() : walk();
      trouble = Optional.empty();
      compare(found.keySet());
      return found;
    } catch (IOException e) {
      trouble = Optional.of("could not look at the checkpoint files: " + e.getMessage());
      return Collections.emptySortedMap();
    }
  }

  /** Only while some globs have matched nothing, and only when the names have changed. */
  private void compare(Set<String> found) {
    if (!unmatched.isEmpty() && !found.equals(compared)) {
      compared = new TreeSet<>(found);
      unmatched.removeIf(i -> compared.stream().anyMatch(name -> globs.get(i).covers(name)));
    }
  }

  /** The entries for which no look has found a file yet, as the job writes them. */
  public synchronized List<String> unmatched() {
    return unmatched.stream().map(written::get).toList();
  }

  /** If no directory has to be listed, none is opened. */
  private SortedMap<String, FileStat> lookAtTop() throws IOException {
    SortedMap<String, FileStat> found = new TreeMap<>();
    for (GlobTail glob : globs) {
      String name = glob.literal().orElseThrow();
      if (mayBelong(name)) {
        UntrustedDirectory.fileAtTop(slot.directory(), name)
            .ifPresent(file -> found.put(name, file));
      }
    }
    return found;
  }

  private SortedMap<String, FileStat> walk() throws IOException {
    CheckpointWalk walk = new CheckpointWalk(this::mayBelong, listings, clock);
    UntrustedDirectory.visit(slot.directory(), top -> walk.visit(top, "", globs));
    listings = new HashMap<>(walk.listings());
    return walk.found();
  }

  /** Whether a name is declared, whatever stands there. */
  public boolean covers(String name) {
    return mayBelong(name) && globs.stream().anyMatch(glob -> glob.covers(name));
  }

  /** Why the last look failed, in one line; empty if it did not. */
  public synchronized Optional<String> trouble() {
    return trouble;
  }

  /**
   * Whether a path, relative to the slot, may be a checkpoint file or a directory that holds some.
   */
  public boolean mayBelong(String path) {
    int slash = path.indexOf('/');
    String first = slash < 0 ? path : path.substring(0, slash);
    return !SlotLayout.reservedNames().contains(first.toLowerCase(Locale.ROOT))
        && !others.contains(path);
  }
}
