package net.boincwrapper.cli.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.cli.display.Quantities;

/** The disks that tasks write to. */
record SpacePart(List<Space> disks) implements Part {
  /** The executable needs 150 MB to unpack itself; and then there is no checkpoint yet. */
  private static final long TOO_LITTLE = 200L << 20;

  /** An image alone often has more. */
  private static final long LITTLE = 2L << 30;

  /** The unpacked program has some 60 files, and a slot may have more. */
  private static final long TOO_FEW_FILES = 1000;

  private static final long FEW_FILES = 20_000;

  SpacePart {
    disks = List.copyOf(disks);
  }

  @Override
  public String title() {
    return "Disk";
  }

  @Override
  public String key() {
    return "disks";
  }

  @Override
  public List<Row> rows() {
    return disks.stream().map(disk -> new Row(disk.purpose(), words(disk))).toList();
  }

  private static String words(Space disk) {
    String files =
        disk.freeFiles().isPresent()
            ? String.format(Locale.ROOT, "; %,d more files", disk.freeFiles().getAsLong())
            : "";
    return Quantities.bytes(disk.freeBytes())
        + " free of "
        + Quantities.bytes(disk.totalBytes())
        + files
        + " ("
        + disk.path()
        + ", "
        + disk.fileSystem()
        + ")";
  }

  @Override
  public List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    for (Space disk : disks) {
      space(disk).ifPresent(faults::add);
      files(disk).ifPresent(faults::add);
    }
    return faults;
  }

  private static Optional<Fault> space(Space disk) {
    String what =
        "only "
            + Quantities.bytes(disk.freeBytes())
            + " are free for "
            + disk.purpose()
            + " in "
            + disk.path();
    return disk.freeBytes() >= LITTLE
        ? Optional.empty()
        : Optional.of(new Fault(what, ROOM, disk.freeBytes() < TOO_LITTLE));
  }

  private static final String ROOM =
      "make room on that disk; docker-wrapper clean shows what tasks have left behind";

  private static Optional<Fault> files(Space disk) {
    long free = disk.freeFiles().orElse(Long.MAX_VALUE);
    String what =
        "only "
            + free
            + " more files can be made for "
            + disk.purpose()
            + " in "
            + disk.path()
            + " (its file system has no more inodes)";
    return free >= FEW_FILES
        ? Optional.empty()
        : Optional.of(
            new Fault(
                what,
                "remove many small files, or make a file system with more inodes (df --inodes)",
                free < TOO_FEW_FILES));
  }

  @Override
  public Object json() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Space disk : disks) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("path", disk.path().toString());
      one.put("purpose", disk.purpose());
      one.put("fileSystem", disk.fileSystem());
      one.put("freeBytes", disk.freeBytes());
      one.put("totalBytes", disk.totalBytes());
      disk.freeFiles().ifPresent(files -> one.put("freeFiles", files));
      all.add(one);
    }
    return all;
  }
}
