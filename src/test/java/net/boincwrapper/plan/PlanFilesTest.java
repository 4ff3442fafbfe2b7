package net.boincwrapper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.slot.SlotPreparation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanFilesTest {
  private final TaskFixture task = new TaskFixture();
  private final Path result = task.project.resolve("wu_0_0_r1");

  @BeforeEach
  void prepare() throws Exception {
    task.link("out", "wu_0_0_r1");
    SlotPreparation.prepare(task.slot);
    PlanFiles.create(task.input());
  }

  @Test
  void everySourceOfThePlanIsThere() {
    assertThat(task.plan().mounts())
        .filteredOn(ContainerPlan.Bind.class::isInstance)
        .allSatisfy(
            mount ->
                assertThat(task.files.getPath(((ContainerPlan.Bind) mount).source())).exists());
  }

  /** The engine would make it, as root. */
  @Test
  void aWorkingDirectoryInTheSlotIsMadeBeforeTheEngineDoes() throws Exception {
    task.workingDirectory = Optional.of("/app/made/below");
    PlanFiles.create(task.input());
    PlanFiles.create(task.input());
    assertThat(task.slot.directory().resolve("made/below")).isDirectory();

    task.write("file", "x");
    Files.createSymbolicLink(task.slot.directory().resolve("link"), task.project);
    for (String other :
        new String[] {"/app/file/a", "/app/link/a", "/app/.docker_wrapper/a", "/b"}) {
      task.workingDirectory = Optional.of(other);
      PlanFiles.create(task.input());
    }
    assertThat(task.project.resolve("a")).doesNotExist();
    assertThat(task.slot.ownDirectory().resolve("a")).doesNotExist();
  }

  /** Else the client's user could not delete what lies in a directory of root's. */
  @Test
  void soIsAVolumeOfTheImage() throws Exception {
    task.write("file", "x");
    Files.createSymbolicLink(task.slot.directory().resolve("link"), task.project);
    task.imageVolumes =
        List.of(
            "/app", "/app/a/b", "/app/file/a", "/app/link/a", "/app/.docker_wrapper/a", "/b", "c");

    PlanFiles.create(task.input());

    assertThat(task.slot.directory().resolve("a/b")).isDirectory();
    assertThat(task.project.resolve("a")).doesNotExist();
    assertThat(task.slot.ownDirectory().resolve("a")).doesNotExist();
    assertThat(task.slot.directory().resolve("c")).doesNotExist();
  }

  @Test
  void theAppHasAnEntryAmongTheUsers() {
    assertThat(task.slot.ownDirectory().resolve("passwd"))
        .content()
        .startsWith("boinc:x:1000:1001:BOINC task:/app:/bin/sh\n");
    assertThat(task.slot.ownDirectory().resolve("group")).content().startsWith("boinc:x:1001:\n");
  }

  @Test
  void thePlanStaysTheSameOnceOutputsExist() throws Exception {
    Files.delete(task.slot.directory().resolve("out"));
    Files.delete(result);
    task.link("out", "wu_0_0_r1");
    Files.delete(task.slot.knownLinks());
    String before = PlanHash.of(task.plan());
    PlanFiles.create(task.input());
    assertThat(PlanHash.of(task.plan())).isEqualTo(before);
    Files.writeString(result, "half");
    PlanFiles.create(task.input());
    assertThat(PlanHash.of(task.plan())).isEqualTo(before);
    assertThat(result).hasContent("half");
  }

  @Test
  void aLinkThatTheAppHasPlantedIsNoOutput() throws Exception {
    task.link("planted", "simapp_main_2");
    PlanFiles.create(task.input());
    assertThat(task.project.resolve("simapp_main_2")).doesNotExist();
    assertThat(task.plan().mounts())
        .extracting(ContainerPlan.Mount::target)
        .doesNotContain("/project/simapp_main_2");
  }
}
