package net.boincwrapper.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.http.FakeHttpServer;
import net.boincwrapper.procfs.FakeProcesses;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Podman says that a container runs, and somebody has killed it together with its monitor. */
@Timeout(60)
class PodmanLossTest {
  private static final String ID = "85bec39c35855a93";
  private static final String STATE =
      "{\"Id\":\"%s\",\"State\":{\"Status\":\"running\",\"Pid\":4711,\"ConmonPid\":4700}}"
          .formatted(ID);
  private static final String LIBPOD = "GET /v4.0.0/libpod/containers/" + ID;

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final FakeProcesses processes = new FakeProcesses();

  @TempDir Path directory;
  private FakeHttpServer server;
  private Engine engine;

  @BeforeEach
  void start() throws IOException {
    server =
        FakeHttpServer.start(
            directory,
            connection -> {
              String[] request = connection.receiveUntil("\r\n\r\n").split(" ", 3);
              String asked = request[0] + " " + request[1].split("\\?", 2)[0];
              connection.send(answers.getOrDefault(asked, answer(404, "")));
            });
    engine =
        DockerEngine.open(
            server.socket(), Duration.ofSeconds(20), new FakeHostClock(), processes.proc());
    on("GET /containers/" + ID + "/json", 200, STATE);
    on(LIBPOD + "/json", 200, STATE);
    on(LIBPOD + "/top", 200, "");
  }

  @AfterEach
  void stop() throws IOException {
    engine.close();
    server.close();
  }

  private void on(String request, int status, String body) {
    answers.put(request, answer(status, body));
  }

  private static String answer(int status, String body) {
    return "HTTP/1.1 %d x\r\nLibpod-API-Version: 4.3.1\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.length(), body);
  }

  private ContainerInfo container() throws EngineException {
    return engine.inspect(ID).orElseThrow();
  }

  private void assertRuns() throws EngineException {
    assertThat(container().status()).isEqualTo(ContainerStatus.RUNNING);
  }

  private void assertIsLost() throws EngineException {
    assertThat(container().status()).isEqualTo(ContainerStatus.EXITED);
    assertThat(container().isEndKnown()).isFalse();
  }

  @Test
  void oneWhoseProcessesAreAllGoneHasEndedAndNobodyKnowsHow() throws EngineException {
    assertIsLost();
    on(LIBPOD + "/top", 500, "{\"message\":\"no such process\"}"); // as 5.4.2 says it
    assertIsLost();
  }

  @Test
  void oneWhoseProcessIsThereRuns() throws EngineException {
    processes.container(4711, ID, "pid:[4026532402]", "0::/libpod-" + ID + "\n");
    assertRuns();
    processes.file(4711, "cgroup", "0::/user.slice\n"); // without a group of its own
    assertRuns();
  }

  @Test
  void oneThatNobodyHasReapedYetIsGone() throws EngineException {
    processes.container(4711, ID, "pid:[4026532402]", "0::/libpod-" + ID + "\n");
    processes.state(4711, 'Z');
    assertIsLost();
  }

  @Test
  void anotherProcessMayHaveItsNumber() throws EngineException {
    processes.start(4711, 1, FakeProcesses.OF_HOST);
    processes.file(4711, "cgroup", "0::/user.slice\n");
    assertIsLost();
  }

  /** As with {@code hidepid}, or a Podman in a virtual machine. */
  @Test
  void oneThatIsHiddenFromUsRuns() throws EngineException {
    on(LIBPOD + "/top", 200, "{\"Processes\":[[\"root\",\"1\"]]}");
    assertRuns();
  }

  @Test
  void anEndThatTheMonitorIsAboutToNoteIsWaitedFor() throws EngineException {
    processes.start(4700, 1, FakeProcesses.OF_HOST);
    processes.file(4700, "stat", "4700 (conmon) S 1 0");
    assertRuns();
    processes.file(4700, "stat", "4700 (sleep) S 1 0");
    assertIsLost();
  }

  @Test
  void anEndThatHasJustBeenNotedIsNoLoss() throws EngineException {
    on(LIBPOD + "/json", 200, STATE.replace("running", "exited"));
    assertRuns();
  }
}
