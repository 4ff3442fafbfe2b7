package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole tasks to which random things happen at random moments. */
class TaskLoopRandomTest {
  private static final Duration LAST = Duration.ofSeconds(300);
  private static final int APPS_CODE = 42;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[checkpoint]\nfiles = [\"state\"]\ngrace = 20\n",
        "[checkpoint]\nfiles = [\"state\"]\ngrace = 50\nrequest_file = \"now\"\nexit_code = 85\n"
      })
  void whateverHappensThereIsOneWayOutAndNothingRunsUnwatched(String job) {
    for (long seed = 0; seed < 60; seed++) {
      check(seed, job);
    }
  }

  private static void check(long seed, String job) {
    Stage stage = new Stage().job(job);
    Random random = new Random(seed);
    for (int i = 0; i < 12; i++) {
      Duration when = Duration.ofMillis(random.nextInt((int) LAST.toMillis()));
      int what = random.nextInt(9);
      stage.clock.at(when, () -> happen(stage, what));
    }
    stage.clock.at(LAST, () -> engineUp(stage));
    stage.ask(LAST.plusSeconds(1), ClientRequest.ABORT);
    int status = stage.run();
    String story = "seed " + seed + "\n" + stage.said();
    assertThat(stage.clock.elapsed()).as(story).isLessThan(LAST.plusSeconds(60));
    checkFiles(stage, status, story);
    checkContainers(stage, status, story);
  }

  /** A daemon that comes back is another one. */
  private static void engineUp(Stage stage) {
    stage.engine.engineUp("run-" + stage.clock.elapsed());
  }

  private static void happen(Stage stage, int what) {
    Optional<ContainerInfo> alive =
        stage.engine.containers().stream()
            .filter(c -> c.status() != ContainerStatus.CREATED)
            .filter(c -> c.status() != ContainerStatus.EXITED)
            .findFirst();
    switch (what) {
      case 0 -> stage.link.send(ClientRequest.SUSPEND);
      case 1 -> stage.link.send(ClientRequest.RESUME);
      case 2 -> stage.link.send(ClientRequest.QUIT);
      case 3 -> stage.engine.engineDown();
      case 4 -> engineUp(stage);
      case 5 -> alive.ifPresent(c -> stage.engine.exit(c.id(), APPS_CODE));
      case 6 -> alive.ifPresent(c -> stage.engine.stoppedByOthers(c.id(), 0));
      case 7 -> stage.engine.containers().forEach(c -> stage.engine.vanish(c.id()));
      default -> stage.write("/boinc/slots/0/state", stage.clock.now().toString());
    }
  }

  private static void checkFiles(Stage stage, int status, String story) {
    String finish = stage.read(stage.slot.finish());
    String later = stage.read(stage.slot.temporaryExit());
    assertThat(finish.isEmpty() || later.isEmpty()).as(story).isTrue();
    assertThat(List.of(0, 194, APPS_CODE)).as(story).contains(status);
    assertThat(finish).as(story).isEqualTo(status == APPS_CODE ? APPS_CODE + "\n" : "");
    assertThat(stage.said()).as(story).doesNotContain("docker-wrapper failed");
  }

  /** What is left runs only where the engine could not be told. */
  private static void checkContainers(Stage stage, int status, String story) {
    List<ContainerStatus> left =
        stage.engine.containers().stream().map(ContainerInfo::status).toList();
    boolean engineWasAway = stage.said().contains("the engine is down");
    if (status != 0) {
      assertThat(left).as(story).isEmpty();
    } else if (!engineWasAway) {
      assertThat(left).as(story).doesNotContain(ContainerStatus.RUNNING);
    }
  }
}
