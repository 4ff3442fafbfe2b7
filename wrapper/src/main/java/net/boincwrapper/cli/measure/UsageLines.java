package net.boincwrapper.cli.measure;

import static net.boincwrapper.cli.display.Quantities.bytes;
import static net.boincwrapper.cli.display.Quantities.duration;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a run used, beside what a client allows it, as lines for people to read. */
public final class UsageLines {
  private UsageLines() {}

  /**
   * Values by label, in their order; empty if nothing was measured.
   *
   * @param memoryBytes the most that was reported; 0 if there was no report
   */
  public static Map<String, String> of(Measured measured, long memoryBytes) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put(
        "memory seen",
        memoryBytes == 0
            ? "none reported"
            : bytes(memoryBytes) + " at most" + memoryBound(measured, memoryBytes));
    if (measured.isKnown()) {
      lines.put("disk", disk(measured));
      lines.put("files", files(measured.peaks()));
      measured.peaks().traffic().ifPresent(traffic -> lines.put("disk I/O", traffic(traffic)));
      lines.put("run time", time(measured));
      measured.pace().ifPresent(pace -> lines.put("throughput", pace.text()));
    }
    return lines;
  }

  private static String memoryBound(Measured measured, long used) {
    if (!measured.isKnown()) {
      return "";
    }
    MemoryBound bound = measured.bounds().memory();
    return bound(used, bound.bytes(), bound.name()) + (bound.isNear(used) ? ", which is near" : "");
  }

  private static String disk(Measured measured) {
    long used = measured.peaks().diskBytes();
    return bytes(used) + " at most" + bound(used, measured.bounds().diskBytes(), "rsc_disk_bound");
  }

  private static String files(Reading peaks) {
    return count(peaks.slot())
        + " in the slot at most"
        + peaks.layer().map(size -> "; " + count(size) + " in the container").orElse("")
        + peaks.scratch().map(size -> "; " + count(size) + " in its scratch").orElse("");
  }

  private static String count(TreeSize size) {
    return size.files() + " (" + size.inodes() + " inodes)";
  }

  private static String traffic(DiskTraffic traffic) {
    return bytes(traffic.readBytes())
        + " read in "
        + traffic.readOperations()
        + " operations, "
        + bytes(traffic.writtenBytes())
        + " written in "
        + traffic.writeOperations()
        + (traffic.complete() ? "" : ", without what the kernel wrote later");
  }

  private static String bound(long used, long bound, String name) {
    return (used > bound ? ", ABOVE " : " of ") + bytes(bound) + " (" + name + ")";
  }

  private static String time(Measured measured) {
    return duration(measured.elapsed())
        + " of "
        + duration(measured.bounds().time())
        + " ("
        + measured.bounds().whyThisTime()
        + ")";
  }

  /** What follows an output's name; empty if there is no bound. */
  public static String of(OutputSize output) {
    return output.maxBytes().isEmpty()
        ? ""
        : " ("
            + bytes(output.bytes())
            + bound(output.bytes(), output.maxBytes().getAsLong(), "max_nbytes")
                .replace(" (", ", ");
  }
}
