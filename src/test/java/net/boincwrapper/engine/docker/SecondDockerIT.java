package net.boincwrapper.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.harness.OwnEngine;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.plan.SamplePlans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two daemons of one host, each with a network of ours. */
@WithEngine
class SecondDockerIT {
  private static final String UNIX = "unix://";

  @RegisterExtension private final EngineFixture it = new EngineFixture();

  @Test
  void theNetworkOfTheFirstKeepsItsInterfaceAndItsAddress() throws Exception {
    it.create(plan(it.name()));
    String before = addresses();

    try (OwnEngine own = OwnEngine.start();
        Engine second = DockerEngine.open(Path.of(own.host().substring(UNIX.length())))) {
      String id = second.create(plan(it.name()));
      CompletableFuture<OptionalInt> end = new CompletableFuture<>();
      second.awaitExit(id, end::complete);
      second.start(id);

      assertThat(end.get(60, TimeUnit.SECONDS)).hasValue(0);
      assertThat(second.bridgeInterface(ContainerPlan.BRIDGE)).isEmpty();
      second.remove(id);
      own.docker("network", "rm", ContainerPlan.BRIDGE);
    }

    assertThat(addresses()).isEqualTo(before);
    assertThat(it.engine().bridgeInterface(ContainerPlan.BRIDGE))
        .contains(ContainerPlan.BRIDGE_INTERFACE);
  }

  private static ContainerPlan plan(String name) {
    return SamplePlans.plan(name, List.of("true"), List.of(), ContainerPlan.BRIDGE);
  }

  private static String addresses() {
    return Shell.succeed("ip", "-4", "address", "show", ContainerPlan.BRIDGE_INTERFACE)
        .replaceAll("(?m)^\\d+: .*\\n", ""); // The link's state changes with its containers.
  }
}
