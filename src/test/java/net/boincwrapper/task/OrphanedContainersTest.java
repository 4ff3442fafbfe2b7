package net.boincwrapper.task;

import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine;
import net.boincwrapper.slot.MemoFile;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.Memo;
import org.junit.jupiter.api.Test;

/** Stories of containers in other slots that no wrapper looks after any more. */
class OrphanedContainersTest {
  private static final String OTHER = "wu_9_0";

  private final Stage stage = new Stage();
  private Duration removedAt = Duration.ZERO;
  private Duration seenAt = Duration.ZERO;

  @Test
  void thePausedContainerOfATaskWhoseSlotIsGoneIsRemovedAfterTheStart() {
    String left = paused(OTHER, "/boinc", "/boinc/slots/5");
    stage.clock.at(seconds(8), () -> assertThat(ids()).doesNotContain(left));
    stage.appEnds(seconds(10), 0, Stage.RESULT);
    assertThat(stage.run()).isZero();
    assertThat(stage.said())
        .containsOnlyOnce("of the result wu_9_0: its slot /boinc/slots/5 is gone");
  }

  @Test
  void theStartDoesNotWaitForIt() {
    paused(OTHER, "/boinc", "/boinc/slots/5");
    stage.clock.at(
        seconds(4),
        () -> assertThat(stage.engine.calls()).contains("start c2").doesNotContain("sight"));
    stage.appEnds(seconds(10), 0, Stage.RESULT);
    stage.run();
  }

  @Test
  void whatBecomesALeftoverMeanwhileIsRemovedAtTheEndOfATask() {
    hold(5, OTHER);
    String left = paused(OTHER, "/boinc", "/boinc/slots/5");
    stage.clock.at(seconds(60), () -> assertThat(ids()).contains(left));
    stage.clock.at(seconds(61), () -> empty(5));
    stage.appEnds(seconds(70), 0, Stage.RESULT);
    assertThat(stage.run()).isZero();
    assertThat(stage.engine.containers()).isEmpty();
    assertThat(stage.said()).contains("its slot /boinc/slots/5 was emptied");
  }

  @Test
  void soItIsAtTheEndOfATaskThatIsAborted() {
    paused(OTHER, "/boinc", "/boinc/slots/5");
    stage.ask(seconds(3), ClientRequest.ABORT);
    assertThat(stage.run()).isEqualTo(194);
    assertThat(stage.engine.containers()).isEmpty();
  }

