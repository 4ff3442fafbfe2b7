package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine;
import net.boincwrapper.plan.SamplePlans;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisturbanceTest {
  @TempDir private Path directory;
  private ScratchTree tree;
  private DeclaredFiles files;
  private final List<String> told = new ArrayList<>();
  private final FakeHostClock clock = new FakeHostClock();
  private final FakeEngine engine = new FakeEngine();

  @BeforeEach
  void makeJob() throws IOException {
    Files.writeString(
        directory.resolve("job.toml"),
        """
        image_name = "debian"
        [checkpoint]
        files = ["state.*", "parts/*.npz"]
        request_file = "please"
        """);
    Files.writeString(directory.resolve("ising.py"), "print()\n");
    JobFolder folder = JobFolder.read(directory, "job.toml", "Dockerfile");
    tree = ScratchTree.of(folder).child("rehearsal/kill");
    tree.setUp();
    files = DeclaredFiles.of(folder.job().job().orElseThrow());
  }

  @Test
  void ofTheSealedCheckpointsTheNewestIsSpoilt() throws IOException {
    for (String generation : List.of("0", "2", "9", "10", "11.new")) {
      write(SlotLayout.OWN_DIRECTORY + "/checkpoints/" + generation + "/manifest");
      write(SlotLayout.OWN_DIRECTORY + "/checkpoints/" + generation + "/0");
    }

    disturbance(Optional.empty()).spoilNewestGeneration();

    assertThat(tree.slot().checkpoints())
        .isDirectoryRecursivelyContaining(
            file -> file.endsWith("10/0") && file.toFile().length() > 0);
    for (String other : List.of("0/0", "2/0", "9/0", "10/manifest", "11.new/0")) {
      assertThat(tree.slot().checkpoints().resolve(other)).isEmptyFile();
    }
    assertThat(told).isEmpty();
  }

  @Test
  void whatCannotBeDamagedIsTold() {
    disturbance(Optional.empty()).spoilNewestGeneration();

    assertThat(told).containsExactly("there is no sealed checkpoint to damage");
  }

  @Test
  void theEngineTakesTheContainerAlongWhenItGoes() throws Exception {
    String id = containerThatOutlivesItsKill();
    clock.after(Duration.ofSeconds(2), () -> engine.exit(id, 137));

    disturbance(Optional.empty()).takeEngineAway();

    assertThat(told).isEmpty();
  }

  @Test
  void anEngineThatGoesAfterTheEndOfTheRunIsTooLate() throws Exception {
    disturbance(Optional.empty()).takeEngineAway();

    assertThat(told).containsExactly("the run was over before it");
  }

  @Test
  void anEngineThatWasNotRestartedIsTold() throws Exception {
    Files.createDirectories(tree.root());
    Disturbance disturbance = disturbance(Optional.of("exit 3"));
    Process command = disturbance.restartEngine().orElseThrow();
    command.waitFor();

    disturbance.restarted(command, false);

    assertThat(told)
        .hasSize(1)
        .first()
        .asString()
        .startsWith("the command that restarts the engine ended with 3: see ");
  }

  @Test
  void anEngineThatWasRestartedAfterTheTaskWasDoneIsTold() throws Exception {
    Files.createDirectories(tree.root());
    Disturbance disturbance = disturbance(Optional.of("true"));
    Process command = disturbance.restartEngine().orElseThrow();
    command.waitFor();

    disturbance.restarted(command, false);
    assertThat(told).isEmpty();
    disturbance.restarted(command, true);
    assertThat(told).containsExactly("the run was over before the engine was restarted");
  }

  @Test
  void aTornFileHasLostItsEndAndItsBeginning() throws IOException {
    Path file = Files.writeString(write("state.json"), "0123456789".repeat(10));

    Damage.tear(file);

    assertThat(Files.size(file)).isEqualTo(50);
    assertThat(Files.readAllBytes(file)).startsWith(0xa5, 0xa5).endsWith('8', '9');
  }

  @Test
  void anEmptyFileGetsGarbage() throws IOException {
    Path file = write("state.json");

    Damage.tear(file);

    assertThat(Files.size(file)).isPositive();
  }

  @Test
  void aKilledContainerIsAwaited() throws Exception {
    String id = containerThatOutlivesItsKill();
    Duration begin = clock.passed();
    clock.after(Duration.ofSeconds(2), () -> engine.exit(id, 137));

    disturbance(Optional.empty()).killContainers();

    assertThat(clock.passed().minus(begin)).isEqualTo(Duration.ofSeconds(2));
    assertThat(told).isEmpty();
  }

  @Test
  void aContainerThatOutlivesItsKillIsTold() throws Exception {
    containerThatOutlivesItsKill();
    Duration begin = clock.passed();

    disturbance(Optional.empty()).killContainers();

    assertThat(clock.passed().minus(begin)).isEqualTo(Duration.ofSeconds(10));
    assertThat(told).containsExactly("the container is still alive 10 s after it was killed");
  }

  private String containerThatOutlivesItsKill() throws EngineException {
    engine.addImage(SamplePlans.IMAGE);
    Map<String, String> ours = Map.of(ContainerPlan.LABEL_SLOT, tree.slot().directory().toString());
    String id = engine.create(SamplePlans.script("task", "true").with(Map.of(), ours));
    engine.start(id);
    engine.duringNext(FakeEngine.Verb.LIST, () -> {});
    engine.duringNext(FakeEngine.Verb.LIST, () -> start(id));
    return id;
  }

  private void start(String id) {
    try {
      engine.start(id);
    } catch (EngineException e) {
      throw new AssertionError(e);
    }
  }

  private Disturbance disturbance(Optional<String> restartCommand) {
    return new Disturbance(engine, tree, files, restartCommand, Optional.empty(), clock, told::add);
  }

  private Path inSlot(String name) {
    return tree.slot().directory().resolve(name);
  }

  private Path write(String name) throws IOException {
    Path file = inSlot(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }
}
