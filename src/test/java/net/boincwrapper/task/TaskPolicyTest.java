package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.boincwrapper.policy.PolicyReader;
import org.junit.jupiter.api.Test;

class TaskPolicyTest {
  private final Stage stage = new Stage();

  @Test
  void aMistakeInThePolicyPostponesTheTaskAndIsToldWithItsLine() {
    policy("network = \"none\"\nbulids = false\n");

    assertThat(stage.run()).isEqualTo(0);

    assertThat(stage.read(stage.slot.temporaryExit()))
        .contains("host.toml:2: unknown key \"bulids\"; did you mean \"builds\"?");
    assertThat(stage.said()).contains("host.toml:2: unknown key");
    assertThat(stage.said()).doesNotContain("creating container");
  }

  @Test
  void whatThePolicyRefusesEndsTheTaskAtOnceWithTheLinesThatWouldAllowIt() {
    stage.job("[limits]\nnetwork = true\n");
    policy("network = \"none\"\n");

    assertThat(stage.run()).isEqualTo(206);

    assertThat(stage.said())
        .contains("the job asks for the network, which it may not have")
        .contains("network = \"project\"");
    assertThat(stage.said()).doesNotContain("creating container");
  }

  private void policy(String toml) {
    stage.policy = () -> PolicyReader.read("host.toml", toml.getBytes(StandardCharsets.UTF_8));
  }
}
