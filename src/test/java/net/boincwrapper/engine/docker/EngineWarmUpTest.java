package net.boincwrapper.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.http.FakeHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
@SuppressWarnings("try") // The server is there until the end.
class EngineWarmUpTest {
  private static final String INFO = "{\"ServerVersion\":\"9\",\"NCPU\":3}";

  @TempDir Path directory;
  private final AtomicInteger asked = new AtomicInteger();

  private FakeHttpServer engine(CountDownLatch answers) throws IOException {
    return FakeHttpServer.start(
        directory,
        connection -> {
          String request = connection.receiveUntil("\r\n\r\n");
          if (request.startsWith("GET /info")) {
            asked.incrementAndGet();
            await(answers);
            connection.send(
                "HTTP/1.1 200 OK\r\nContent-Length: " + INFO.length() + "\r\n\r\n" + INFO);
          } else {
            connection.send("HTTP/1.1 404 x\r\nContent-Length: 0\r\n\r\n");
          }
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Map<String, String> environment() {
    return Map.of("DOCKER_HOST", "unix://" + directory.resolve("engine.sock"));
  }

  @Test
  void whatWasAskedAheadIsNotAskedAgainAtOnce() throws Exception {
    try (FakeHttpServer server = engine(new CountDownLatch(0))) {
      Engine engine =
          EngineWarmUp.begin(environment(), directory).engine(Optional.of(Engine.Kind.PODMAN));
      while (asked.get() == 0) {
        Thread.onSpinWait();
      }
      assertThat(engine.info().version()).isEqualTo("9");
      assertThat(asked).hasValue(1);
      assertThat(engine.info().cpus()).isEqualTo(3);
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void anEngineThatHangsIsFoundAllTheSame() throws Exception {
    CountDownLatch answers = new CountDownLatch(1);
    try (FakeHttpServer server = engine(answers)) {
      EngineWarmUp start = EngineWarmUp.begin(environment(), directory);
      while (asked.get() == 0) {
        Thread.onSpinWait();
      }
      Engine engine = start.engine(Optional.empty());
      answers.countDown();
      assertThat(engine.info().version()).isEqualTo("9");
    }
  }

  @Test
  void whatFailedAheadIsTriedAgain() throws Exception {
    EngineWarmUp start = EngineWarmUp.begin(Map.of("DOCKER_HOST", "nonsense"), directory);
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> start.engine(Optional.empty()))
        .withMessageContaining("nonsense");
  }
}
