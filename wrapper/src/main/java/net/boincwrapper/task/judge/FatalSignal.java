package net.boincwrapper.task.judge;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The signals that end an app which has done something wrong, each with its usual cause. The exit
 * code of such an app is 128 plus the signal's number; numbers as on x86 and ARM, see signal(7).
 */
final class FatalSignal {
  private static final int FIRST = 128;
  private static final int BUS = 7;

  private static final Map<Integer, String> MEANINGS =
      Map.ofEntries(
          Map.entry(3, "SIGQUIT"),
          Map.entry(
              4,
              "SIGILL: this CPU does not know one of its instructions; build it for older CPUs,"
                  + " without -march=native"),
          Map.entry(5, "SIGTRAP: a breakpoint, or a check that failed"),
          Map.entry(
              6,
              "SIGABRT: it aborted itself, as after a failed assertion or an uncaught exception"),
          Map.entry(8, "SIGFPE: an integer division by zero"),
          Map.entry(10, "SIGUSR1, which it does not catch"),
          Map.entry(
              11,
              "SIGSEGV: it used memory that is not its own, or its stack is full (--ulimit stack in"
                  + " create_args)"),
          Map.entry(12, "SIGUSR2, which it does not catch"),
          Map.entry(13, "SIGPIPE: it wrote to a pipe or socket that nobody reads any more"),
          Map.entry(14, "SIGALRM, which it does not catch"),
          Map.entry(24, "SIGXCPU: its CPU time is used up (--ulimit cpu in create_args)"),
          Map.entry(25, "SIGXFSZ: a file became too large (--ulimit fsize in create_args)"),
          Map.entry(31, "SIGSYS: a system call that the container's profile forbids"));

  private FatalSignal() {}

  /**
   * What ended the app, to follow "the app was ended by"; empty: no such signal.
   *
   * @param exitCode from 0 to 255
   * @param shmBytes size of {@code /dev/shm}; empty: the engine's default, usually 64 MiB
   */
  static Optional<String> of(int exitCode, OptionalLong shmBytes) {
    int signal = exitCode - FIRST;
    return signal == BUS ? Optional.of(bus(shmBytes)) : Optional.ofNullable(MEANINGS.get(signal));
  }

  /** A mapped file's memory is not available when its file system is full. */
  private static String bus(OptionalLong shmBytes) {
    String size = shmBytes.isPresent() ? Bytes.mebibytes(shmBytes.getAsLong()) : "usually 64 MiB";
    return "SIGBUS: memory that it had mapped was not there, as when /dev/shm is full (size: "
        + size
        + "; shm in [limits] makes it larger) or a mapped file was cut short";
  }
}
