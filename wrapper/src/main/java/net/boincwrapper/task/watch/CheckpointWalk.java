package net.boincwrapper.task.watch;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import net.boincwrapper.slot.UntrustedDirectory;
import net.boincwrapper.slot.UntrustedDirectory.DirectoryStat;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/** One look at a {@link CheckpointSet}: a walk through the directories that its globs name. */
final class CheckpointWalk {
  /** More than a job can sensibly have next to its checkpoints: an app may make millions. */
  static final int MOST_ENTRIES = 10_000;

  /**
   * The most files in the set: the wrapper keeps a few looks at each in its small heap, names
   * included. More than can be sealed.
   */
  static final int MOST_FILES = 2_000;

  private static final int MOST_CHARACTERS = 400_000;

  /**
   * Each level holds two descriptors open. Without {@code **}, a glob hardly has more than 10
   * levels.
   */
  static final int MOST_LEVELS = 64;

  private final Predicate<String> mayBelong;
  private final Map<String, DirectoryListing> before;
  private final HostClock clock;
  private final Map<String, DirectoryListing> listings = new HashMap<>();
  private final SortedMap<String, FileStat> found = new TreeMap<>();
  private int entries;
  private int characters;

  /**
   * Begins.
   *
   * @param mayBelong whether a path, relative to the slot, may belong to the set
   * @param before the listings of the previous look, by the directory's path with a slash at the
   *     end
   */
  CheckpointWalk(
      Predicate<String> mayBelong, Map<String, DirectoryListing> before, HostClock clock) {
    this.mayBelong = mayBelong;
    this.before = before;
    this.clock = clock;
  }

  SortedMap<String, FileStat> found() {
    return found;
  }

  /** The listings that this look used, for the next one. */
  Map<String, DirectoryListing> listings() {
    return listings;
  }

  /**
   * Finds the files in and below a directory.
   *
   * @param prefix its path with a slash at the end; empty for the slot
   * @param tails what is left of the globs there
   */
  void visit(UntrustedDirectory directory, String prefix, List<GlobTail> tails) throws IOException {
    Set<String> files = new TreeSet<>();
    Set<String> directories = new TreeSet<>();
    for (GlobTail tail : tails) {
      tail.literal().ifPresent(name -> (tail.leadsDeeper() ? directories : files).add(name));
    }
    List<GlobTail> open = tails.stream().filter(tail -> tail.literal().isEmpty()).toList();
    if (!open.isEmpty()) {
      DirectoryListing listing = listing(directory, prefix, open);
      files.addAll(listing.files());
      directories.addAll(listing.directories());
    }
    for (String name : files) {
      stat(directory, prefix, name);
    }
    for (String name : directories) {
      descend(directory, prefix, name, tails);
    }
  }

  private void stat(UntrustedDirectory directory, String prefix, String name) throws IOException {
    Optional<FileStat> stat =
        mayBelong.test(prefix + name) ? directory.file(name) : Optional.empty();
    if (stat.isPresent()) {
      found.put(prefix + name, stat.get());
      characters += prefix.length() + name.length();
      checkRoom();
    }
  }

  private void checkRoom() throws IOException {
    if (found.size() > MOST_FILES || characters > MOST_CHARACTERS) {
      throw new IOException(
          "[checkpoint] files covers more than "
              + MOST_FILES
              + " files, or more than "
              + MOST_CHARACTERS
              + " characters of names; put what they hold into fewer files");
    }
  }

  private void descend(
      UntrustedDirectory directory, String prefix, String name, List<GlobTail> tails)
      throws IOException {
    String inner = prefix + name + "/";
    if (!mayBelong.test(prefix + name) || levels(inner) > MOST_LEVELS) {
      return;
    }
    count(1);
    List<GlobTail> below = tails.stream().flatMap(tail -> tail.below(name).stream()).toList();
    directory.visit(name, opened -> visit(opened, inner, below));
  }

  private static long levels(String prefix) {
    return prefix.chars().filter(c -> c == '/').count();
  }

  private DirectoryListing listing(
      UntrustedDirectory directory, String prefix, List<GlobTail> tails) throws IOException {
    DirectoryStat state = directory.stat();
    DirectoryListing known = before.get(prefix);
    Stopwatch since =
        known != null && known.state().equals(state) ? known.since() : Stopwatch.started(clock);
    DirectoryListing listing =
        known != null && known.holds(state) ? known : list(directory, prefix, tails, state, since);
    count(listing.size());
    listings.put(prefix, listing);
    return listing;
  }

  private DirectoryListing list(
      UntrustedDirectory directory,
      String prefix,
      List<GlobTail> tails,
      DirectoryStat state,
      Stopwatch since)
      throws IOException {
    boolean settled = since.hasPassed(DirectoryListing.COARSEST_TICK);
    Stopwatch listed = Stopwatch.started(clock);
    List<String> names = directory.list(MOST_ENTRIES - entries + 1);
    Set<String> files = new TreeSet<>();
    Set<String> directories = new TreeSet<>();
    for (String name : names) {
      if (tails.stream().anyMatch(tail -> tail.matches(prefix + name, name))) {
        files.add(name);
      }
      if (leadsBelow(tails, name) && directory.isDirectory(name)) {
        directories.add(name);
      }
    }
    return new DirectoryListing(state, since, settled, listed, names.size(), files, directories);
  }

  private static boolean leadsBelow(List<GlobTail> tails, String name) {
    return tails.stream().anyMatch(tail -> tail.leadsDeeper() && tail.below(name).isPresent());
  }

  private void count(int more) throws IOException {
    entries += more;
    if (entries > MOST_ENTRIES) {
      throw new IOException(
          "there are more than "
              + MOST_ENTRIES
              + " names in the directories that [checkpoint] files covers;"
              + " keep checkpoints in a directory of their own");
    }
  }
}
