package net.boincwrapper.slot;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/**
 * What a sealed checkpoint holds.
 *
 * @param resultName the result that it belongs to
 * @param generation 0 for the declared files as they were before the first start
 * @param cpuSeconds CPU time of the task until this checkpoint, over all its starts
 * @param wallSeconds time for which its app ran, likewise
 * @param fractionDone what the app last said of its progress, from 0 to 1; empty where it said
 *     nothing, and in checkpoints that an earlier version has sealed
 * @param sealedAt for people; the host's clock may have been wrong
 * @param entries in the order of their names, each name once; empty only in generation 0
 */
public record Manifest(
    String resultName,
    int generation,
    double cpuSeconds,
    double wallSeconds,
    OptionalDouble fractionDone,
    Instant sealedAt,
    List<Entry> entries) {
  public Manifest {
    entries = List.copyOf(entries);
  }

  /** What stands at a name. */
  public enum Kind {
    FILE,
    /** A symbolic link that the client made. */
    LINK
  }

  /**
   * One declared name.
   *
   * @param name relative to the slot, plain
   * @param kind what stands there
   * @param bytes the file's length; 0 for a link
   * @param sha256 of the file's content, 64 hexadecimal digits in lower case; empty for a link
   * @param modified of the file in the slot when it was copied; the epoch for a link
   * @param permissions such as {@code rw-r--r--}, without setuid and the like; empty for a link and
   *     where the file system has none
   * @param identity device and inode of the file in the slot when it was copied; empty for a link
   * @param target the link's text; empty for a file
   */
  public record Entry(
      String name,
      Kind kind,
      long bytes,
      String sha256,
      FileTime modified,
      String permissions,
      String identity,
      String target) {
    static Entry file(String name, FileStat stat, String sha256, String permissions) {
      return new Entry(
          name, Kind.FILE, stat.bytes(), sha256, stat.modified(), permissions, stat.identity(), "");
    }

    static Entry link(String name, String target) {
      return new Entry(name, Kind.LINK, 0, "", FileTime.fromMillis(0), "", "", target);
    }

    FileStat stat() {
      return new FileStat(bytes, modified, identity);
    }
  }

  /**
   * The files as they were in the slot when they were copied. If that equals what {@link
   * LiveSet#look} says now, they have not been touched since.
   */
  public SortedMap<String, FileStat> stats() {
    SortedMap<String, FileStat> stats = new TreeMap<>();
    entries.stream()
        .filter(entry -> entry.kind() == Kind.FILE)
        .forEach(entry -> stats.put(entry.name(), entry.stat()));
    return stats;
  }

  /** The length of all files together. */
  public long bytes() {
    return entries.stream().mapToLong(Entry::bytes).reduce(0, SlotUsage::add);
  }
}
