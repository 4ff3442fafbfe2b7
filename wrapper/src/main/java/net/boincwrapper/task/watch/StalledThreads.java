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

  private static final Pattern RAN_NANOS = Pattern.compile("(\\d{1,18}) .*\\s*");

  private final Map<Path, Long> ranAtFirst = new HashMap<>();

  /**
   * Notes how long each thread has run so far.
   *
   * @param proc where procfs is mounted
   * @param processes the processes whose threads to note
   */
  StalledThreads(Path proc, List<Long> processes) {
    for (long process : processes) {
      try (DirectoryStream<Path> threads =
          Files.newDirectoryStream(proc.resolve(process + "/task"))) {
        for (Path thread : threads) {
          if (ranAtFirst.size() >= MOST_THREADS) {
            return;
          }
          ranNanos(thread).ifPresent(nanos -> ranAtFirst.put(thread, nanos));
        }
      } catch (IOException | DirectoryIteratorException e) {
        // It has ended.
      }
    }
  }

  /** Whether a thread has not run since, and waits for the processor or for a disk. */
  boolean isOne() {
    return ranAtFirst.entrySet().stream()
        .anyMatch(
            thread ->
                hasNotRun(thread.getKey(), thread.getValue())
                    && waitsForCpuOrDisk(thread.getKey()));
  }

  private static boolean hasNotRun(Path thread, long nanos) {
    OptionalLong now = ranNanos(thread);
    return now.isPresent() && now.getAsLong() == nanos;
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
