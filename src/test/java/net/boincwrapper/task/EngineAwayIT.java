package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.TaskHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is not there when a task starts, or is there and says nothing. */
class EngineAwayIT {
  private static final Duration ENGINE_PATIENCE = Duration.ofSeconds(180);
  private static final Duration AT_ONCE = Duration.ofSeconds(6);

  @TempDir Path directory;
  private TaskHarness task;
  private TaskHarness neighbour;

  @BeforeEach
  void makeTasks() throws IOException {
    task = TaskHarness.in(directory).engine("unix://" + directory.resolve("absent.sock"));
    neighbour = task.neighbour(1).engine("unix://" + directory.resolve("mute.sock"));
  }

  @AfterEach
  void removeTasks() {
    task.close();
    neighbour.close();
  }

  /** Side by side, because both take the two minutes for which an engine may be away. */
  @Test
  void anEngineThatIsAbsentAndOneThatHangsPostponeTheTask() throws IOException {
    try (ServerSocketChannel mute = muteEngine()) {
      assertThat(mute.isOpen()).isTrue();
      RunningWrapper withoutEngine = task.launch();
      RunningWrapper withMuteEngine = neighbour.launch();

      assertPostponed(task, withoutEngine);
      assertThat(task.read("boinc_temporary_exit"))
          .contains("there is no engine at " + directory.resolve("absent.sock"), "start it");
      assertPostponed(neighbour, withMuteEngine);
      assertThat(neighbour.read("boinc_temporary_exit"))
          .contains("the engine at " + directory.resolve("mute.sock"), "hangs", "restart it");
    }
  }

  @Test
  void aQuitIsObeyedWhileTheEngineIsAway() throws IOException {
    RunningWrapper wrapper = task.launch();
    wrapper.awaitStatus("a first status", status -> true);

    wrapper.request(ClientRequest.QUIT);

    assertThat(wrapper.awaitExit(AT_ONCE)).as(task.stderr()).isZero();
    assertThat(task.slot().finish()).doesNotExist();
  }

  @Test
  void anAbortIsObeyedWhileTheEngineHangs() throws IOException {
    try (ServerSocketChannel mute = muteEngine()) {
      assertThat(mute.isOpen()).isTrue();
      RunningWrapper wrapper = neighbour.launch();
      wrapper.awaitStatus("a first status", status -> true);

      wrapper.request(ClientRequest.ABORT);

      assertThat(wrapper.awaitExit(AT_ONCE)).as(neighbour.stderr()).isEqualTo(194);
    }
  }

  /** Takes connections, for the kernel does, and never answers. */
  private ServerSocketChannel muteEngine() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return server.bind(UnixDomainSocketAddress.of(directory.resolve("mute.sock")), 16);
  }

  private static void assertPostponed(TaskHarness task, RunningWrapper wrapper) throws IOException {
    assertThat(wrapper.awaitExit(ENGINE_PATIENCE)).as(task.stderr()).isZero();
    assertThat(task.read("boinc_temporary_exit")).startsWith("60\n");
    assertThat(task.slot().finish()).doesNotExist();
  }
}
