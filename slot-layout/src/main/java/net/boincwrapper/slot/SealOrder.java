package net.boincwrapper.slot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Predicate;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/**
 * What a seal needs to know.
 *
 * @param cpuSeconds CPU time of the task until this checkpoint, over all its starts; at least 0
 * @param wallSeconds time for which its app ran, likewise
 * @param fractionDone what the app last said of its progress, from 0 to 1; for people
 * @param now goes into the manifest, for people
 * @param diskBoundBytes the workunit's {@code rsc_disk_bound}; empty: no bound
 * @param keep how many generations stay, counting this one but not generation 0; at least 1
 * @param expected the files as they were when they were found complete; others are not sealed.
 *     Empty to take them as they are now, because nobody writes them
 * @param beingWritten whether one of these files may not be whole yet; asked in another thread
 */
public record SealOrder(
    double cpuSeconds,
    double wallSeconds,
    OptionalDouble fractionDone,
    Instant now,
    OptionalLong diskBoundBytes,
    int keep,
    Optional<SortedMap<String, FileStat>> expected,
    Predicate<SortedMap<String, FileStat>> beingWritten) {
  public SealOrder {
    if (keep < 1) {
      throw new IllegalArgumentException("a seal keeps at least itself, not " + keep);
    }
  }

  /**
   * Whether these files may be sealed. If there is only one, it may have been replaced by its
   * successor: unless somebody is still writing that, it is whole too, and an app that replaces its
   * file ten times a second would otherwise never be sealed.
   */
  boolean allows(SortedMap<String, FileStat> found) {
    return expected.isEmpty()
        || expected.get().equals(found)
        || (isOne(found)
            && isOne(expected.get())
            && isReplaced(expected.get(), found)
            && !beingWritten.test(found));
  }

  private static boolean isOne(SortedMap<String, FileStat> files) {
    return files.size() == 1;
  }

  private static boolean isReplaced(
      SortedMap<String, FileStat> before, SortedMap<String, FileStat> now) {
    return before.keySet().equals(now.keySet()) && !identities(before).equals(identities(now));
  }

  private static List<String> identities(SortedMap<String, FileStat> files) {
    return files.values().stream().map(FileStat::identity).toList();
  }
}
