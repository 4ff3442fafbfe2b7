package net.boincwrapper.task.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
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
    "R, 5000000, true", // waits for the processor
    "D, 5000000, true", // for a disk
    "S, 5000000, false", // sleeps of its own will
    "T, 5000000, false", // was stopped
    "R, 5000001, false", // has run
    "D, 9000000, false",
  })
  void aThreadIsStalledThatWantsToRunAndHasNot(char state, long ranAtLast, boolean stalled)
      throws IOException {
    thread(42, 42, 'S', 5_000_000);
    StalledThreads threads = new StalledThreads(proc, List.of(42L));
    thread(42, 42, state, ranAtLast);
    assertThat(threads.isOne()).isEqualTo(stalled);
  }

  @Test
  void everyThreadOfEveryProcessIsLookedAt() throws IOException {
    thread(42, 42, 'S', 1);
    thread(57, 57, 'S', 2);
    thread(57, 58, 'R', 3);
    assertThat(new StalledThreads(proc, List.of(42L)).isOne()).isFalse();
    assertThat(new StalledThreads(proc, List.of(42L, 57L)).isOne()).isTrue();
  }

  @Test
  void aThreadThatHasEndedAndOneThatCameLaterDoNotStall() throws IOException {
    thread(42, 42, 'R', 1);
    thread(42, 43, 'S', 1);
    StalledThreads threads = new StalledThreads(proc, List.of(42L));
    Files.delete(proc.resolve("42/task/42/stat"));
    Files.delete(proc.resolve("42/task/42/schedstat"));
    thread(42, 44, 'R', 1);
    assertThat(threads.isOne()).isFalse();
  }

  @Test
  void theNameOfAThreadIsNotTakenForItsState() throws IOException {
    thread(42, 42, 'S', 1);
    Path thread = proc.resolve("42/task/42");
    StalledThreads threads = new StalledThreads(proc, List.of(42L));
    Files.writeString(thread.resolve("stat"), "42 (a) R (\n) S 1 1 1\n");
    assertThat(threads.isOne()).isFalse();
    Files.writeString(thread.resolve("stat"), "42 (a) S (\n) R 1 1 1\n");
    assertThat(threads.isOne()).isTrue();
  }

  @Test
  void aKernelWithoutSchedulerStatisticsTellsOfNone() throws IOException {
    thread(42, 42, 'R', 1);
    Files.delete(proc.resolve("42/task/42/schedstat"));
    assertThat(new StalledThreads(proc, List.of(42L, 99L)).isOne()).isFalse();
  }

  @Test
  void aThreadOfThisVeryProcessCanBeRead() throws IOException {
    Path self = Path.of("/proc");
    long pid = ProcessHandle.current().pid();
    assertThat(Files.readString(self.resolve(pid + "/task/" + pid + "/schedstat")))
        .as("as the kernel writes it")
        .matches("\\d+ \\d+ \\d+\\n");
    StalledThreads threads = new StalledThreads(self, List.of(pid));
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