  @Test
  void oneThatStillRunsIsStoppedBeforeItIsRemoved() {
    String left = paused(OTHER, "/boinc", "/boinc/slots/5");
    unpause(left);
    stage.appEnds(seconds(10), 0, Stage.RESULT);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).containsSubsequence("pause " + left, "remove " + left);
  }

  /** The next task has to see that another app may have written into its slot. */
  @Test
  void oneWhoseSlotIsBeingGivenToAnotherTaskStaysAsEvidence() {
    String left = paused(OTHER, "/boinc", "/boinc/slots/5");
    unpause(left);
    stage.engine.duringNext(FakeEngine.Verb.PAUSE, () -> hold(5, "wu_10_0"));
    stage.appEnds(seconds(10), 0, Stage.RESULT);
    assertThat(stage.run()).isZero();
    assertThat(stage.container().id()).isEqualTo(left);
    assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED);
  }

  @Test
  void soDoesOneWhoseNextTaskHasNotLookedYet() {
    hold(5, "wu_10_0");
    stage.write("/boinc/slots/5/boinc_setup_complete", "");
    setUpAt(5, stage.clock.now().minusSeconds(60));
    keeps(paused(OTHER, "/boinc", "/boinc/slots/5"));
  }

  @Test
  void oneWhoseSlotHasANextTaskThatRunsIsRemoved() throws SlotException {
    hold(5, "wu_10_0");
    MemoFile.write(slot(5), Memo.initial("wu_10_0").withContainer("c77"));
    removes(paused(OTHER, "/boinc", "/boinc/slots/5"));
    assertThat(stage.said()).contains("its slot /boinc/slots/5 belongs to the result wu_10_0");
  }

  /** A program of another project makes no directory of ours, and removes no container. */
  @Test
  void soIsOneWhoseSlotHasGoneToAnotherKindOfTask() {
    hold(5, "another_project_3");
    stage.write("/boinc/slots/5/boinc_setup_complete", "");
    setUpAt(5, stage.clock.now().minusSeconds(180));
    removes(paused(OTHER, "/boinc", "/boinc/slots/5"));
  }

  @Test
  void theContainerOfALivingTaskIsKept() {
    hold(5, OTHER);
    keeps(paused(OTHER, "/boinc", "/boinc/slots/5"));
  }

  /** The client replaces init_data.xml; what an app cannot remove is our own directory. */
  @Test
  void soItIsWhileTheClientWritesItsInitData() {
    stage.write("/boinc/slots/5/.docker_wrapper/links", "");
    keeps(paused(OTHER, "/boinc", "/boinc/slots/5"));
  }

  @Test
  void whatIsNotThisClientsIsKept() {
    keeps(paused(OTHER, "/other", "/other/slots/5"));
  }

  /** Where a disk is not mounted, nobody knows. */
  @Test
  void soIsWhatLiesElsewhereThanOurOwnSlot() {
    keeps(paused(OTHER, "/boinc", "/mnt/slots/5"));
  }

  @Test
  void soIsOneWhoseSlotIsAnEmptyDirectoryOfBeforeItsTime() {
    stage.write("/boinc/slots/5/x", "");
    empty(5);
    touch(5, Instant.parse("2020-01-01T00:00:00Z"));
    keeps(paused(OTHER, "/boinc", "/boinc/slots/5"));
  }

  @Test
  void soIsOneWhoseSlotIsALinkThatLeadsNowhere() throws IOException {
    Files.createSymbolicLink(
        slot(5).directory(), slot(5).directory().getFileSystem().getPath("/mnt/disk/5"));
    keeps(paused(OTHER, "/boinc", "/boinc/slots/5"));
  }

  @Test
  void anEngineThatFailsThereIsNoTroubleOfTheTask() {
    paused(OTHER, "/boinc", "/boinc/slots/5");
    for (int i = 0; i < 2; i++) {
      stage.engine.failNext(FakeEngine.Verb.SIGHT, EngineException.Kind.UNREACHABLE);
    }
    stage.appEnds(seconds(10), 7, Stage.RESULT);
    assertThat(stage.run()).isEqualTo(7);
  }

  @Test
  void whoeverIsToLeaveDoesNotSearch() {
    paused(OTHER, "/boinc", "/boinc/slots/5");
    stage.ask(seconds(3), ClientRequest.QUIT);
    assertThat(stage.run()).isZero();
    assertThat(stage.engine.calls()).doesNotContain("sight");
  }

  /** Its one call is over before the container of the task that ends is removed. */
  @Test
  void theEndTakesNoLongerForIt() {
    stage.appEnds(seconds(3), 0);
    stage.engine.duringNext(FakeEngine.Verb.REMOVE, () -> removedAt = stage.clock.elapsed());
    stage.engine.duringNext(FakeEngine.Verb.SIGHT, () -> seenAt = stage.clock.elapsed());
    assertThat(stage.run()).isZero();
    assertThat(seenAt).isGreaterThan(seconds(3)).isLessThan(removedAt);
  }

  private void keeps(String id) {
    stage.appEnds(seconds(10), 0, Stage.RESULT);
    assertThat(stage.run()).isZero();
    assertThat(stage.engine.calls()).contains("sight");
    assertThat(stage.container().id()).isEqualTo(id);
    assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED);
  }

  private void removes(String id) {
    stage.clock.at(seconds(8), () -> assertThat(ids()).doesNotContain(id));
    stage.appEnds(seconds(10), 0, Stage.RESULT);
    assertThat(stage.run()).isZero();
  }

  private String paused(String result, String boinc, String slot) {
    try {
      String id =
          stage.engine.create(
              Stage.planNamed(
                  "left",
                  Map.of(
                      ContainerPlan.LABEL_RESULT, result,
                      ContainerPlan.LABEL_BOINC_DIRECTORY, boinc,
                      ContainerPlan.LABEL_SLOT, slot)));
      stage.engine.start(id);
      stage.engine.pause(id);
      return id;
    } catch (EngineException e) {
      throw new AssertionError(e);
    }
  }

  private void unpause(String id) {
    try {
      stage.engine.unpause(id);
    } catch (EngineException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> ids() {
    return stage.engine.containers().stream().map(ContainerInfo::id).toList();
  }

  private SlotLayout slot(int number) {
    return new SlotLayout(stage.slot.directory().resolveSibling(String.valueOf(number)));
  }

  private void hold(int number, String result) {
    stage.write(
        slot(number).initData().toString(),
        "<app_init_data><result_name>" + result + "</result_name></app_init_data>");
  }

  private void empty(int number) {
    try (var entries = Files.list(slot(number).directory())) {
      for (Path entry : entries.toList()) {
        Files.delete(entry);
      }
      touch(number, stage.clock.now());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void setUpAt(int number, Instant when) {
    set(slot(number).setupComplete(), when);
  }

  private void touch(int number, Instant when) {
    set(slot(number).directory(), when);
  }

  private static void set(Path path, Instant when) {
    try {
      Files.setLastModifiedTime(path, FileTime.from(when));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
