package net.boincwrapper.task;

import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine;
import net.boincwrapper.plan.ContainerNames;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stories of names that are taken, and of a data directory that is elsewhere now. */
class ContainerNameTest {
  private static final String SECOND = "boincw__task__[0-9a-f]{8}";

  private final Stage stage = new Stage();

  @BeforeEach
  void slotOfBefore() {
    stage.write("/elsewhere/slots/7/.keep", "");
    stage.write(
        "/boinc/slots/7/init_data.xml",
        "<app_init_data><result_name>WU_1_0</result_name></app_init_data>");
  }

  @Test
  void ofTwoTasksWhoseNamesDifferInCaseOnlyBothRun() throws EngineException {
    String other = stage.engine.create(named("task", "WU_1_0", "/boinc", "/boinc/slots/7"));
    stage.engine.start(other);
    stage.clock.in(seconds(5), () -> assertThat(ours().name()).matches(SECOND));
    stage.clock.in(seconds(10), () -> stage.engine.exit("c2", 0));
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
    assertThat(stage.container().id()).isEqualTo(other);
    assertThat(stage.container().status()).isEqualTo(ContainerStatus.RUNNING);
    assertThat(stage.said()).contains("is taken by another container, of the result WU_1_0");
  }

  @Test
  void aStrangersContainerWithoutLabelsIsLeftAlone() throws EngineException {
    String other = stage.engine.create(Stage.planNamed("task", Map.of()));
    stage.clock.in(seconds(10), () -> stage.engine.exit("c2", 0));
    assertThat(stage.run()).isZero();
    assertThat(stage.container().id()).isEqualTo(other);
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
  }

  @Test
  void aContainerOfTheSecondNameIsAdoptedLikeAnother() throws EngineException {
    stage.engine.create(Stage.planNamed("task", Map.of()));
    stage.ask(seconds(5), ClientRequest.QUIT);
    stage.run();
    assertThat(ours().status()).isEqualTo(ContainerStatus.PAUSED);
    stage.restart();
    stage.clock.in(seconds(5), () -> stage.engine.exit("c2", 0));
    assertThat(stage.run()).isZero();
    assertThat(stage.memo().starts()).isEqualTo(1);
  }

  /** It was created, but the engine's answer never came. */
  @Test
  void aContainerOfOursThatNobodyHasNotedGivesItsNameBack() throws EngineException {
    stage.engine.create(named("task", Stage.RESULT, "/boinc", "/boinc/slots/0"));
    stage.clock.in(seconds(10), () -> stage.engine.exit("c2", 0));
    assertThat(stage.run()).isZero();
    assertThat(stage.said()).doesNotContain("is taken");
    assertThat(stage.engine.containers()).isEmpty();
  }

  @Test
  void whereBothNamesAreTakenTheTaskWaits() throws EngineException {
    ContainerPlan first = named("task", "x", "/other", "/other/slots/0");
    stage.engine.create(first);
    stage.engine.onCreate(plan -> plan);
    stage.engine.create(
        Stage.planNamed(
            ContainerNames.second(named("task", Stage.RESULT, "/boinc", "/boinc/slots/0")),
            Map.of()));
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.temporaryExit())).contains("the name is taken");
    assertThat(stage.engine.containers()).hasSize(2);
  }

  @Test
  void aRefusalThatIsNotAboutTheNameIsSaidAsItIs() {
    stage.engine.failNext(FakeEngine.Verb.CREATE, EngineException.Kind.RETRYABLE);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.temporaryExit())).contains("scripted to fail");
  }

  @Test
  void afterAMoveOfTheDataDirectoryThePausedContainerOfBeforeIsNotInTheWay() {
    pausedContainerOf("/old/slots/0");
    stage.clock.in(seconds(10), () -> stage.engine.exit("c2", 0));
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
    assertThat(stage.engine.containers()).isEmpty();
    assertThat(stage.said()).contains("the data directory has been moved").doesNotContain("gone");
  }

  /** Its old path is a link to where it is now. */
  @Test
  void soItIsWhereALinkStandsInTheOldPlace() throws IOException {
    Path link = stage.slot.directory().getFileSystem().getPath("/old");
    Files.createSymbolicLink(link, link.resolveSibling("boinc"));
    pausedContainerOf("/old/slots/0");
    stage.clock.in(seconds(10), () -> stage.engine.exit("c2", 0));
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
    assertThat(stage.engine.containers()).isEmpty();
  }

  /** The data directory was copied, memo and all: the other client's task may go on. */
  @Test
  void theContainerOfACopiedDataDirectoryIsLeftToTheOriginal() {
    pausedContainerOf("/elsewhere/slots/7");
    stage.clock.in(seconds(10), () -> stage.engine.exit("c2", 0));
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
    assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED);
    assertThat(stage.said()).contains("which is still there").doesNotContain("somebody removed");
  }

  @Test
  void anAbortAfterAMoveLeavesNothingBehind() {
    pausedContainerOf("/old/slots/0");
    stage.link.send(ClientRequest.SUSPEND);
    stage.ask(seconds(5), ClientRequest.ABORT);
    assertThat(stage.run()).isEqualTo(194);
    assertThat(stage.engine.containers()).isEmpty();
  }

  /** A quit leaves our container paused; its labels say that it was made on another path. */
  private void pausedContainerOf(String slot) {
    stage.engine.onCreate(
        plan -> {
          ContainerPlan moved =
              named("task", Stage.RESULT, slot.replaceFirst("/slots.*", ""), slot);
          return moved;
        });
    stage.ask(seconds(5), ClientRequest.QUIT);
    assertThat(stage.run()).isZero();
    stage.engine.onCreate(plan -> plan);
    stage.restart();
  }

  private ContainerInfo ours() {
    return stage.containerOf(Stage.RESULT);
  }

  private static ContainerPlan named(String name, String result, String boinc, String slot) {
    return Stage.planNamed(
        name,
        Map.of(
            ContainerPlan.LABEL_SLOT, slot,
            ContainerPlan.LABEL_RESULT, result,
            ContainerPlan.LABEL_BOINC_DIRECTORY, boinc,
            ContainerPlan.LABEL_PLAN, "plan-1"));
  }
}
