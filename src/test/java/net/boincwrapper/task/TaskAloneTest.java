package net.boincwrapper.task;

import static net.boincwrapper.task.Stage.CHECKPOINTS;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.client.FakeClientLink;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.task.turn.TaskClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stories of tasks without a client, in an author's own directory. */
class TaskAloneTest {
  private final Stage stage = new Stage();

  @BeforeEach
  void withoutAClient() {
    stage.underClient = false;
  }

  private StandaloneEnd run(String signal) {
    TaskLoop loop = stage.loop();
    if (!signal.isEmpty()) {
      stage.clock.in(seconds(10), () -> loop.signalled(signal));
    }
    loop.run(() -> {});
    stage.link = new FakeClientLink(stage.clock::nanos);
    return loop.standaloneEnd(signal);
  }

  private Path link(String name, String target) throws IOException {
    Path link = stage.slot.directory().resolve(name);
    Files.createDirectories(link.getParent());
    return Files.createSymbolicLink(link, link.getFileSystem().getPath(target));
  }

  @Test
  void nothingThatTheAuthorMadeIsSweptAwayOrReset() throws IOException {
    Path out = link("out", "/etc/passwd");
    Path in = link("in", "state.npz");
    Path deep = link("a/b/c", "/etc/passwd");
    stage.write("/boinc/slots/0/boinc_finish_called", "the author's\n");
    stage.write("/boinc/slots/0/boinc_temporary_exit", "the author's, too\n");
    stage.appEnds(seconds(5), 0);

    assertThat(run("")).isEqualTo(new StandaloneEnd.Finished(0, ""));

    for (Path link : new Path[] {out, in, deep}) {
      assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).as(link.toString()).isTrue();
    }
    assertThat(stage.read(stage.slot.finish())).isEqualTo("the author's\n");
    assertThat(stage.read(stage.slot.temporaryExit())).isEqualTo("the author's, too\n");
  }

  @Test
  void aSignalStopsItWithACheckpointAndTheNextRunGoesOn() {
    stage.job(CHECKPOINTS);
    stage.checkpoint(seconds(5), "half");

    assertThat(run("INT")).isEqualTo(new StandaloneEnd.Stopped("INT", false));
    assertThat(stage.acts()).contains("stop c1 20", "remove c1");
    assertThat(stage.read(stage.slot.temporaryExit())).isEmpty();
    assertThat(stage.generations()).contains(1);

    stage.appEnds(seconds(5), 0);
    assertThat(run("")).isEqualTo(new StandaloneEnd.Finished(0, ""));
    assertThat(stage.resumed).containsExactly(false, true);
    assertThat(stage.state()).isEqualTo("half");
  }

  @Test
  void withoutCheckpointFilesItIsLeftPausedAndGoneOnWith() {
    assertThat(run("TERM")).isEqualTo(new StandaloneEnd.Stopped("TERM", true));
    assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED);

    stage.appEnds(seconds(5), 0);
    assertThat(run("")).isEqualTo(new StandaloneEnd.Finished(0, ""));
    assertThat(stage.acts()).contains("unpause c1");
  }

  @Test
  void whoeverSignalsTwiceDoesNotWaitForTheGrace() {
    stage.job(CHECKPOINTS);
    TaskLoop loop = stage.loop();
    stage.clock.in(seconds(9), () -> stage.clock.callsTake(seconds(40)));
    stage.clock.in(seconds(10), () -> loop.signalled("INT"));
    stage.clock.in(seconds(11), () -> stage.clock.callsTake(TaskClock.TICK));
    stage.clock.in(seconds(12), () -> loop.signalledAgain("INT"));
    loop.run(() -> {});

    assertThat(stage.engine.containers()).isEmpty();
    assertThat(loop.standaloneEnd("INT")).isEqualTo(new StandaloneEnd.Stopped("INT", false));
    assertThat(stage.clock.elapsed()).isLessThan(seconds(60));
  }

  @Test
  void aFailedRunCanBeTriedAgain() {
    stage.appEnds(seconds(5), 3);
    assertThat(run("")).isEqualTo(new StandaloneEnd.Finished(3, ""));

    stage.appEnds(seconds(5), 0);
    assertThat(run("")).isEqualTo(new StandaloneEnd.Finished(0, ""));
    assertThat(stage.acts()).filteredOn(it -> it.startsWith("start")).hasSize(2);
  }

  @Test
  void whatAClientWouldTryLaterIsToldInWords() {
    stage.job("[exit]\nretry = [75]\nretry_delay = 120\n");
    stage.appEnds(seconds(5), 75);

    assertThat(run(""))
        .isInstanceOfSatisfying(
            StandaloneEnd.Postponed.class,
            end -> {
              assertThat(end.delay()).isEqualTo(Optional.of(Duration.ofSeconds(120)));
              assertThat(end.reason()).contains("exit code 75");
            });
    assertThat(stage.read(stage.slot.temporaryExit())).isEmpty();

    stage.appEnds(seconds(5), 0);
    assertThat(run("")).as("the author does not wait").isEqualTo(new StandaloneEnd.Finished(0, ""));
  }

  @Test
  void aDirectoryInWhichAnotherRunGoesOnIsNotWaitedFor() {
    stage.slotIsLocked = true;

    assertThat(run("")).isInstanceOf(StandaloneEnd.Postponed.class);
    assertThat(stage.clock.elapsed()).isLessThan(seconds(5));
  }

  @Test
  void aBadJobIsRejectedWithItsProblems() {
    stage.job("workdri = \"/app\"\n");

    assertThat(run(""))
        .isInstanceOfSatisfying(
            StandaloneEnd.Rejected.class, end -> assertThat(end.problems()).contains("workdri"));
  }

  /** As it was under a client once. */
  @Test
  void aFullDiskIsAReasonAndNoMinuteOfSilence() {
    stage.clock.in(seconds(3), stage::fillDisk);
    stage.job(CHECKPOINTS);
    stage.appEnds(seconds(8), 0);

    StandaloneEnd end = run("");

    assertThat(end).isInstanceOf(StandaloneEnd.Postponed.class);
    assertThat(stage.clock.elapsed()).isLessThan(Duration.ofMinutes(2));
  }
}
