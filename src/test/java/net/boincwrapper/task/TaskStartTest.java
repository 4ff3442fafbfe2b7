package net.boincwrapper.task;

import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.client.FakeClientLink;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine.Ownership;
import net.boincwrapper.engine.EngineAbilities;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine;
import net.boincwrapper.task.turn.FakeTaskClock;
import org.junit.jupiter.api.Test;

/** Stories of the way to a running app: what is found there, and what cannot be had. */
class TaskStartTest {
  private final Stage stage = new Stage();

  @Test
  void aContainerThatRunsIsAdoptedAfterAKillOfTheWrapper() {
    stage.runAndKill(seconds(5));
    stage.appEnds(seconds(5), 7);
    assertThat(stage.run()).isEqualTo(7);
    assertThat(stage.acts()).containsExactly("create task", "start c1", "remove c1");
    assertThat(stage.memo().starts()).isEqualTo(1);
  }

  @Test
  void aHomeOfTheImageThatTheAppCannotWriteIsToldOnce() {
    stage.engine.addImage(Stage.IMAGE, Map.of("HOME", "/opt/conda"));
    stage.engine.owns("/opt/conda", new Ownership(0, 0, 0755));
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.said())
        .containsOnlyOnce("the image sets HOME=/opt/conda, which the task's user cannot write");
  }

  @Test
  void aHomeOfTheImageThatTheAppCanWriteIsNotWorthALine() {
    stage.engine.addImage(Stage.IMAGE, Map.of("HOME", "/opt/conda"));
    stage.engine.owns("/opt/conda", new Ownership(0, 0, 0777));
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.said()).doesNotContain("HOME");
  }

  @Test
  void aContainerThatIsNotWhatThePlanIsNowIsCreatedAnew() {
    stage.runAndKill(seconds(5));
    stage.planLabel = "plan-2";
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts())
        .containsExactly(
            "create task", "start c1", "remove c1", "create task", "start c2", "remove c2");
  }

  @Test
  void theMemoOfAnotherResultIsVoid() {
    stage.runAndKill(seconds(5));
    stage.give("wu_2_0");
    assertThat(stage.run()).isZero();
    stage.restart(); // the client has set the slot up again
    stage.give("wu_2_0");
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.memo().resultName()).isEqualTo("wu_2_0");
    assertThat(stage.acts())
        .containsExactly(
            "create task", "start c1", "remove c1", "create task", "start c2", "remove c2");
  }

  @Test
  void containersOfEarlierTasksOnThisSlotAreRemovedFirst() throws EngineException {
    String other = strangerOf("wu_0_0");
    String foreign = stage.engine.create(Stage.planNamed("foreign", Map.of()));
    stage.clock.at(seconds(5), () -> stage.engine.exit("c3", 0));
    assertThat(stage.run()).isZero();
    assertThat(stage.engine.containers()).extracting(c -> c.id()).containsExactly(foreign);
    assertThat(stage.acts()).containsSubsequence("remove " + other, "create task");
  }

  @Test
  void whatAnotherTasksAppWroteAfterTheClientHadEmptiedTheSlotIsNoFileOfOurs()
      throws EngineException {
    String other = strangerOf("wu_0_0");
    stage.engine.start(other);
    stage.write("/boinc/slots/0/state.npz", "of another task");
    stage.write("/boinc/slots/0/boinc_setup_complete", "");
    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).containsSubsequence("start " + other, "remove " + other);
    assertThat(stage.engine.containers()).isEmpty();
    assertThat(stage.read(stage.slot.temporaryExit())).startsWith("1\n").contains("another task");
    assertThat(stage.slot.directory().resolve("state.npz")).doesNotExist();
    assertThat(stage.slot.setupComplete()).doesNotExist();

    stage.restart();
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).startsWith("0\n");
  }

  /** Another task's checkpoint is never gone on with, whenever the wrapper dies. */
  @Test
  void killedWheneverTheOthersContainerIsRemovedTheNextLifeEmptiesTheSlotAllTheSame()
      throws EngineException {
    boolean killed = true;
    for (int millis = 0; killed; millis += 50) {
      Stage story = new Stage().job(Stage.CHECKPOINTS);
      String other = strangerOf(story, "wu_0_0");
      story.engine.start(other);
      story.write("/boinc/slots/0/state.npz", "of another task");
      killed = story.runUnlessKilled(FakeTaskClock.millis(millis));
      story.restart();
      for (int life = 0; life < 3 && !story.slotIsFreshlySetUp(); life++) {
        assertThat(story.run()).isZero();
        assertThat(story.read(story.slot.finish())).as("killed at %d ms", millis).isEmpty();
        story.restart();
      }
      assertThat(story.state()).as("killed at %d ms", millis).isEmpty();
      assertThat(story.engine.containers()).isEmpty();
      story.clock.in(seconds(5), () -> story.engine.exit(story.container().id(), 0));
      assertThat(story.run()).isZero();
      assertThat(story.read(story.slot.finish())).startsWith("0\n");
    }
  }

  @Test
  void aWrapperThatDiesOnceTheOthersContainerIsGoneHasLeftWordOfIt() throws EngineException {
    stage.job(Stage.CHECKPOINTS);
    stage.engine.start(strangerOf("wu_0_0"));
    stage.write("/boinc/slots/0/state.npz", "of another task");
    stage.engine.duringNext(
        FakeEngine.Verb.REMOVE, () -> stage.clock.in(Duration.ZERO, TaskStartTest::die));
    assertThatThrownBy(stage::run).isInstanceOf(Stage.Killed.class);
    assertThat(stage.engine.containers()).isEmpty();
    assertThat(stage.state()).isEqualTo("of another task");

    stage.restart();
    assertThat(stage.run()).isZero();
    assertThat(stage.state()).isEmpty();
    assertThat(stage.read(stage.slot.temporaryExit())).startsWith("1\n").contains("another task");
    assertThat(stage.acts()).noneMatch(act -> act.startsWith("create task"));
  }

  private static void die() {
    throw new Stage.Killed();
  }

  @Test
  void aListOfLinksThatIsDamagedForGoodHasTheSlotSetUpAgain() {
    stage.job(Stage.CHECKPOINTS);
    stage.runAndKill(seconds(5));
    stage.restart();
    stage.write("/boinc/slots/0/.docker_wrapper/links", "damaged");
    stage.write("/boinc/slots/0/boinc_setup_complete", "");
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.temporaryExit())).startsWith("1\n").contains("links");
    assertThat(stage.engine.containers()).isEmpty();
    assertThat(stage.slot.setupComplete()).doesNotExist();

    stage.restart();
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).startsWith("0\n");
  }

  /** Nobody would set it up again. */
  @Test
  void withoutAClientNothingIsRemovedForAListThatIsDamaged() {
    stage.job(Stage.CHECKPOINTS);
    stage.underClient = false;
    stage.runAndKill(seconds(5));
    stage.link = new FakeClientLink(stage.clock::nanos);
    stage.write("/boinc/slots/0/.docker_wrapper/links", "damaged");
    stage.write("/boinc/slots/0/author.txt", "mine");
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.directory().resolve("author.txt"))).isEqualTo("mine");
    assertThat(stage.said()).contains("begin in a new directory");
  }

  @Test
  void aTaskWhoseMemoIsLostKeepsItsFiles() throws EngineException {
    String ours = strangerOf(Stage.RESULT);
    stage.engine.start(ours);
    stage.write("/boinc/slots/0/state.npz", "ours");
    stage.clock.at(seconds(5), () -> stage.engine.exit("c2", 0));
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.directory().resolve("state.npz"))).isEqualTo("ours");
    assertThat(stage.acts()).containsSubsequence("remove " + ours, "create task");
  }

  private String strangerOf(String result) throws EngineException {
    return strangerOf(stage, result);
  }

  private static String strangerOf(Stage stage, String result) throws EngineException {
    return stage.engine.create(
        Stage.planNamed(
            "other",
            Map.of(
                ContainerPlan.LABEL_SLOT,
                stage.slot.directory().toString(),
                ContainerPlan.LABEL_RESULT,
                result)));
  }

  @Test
  void noEngineIsAPostponementWhoseDelayGrows() {
    stage.engineIsMissing = Optional.of(EngineException.Kind.UNREACHABLE);
    for (int delay : new int[] {60, 300, 1800, 3600, 21600, 86400, 86400}) {
      assertThat(stage.run()).isZero();
      assertThat(stage.read(stage.slot.temporaryExit())).startsWith(delay + "\n");
      stage.restart();
    }
  }

  @Test
  void anImageThatIsNotThereFailsTheTaskAndOneThatCannotBeHadNowDoesNot() {
    stage.imageFails = Optional.of(EngineException.Kind.RETRYABLE);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.temporaryExit())).contains("the image cannot be had");
    stage.restart();
    stage.imageFails = Optional.of(EngineException.Kind.FINAL);
    assertThat(stage.run()).isEqualTo(195);
    assertThat(stage.read(stage.slot.finish())).contains("the image cannot be had");
  }

  @Test
  void aBadJobFailsTheTaskWithEveryProblemAndWithoutAnEngine() {
    stage.engineIsMissing = Optional.of(EngineException.Kind.UNREACHABLE);
    stage.job("workdri = \"/app\"\nverbose = \"much\"\n");
    assertThat(stage.run()).isEqualTo(206);
    assertThat(stage.said()).contains("job.toml:1:", "job.toml:2:");
  }

  @Test
  void aProgramThatIsNotThereFailsTheTask() {
    stage.engine.failNext(FakeEngine.Verb.START, EngineException.Kind.NOT_RUNNABLE);
    assertThat(stage.run()).isEqualTo(195);
    assertThat(stage.engine.containers()).isEmpty();
  }

  @Test
  void aStartThatFailsOtherwiseIsPostponedAndCleanedAway() {
    stage.engine.failNext(FakeEngine.Verb.START, EngineException.Kind.RETRYABLE);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.temporaryExit())).startsWith("60\n");
    assertThat(stage.engine.containers()).isEmpty();
  }

  @Test
  void aTaskWaitsForAPortThatAnotherHas() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      stage.job("portmap = [\"" + other.getLocalPort() + ":80\"]\n");
      for (int i = 0; i < 12; i++) {
        stage.engine.failNext(FakeEngine.Verb.START, EngineException.Kind.RETRYABLE);
        assertThat(stage.run()).isZero();
        assertThat(stage.read(stage.slot.temporaryExit()))
            .contains("port " + other.getLocalPort() + " of this host is in use");
        stage.restart();
      }
    }
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).startsWith("0\n");
  }

  @Test
  void onAnEngineThatRemapsUsersATaskIsPostponedAndItsVolunteerToldTheCure() {
    stage.engine.saysItCan(
        new EngineAbilities(
            "1.45", EngineAbilities.Storage.UNKNOWN, Set.of(), true, false, "runc", List.of()));
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.temporaryExit())).contains("remove userns-remap from");
    assertThat(stage.slot.finish()).doesNotExist();
    assertThat(stage.acts()).isEmpty();

    stage.restart();
    stage.engine.saysItCan(EngineAbilities.USUAL);
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).startsWith("0\n");
  }

  @Test
  void aStartThatFailsOfAJobWithAGpuSaysWhatTheHostMayLack() {
    stage.job("use_gpu = true\n");
    stage.gpu("NVIDIA", 0);
    stage.engine.failNext(FakeEngine.Verb.START, EngineException.Kind.RETRYABLE);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.temporaryExit())).contains("NVIDIA's container toolkit");
  }

  @Test
  void aTaskWaitsForTheGpuThatItsJobWants() {
    stage.job("use_gpu = true\n");
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.temporaryExit()))
        .contains("the client has assigned no GPU: give the app version a plan class");
    assertThat(stage.acts()).isEmpty();
  }

  @Test
  void aGpuOfAnotherMakerIsNotTheOneThatIsWanted() {
    stage.job("use_gpu = true\n");
    stage.gpu("intel_gpu", 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.temporaryExit())).contains("is of type intel_gpu");
  }

  @Test
  void anEngineThatCannotGiveTheGpuIsNoFailureOfTheTask() {
    stage.job("use_gpu = true\n");
    stage.gpu("NVIDIA", 0);
    for (int i = 0; i < 12; i++) {
      stage.engine.failNext(FakeEngine.Verb.START, EngineException.Kind.RETRYABLE);
      assertThat(stage.run()).isZero();
      assertThat(stage.read(stage.slot.temporaryExit())).contains("NVIDIA's container toolkit");
      stage.restart();
      stage.gpu("NVIDIA", 0);
    }
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).startsWith("0\n");
  }

  @Test
  void withoutASpecificationOfTheGpuPodmanIsNotAskedForItAndTheVolunteerToldTheCommand() {
    stage.job("use_gpu = true\n");
    stage.gpu("NVIDIA", 1);
    stage.engine.saysItIsPodman();
    stage.engine.saysItCan(EngineAbilities.USUAL.withCdi(List.of("/etc/cdi")));
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.temporaryExit()))
        .contains("nvidia.com/gpu=1 in /etc/cdi")
        .contains("nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml");
    assertThat(stage.acts()).isEmpty();

    stage.restart();
    stage.gpu("NVIDIA", 1);
    stage.write("/etc/cdi/nvidia.yaml", "kind: nvidia.com/gpu\ndevices:\n- name: \"1\"\n");
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).startsWith("0\n");
  }

  @Test
  void anAmdGpuOfAHostWithoutItsDriverIsWaitedFor() {
    stage.job("use_gpu = true\n");
    stage.gpu("ATI", 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.temporaryExit())).contains("there is no /dev/kfd");
    assertThat(stage.acts()).isEmpty();
  }

  @Test
  void aDryRunGoesOnWithoutTheGpu() {
    stage.simulated = true;
    stage.job("use_gpu = true\n");
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.slot.temporaryExit()).doesNotExist();
    assertThat(stage.acts()).contains("start c1");
  }

  @Test
  void tenRefusalsOfTheEngineEndTheTask() {
    for (int i = 1; i <= 10; i++) {
      stage.engine.failNext(FakeEngine.Verb.CREATE, EngineException.Kind.FINAL);
      assertThat(stage.run()).as("refusal %d", i).isZero();
      stage.restart();
    }
    assertThat(stage.run()).isEqualTo(195);
    assertThat(stage.read(stage.slot.finish())).contains("10 starts");
  }
}
