package net.boincwrapper.task.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class StalledThreadsTest {
  private final FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
  private final Path proc = memory.getPath("/proc");

  @ParameterizedTest
  @CsvSource({
    "R, 50000000, true", // waits for the processor
    "D, 50000000, true", // for a disk
    "S, 50000000, false", // sleeps of its own will
    "T, 50000000, false", // was stopped
    "R, 50000001, false", // has run
    "D, 90000000, false",
  })
  void aThreadIsStalledThatWantsToRunAndHasNot(char state, long ranAtLast, boolean stalled)
      throws IOException {
    thread(42, 42, 'S', 50_000_000);
    StalledThreads threads = new StalledThreads(proc, () -> List.of(42L));
    thread(42, 42, state, ranAtLast);
    assertThat(threads.isOne()).isEqualTo(stalled);
  }

  @Test
  void everyThreadOfEveryProcessIsLookedAt() throws IOException {
    thread(42, 42, 'S', 1);
    thread(57, 57, 'S', 2);
    thread(57, 58, 'R', 30_000_000);
    assertThat(new StalledThreads(proc, () -> List.of(42L)).isOne()).isFalse();
    assertThat(new StalledThreads(proc, () -> List.of(42L, 57L)).isOne()).isTrue();
  }

  @Test
  void aThreadThatHasEndedDoesNotStall() throws IOException {
    thread(42, 42, 'R', 1);
    thread(42, 43, 'S', 1);
    StalledThreads threads = new StalledThreads(proc, () -> List.of(42L));
    Files.delete(proc.resolve("42/task/42/stat"));
    Files.delete(proc.resolve("42/task/42/schedstat"));
    assertThat(threads.isOne()).isFalse();
  }

  /** A shell starts mv for its next file, and mv is kept from running. */
  @ParameterizedTest
  @CsvSource({
    "R, 0, true",
    "D, 2000000, true",
    "S, 2000000, false",
    "R, 10000000, false", // a program that computes, in an app that starts one after the other
  })
  void aProcessThatWasStartedSinceStallsUntilItHasRun(char state, long ran, boolean stalled)
      throws IOException {
    thread(42, 42, 'S', 50_000_000);
    List<Long> processes = new ArrayList<>(List.of(42L));
    StalledThreads threads = new StalledThreads(proc, () -> processes);
    processes.add(57L);
    thread(57, 57, state, ran);
    assertThat(threads.isOne()).isEqualTo(stalled);
  }

  @Test
  void noMoreThreadsAreLookedAtThanTheBound() throws IOException {
    for (int tid = 0; tid < StalledThreads.MOST_THREADS; tid++) {
      thread(42, tid, 'S', 1);
    }
    thread(57, 57, 'R', 1);
    assertThat(new StalledThreads(proc, () -> List.of(42L, 57L)).isOne()).isFalse();
    assertThat(new StalledThreads(proc, () -> List.of(57L, 42L)).isOne()).isTrue();
  }

  @Test
  void theNameOfAThreadIsNotTakenForItsState() throws IOException {
    thread(42, 42, 'S', 1);
    Path thread = proc.resolve("42/task/42");
    StalledThreads threads = new StalledThreads(proc, () -> List.of(42L));
    Files.writeString(thread.resolve("stat"), "42 (a) R (\n) S 1 1 1\n");
    assertThat(threads.isOne()).isFalse();
    Files.writeString(thread.resolve("stat"), "42 (a) S (\n) R 1 1 1\n");
    assertThat(threads.isOne()).isTrue();
  }

  @Test
  void aKernelWithoutSchedulerStatisticsTellsOfNone() throws IOException {
    thread(42, 42, 'R', 1);
    Files.delete(proc.resolve("42/task/42/schedstat"));
    assertThat(new StalledThreads(proc, () -> List.of(42L, 99L)).isOne()).isFalse();
  }

  @Test
  void aThreadOfThisVeryProcessCanBeRead() throws IOException {
    Path self = Path.of("/proc");
    long pid = ProcessHandle.current().pid();
    assertThat(Files.readString(self.resolve(pid + "/task/" + pid + "/schedstat")))
        .as("as the kernel writes it")
        .matches("\\d+ \\d+ \\d+\\n");
    StalledThreads threads = new StalledThreads(self, () -> List.of(pid));
    while (threads.isOne()) {
      Thread.onSpinWait(); // others may be waiting for the processor just now
    }
  }

  private void thread(long pid, long tid, char state, long ranNanos) throws IOException {
    Path thread = Files.createDirectories(proc.resolve(pid + "/task/" + tid));
    Files.writeString(thread.resolve("stat"), tid + " (app) " + state + " 1 1 1 0\n");
    Files.writeString(thread.resolve("schedstat"), ranNanos + " 7 1\n");
  }
}
