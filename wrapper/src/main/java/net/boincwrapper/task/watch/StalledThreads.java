package net.boincwrapper.task.watch;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.procfs.ProcFile;
import net.boincwrapper.procfs.StatLine;

/**
 * Tells an app that has nothing to do from one that is kept from working: on a volunteer's computer
 * that is in use, an app of the lowest priority can stand still between two renames for so long
 * that its files look at rest. See proc(5), {@code stat}, and the kernel's sched-stats.rst, {@code
 * schedstat}. On a kernel without the latter, no thread counts as stalled.
 */
final class StalledThreads {
  static final int MOST_THREADS = 1_000;

  /**
   * Less than a program like mv needs to start on a slow host: one that has run no longer has most
   * likely not yet done what it was started for.
   */
  private static final long YOUNG_NANOS = 10_000_000;

  private static final Pattern RAN_NANOS = Pattern.compile("(\\d{1,18}) .*\\s*");

  private final Path proc;
  private final Supplier<List<Long>> processes;
  private final Map<Path, Long> ranAtFirst = new HashMap<>();

  /**
   * Notes how long each thread has run so far.
   *
   * @param proc where procfs is mounted
   * @param processes the processes of which to look at the threads, whenever it is asked
   */
  StalledThreads(Path proc, Supplier<List<Long>> processes) {
    this.proc = proc;
    this.processes = processes;
    isThread(
        thread -> {
          ranNanos(thread).ifPresent(nanos -> ranAtFirst.put(thread, nanos));
          return false;
        });
  }

  /**
   * Whether a thread waits for the processor or for a disk that has not run since, or that has only
   * just begun to run at all: a process that was started since is about to do something.
   */
  boolean isOne() {
    return isThread(thread -> waitsForCpuOrDisk(thread) && hasHardlyRun(thread));
  }

  /** Whether one of the first {@link #MOST_THREADS} threads is such a one. */
  private boolean isThread(Predicate<Path> kind) {
    int looked = 0;
    for (long process : processes.get()) {
      try (DirectoryStream<Path> threads =
          Files.newDirectoryStream(proc.resolve(process + "/task"))) {
        for (Path thread : threads) {
          if (looked++ >= MOST_THREADS) {
            return false;
          }
          if (kind.test(thread)) {
            return true;
          }
        }
      } catch (IOException | DirectoryIteratorException e) {
        // It has ended.
      }
    }
    return false;
  }

  private boolean hasHardlyRun(Path thread) {
    OptionalLong now = ranNanos(thread);
    return now.isPresent()
        && (now.getAsLong() < YOUNG_NANOS
            || ranAtFirst.getOrDefault(thread, -1L) == now.getAsLong());
  }

  private static OptionalLong ranNanos(Path thread) {
    try {
      Matcher numbers = RAN_NANOS.matcher(ProcFile.read(thread.resolve("schedstat")));
      return numbers.matches()
          ? OptionalLong.of(Long.parseLong(numbers.group(1)))
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static boolean waitsForCpuOrDisk(Path thread) {
    try {
      StatLine stat = StatLine.read(thread);
      return stat.isIn('R') || stat.isIn('D');
    } catch (IOException e) {
      return false;
    }
  }
}
