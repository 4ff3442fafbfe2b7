package net.boincwrapper.cli.measure;

import static net.boincwrapper.cli.display.Quantities.bytes;
import static net.boincwrapper.cli.display.Quantities.duration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a client aborts a task for, in its order ({@code
 * client/app_control.cpp:ACTIVE_TASK_SET::check_rsc_limits_exceeded}). It does not compare the
 * memory with {@code rsc_memory_bound}: that code is switched off.
 *
 * @param hostBytes memory of the host
 */
public record ClientLimits(RunBounds bounds, long hostBytes) {
  static final int DISK_LIMIT_EXCEEDED = 196;
  static final int TIME_LIMIT_EXCEEDED = 197;
  static final int MEMORY_LIMIT_EXCEEDED = 198;
  static final int FILE_TOO_BIG = -131;

  /** {@code lib/prefs.cpp:GLOBAL_PREFS::defaults}: the larger of the two shares. */
  private static final double SHARE = 0.9;

  /** While a task runs. */
  Optional<Excess> exceeded(Duration elapsed, long memoryBytes, long diskBytes) {
    return time(elapsed).or(() -> memory(memoryBytes)).or(() -> disk(diskBytes));
  }

  private Optional<Excess> time(Duration elapsed) {
    return elapsed.compareTo(bounds.time()) <= 0
        ? Optional.empty()
        : excess(
            TIME_LIMIT_EXCEEDED,
            "the client aborted it, because it ran longer than "
                + duration(bounds.time())
                + " (EXIT_TIME_LIMIT_EXCEEDED); "
                + bounds.whyThisTime()
                + ": raise rsc_fpops_bound in "
                + bounds.file()
                + ", or give the task less to do");
  }

  private Optional<Excess> memory(long used) {
    long share = (long) (hostBytes * SHARE);
    return used <= share || hostBytes <= 0
        ? Optional.empty()
        : excess(
            MEMORY_LIMIT_EXCEEDED,
            "the client aborted it, because it used "
                + bytes(used)
                + " of memory, more than the share of this host that BOINC may use, "
                + bytes(share)
                + " (EXIT_MEM_LIMIT_EXCEEDED): let it use less, and set rsc_memory_bound in "
                + bounds.file()
                + " so that only hosts with enough memory get the task");
  }

  /** Also at a task's end, when a client that looks every five minutes may have seen nothing. */
  Optional<Excess> disk(long used) {
    return used <= bounds.diskBytes()
        ? Optional.empty()
        : excess(
            DISK_LIMIT_EXCEEDED,
            "the client aborted it, because slot and outputs took "
                + bytes(used)
                + ", more than rsc_disk_bound, "
                + bytes(bounds.diskBytes())
                + " (EXIT_DISK_LIMIT_EXCEEDED): raise the bound in "
                + bounds.file()
                + ", or write less; a volunteer's client looks at most every five minutes, this one"
                + " each second");
  }

  /** The outputs of a task that has succeeded ({@code client/cs_apps.cpp:app_finished}). */
  public Optional<Excess> outputs(List<OutputSize> outputs) {
    List<OutputSize> tooLong = outputs.stream().filter(OutputSize::isTooLong).toList();
    return tooLong.isEmpty()
        ? Optional.empty()
        : excess(
            FILE_TOO_BIG,
            "the client deleted "
                + tooLong.stream().map(ClientLimits::length).collect(Collectors.joining(", "))
                + " (ERR_FILE_TOO_BIG), and the result counts as failed: raise max_nbytes in "
                + bounds.outputFile()
                + ", or write less");
  }

  /** Exactly: the difference may be a byte. */
  private static String length(OutputSize output) {
    return output.name()
        + ", because its "
        + output.bytes()
        + " bytes are more than its max_nbytes, "
        + output.maxBytes().orElseThrow();
  }

  private static Optional<Excess> excess(int code, String reason) {
    return Optional.of(new Excess(code, reason));
  }
}
