package net.boincwrapper.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.TaskHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher looks for the client's messages: with a script in Java's place that notes rings. */
class LauncherListensIT {
  private static final String LISTENS =
      """
      trap 'echo rung >&2' USR1
      trap 'echo end 0 >&3; exit 0' TERM
      echo ready >&3
      echo listen >&3
      while :; do sleep 0.02; done
      """;

  @TempDir private Path directory;
  private TaskHarness task;

  @BeforeEach
  void setUp() throws IOException {
    Bundle.underTest();
    task = TaskHarness.in(directory);
  }

  private RunningWrapper launch() throws IOException {
    return task.by(Bundle.withScriptForJava(directory, LISTENS).toString())
        .launch()
        .await("the word that it listens", () -> rings() == 1);
  }

  private long rings() {
    return task.stderr().lines().filter("rung"::equals).count();
  }

  private static void end(RunningWrapper wrapper) throws IOException {
    wrapper.process().destroy();
    assertThat(wrapper.awaitExit()).isZero();
  }

  @Test
  void itRingsUntilAMessageIsTaken() throws IOException {
    RunningWrapper wrapper = launch();
    wrapper.request(ClientRequest.SUSPEND);
    wrapper.await("a ring, and more", () -> rings() >= 4);
    end(wrapper);
  }

  @Test
  void heartbeatsAloneRingNoBell() throws IOException {
    RunningWrapper wrapper = launch();
    Path shared = task.slot().sharedMemory();
    try (RandomAccessFile file = new RandomAccessFile(shared.toFile(), "r")) {
      wrapper.await("a heartbeat", () -> isUnread(file, 4096));
    }
    end(wrapper);
    assertThat(rings()).isOne();
  }

  private static boolean isUnread(RandomAccessFile file, int channel) {
    try {
      file.seek(channel);
      return file.read() != 0;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFileThatIsCutShortIsNews() throws IOException {
    RunningWrapper wrapper = launch();
    Path shared = task.slot().sharedMemory();
    try (RandomAccessFile file = new RandomAccessFile(shared.toFile(), "rw")) {
      file.setLength(100);
      wrapper.await("a ring", () -> rings() >= 2);
      file.setLength(8192);
    }
    end(wrapper);
  }
}
