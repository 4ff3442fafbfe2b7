package net.boincwrapper.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Inventory;
import net.boincwrapper.engine.Inventory.KeptContainer;
import net.boincwrapper.engine.Inventory.KeptImage;
import net.boincwrapper.harness.EngineUnderTest;
import net.boincwrapper.harness.OnPodman;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.plan.SamplePlans;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What an engine keeps, asked and removed. */
@WithEngine
class DockerInventoryIT {
  @Nested
  @OnPodman
  class OnAPodman extends Questions {}

  @Nested
  class OnTheHosts extends Questions {}

  /** The same for each engine. */
  abstract static class Questions {
    @Test
    void anImageOfOneProgramIsMadeListedAndRemoved() throws Exception {
      try (Engine engine = Engines.connect(EngineUnderTest.environment())) {
        Inventory inventory =
            Engines.inventory(
                Engines.socket(EngineUnderTest.environment()), Duration.ofSeconds(60));
        String pid = Long.toString(ProcessHandle.current().pid());
        Map<String, String> labels = Map.of(Inventory.LABEL_HELLO, pid);
        String image = inventory.importProgram("none", new byte[] {1, 2, 3}, labels);
        assertThat(inventory.images())
            .filteredOn(it -> it.id().equals(image))
            .singleElement()
            .satisfies(it -> assertThat(it.isHello()).isTrue())
            .satisfies(it -> assertThat(it.names()).isEmpty());

        String id =
            engine.create(
                SamplePlans.of(
                    SamplePlans.script("inventory_it__" + pid, "true")
                        .with(Map.of(), Map.of(Inventory.LABEL_HELLO, pid)),
                    image));
        assertThat(inventory.containers(true))
            .filteredOn(it -> it.id().equals(id))
            .singleElement()
            .satisfies(it -> assertThat(it.imageId()).isEqualTo(image))
            .satisfies(it -> assertThat(it.layerBytes()).isPresent())
            .satisfies(it -> assertThat(it.labels()).containsEntry(Inventory.LABEL_HELLO, pid));
        assertThat(inventory.removeImage(image)).as("a container is made of it").isFalse();

        engine.remove(id);
        assertThat(inventory.removeImage(image)).isTrue();
        assertThat(inventory.removeImage(image)).as("already so").isTrue();
        assertThat(inventory.images()).extracting(KeptImage::id).doesNotContain(image);
        assertThat(inventory.containers(false)).extracting(KeptContainer::id).doesNotContain(id);
      }
    }

    @Test
    void itSaysWhereItIsAndWhichRuntimeItHas() throws Exception {
      Inventory inventory =
          Engines.inventory(Engines.socket(EngineUnderTest.environment()), Duration.ofSeconds(60));

      assertThat(inventory.premises().directory())
          .hasValueSatisfying(it -> assertThat(it).startsWith("/"));
      assertThat(inventory.premises().runtimeVersion())
          .hasValueSatisfying(it -> assertThat(it).matches("\\d+\\..*"));
    }
  }
}
