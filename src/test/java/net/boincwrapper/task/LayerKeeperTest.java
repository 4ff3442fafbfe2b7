package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.policy.PolicyReader;
import org.junit.jupiter.api.Test;

class LayerKeeperTest {
  private final Stage stage = new Stage();

  @Test
  void aTaskThatWritesMoreIntoItsLayerThanTheOwnerAllowsIsEndedWithTheFigures() {
    policy("[limits]\nlayer = \"1g\"\n");
    stage.appEnds(Duration.ofHours(2), 0);
    grows(Duration.ofMinutes(10), 2L << 30);

    assertThat(stage.run()).isEqualTo(196);

    assertThat(stage.said())
        .contains(
            "the container has written 2 GiB outside its mounts, and the host's owner allows 1 GiB"
                + " (host.toml:2)");
  }

  @Test
  void lessIsNoneOfTheOwnersConcern() {
    policy("[limits]\nlayer = \"1g\"\n");
    stage.appEnds(Duration.ofHours(2), 0);
    grows(Duration.ofMinutes(10), 1L << 30);

    assertThat(stage.run()).isEqualTo(0);
  }

  @Test
  void anAppThatFailsWithMoreThanTheOwnerAllowsIsToldWhy() {
    policy("[limits]\nlayer = \"1g\"\n");
    stage.appEnds(Duration.ofSeconds(30), 1);
    grows(Duration.ofMillis(29_999), 2L << 30);

    assertThat(stage.run()).isEqualTo(196);

    assertThat(stage.said()).contains("exit code 1").contains("the host's owner allows 1 GiB");
  }

  @Test
  void anAppThatSucceedsWithMoreHasSucceeded() {
    policy("[limits]\nlayer = \"1g\"\n");
    stage.appEnds(Duration.ofSeconds(30), 0);
    grows(Duration.ofMillis(29_999), 2L << 30);

    assertThat(stage.run()).isEqualTo(0);
  }

  @Test
  void withoutACeilingTheEngineIsNotAsked() {
    stage.appEnds(Duration.ofHours(2), 0);
    grows(Duration.ofMinutes(10), 9L << 30);

    assertThat(stage.run()).isEqualTo(0);
    assertThat(stage.engine.calls()).noneMatch(call -> call.startsWith("layer"));
  }

  private void grows(Duration in, long bytes) {
    stage.clock.in(
        in,
        () -> {
          try {
            stage.engine.layerGrows("c1", bytes);
          } catch (EngineException e) {
            throw new AssertionError(e);
          }
        });
  }

  private void policy(String toml) {
    stage.policy = () -> PolicyReader.read("host.toml", toml.getBytes(StandardCharsets.UTF_8));
  }
}
