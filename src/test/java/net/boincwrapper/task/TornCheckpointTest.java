package net.boincwrapper.task;

import static net.boincwrapper.task.Stage.CHECKPOINTS;
import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.client.ClientRequest;
import org.junit.jupiter.api.Test;

/** Stories of files that look like a checkpoint and are none. */
class TornCheckpointTest {
  private static final String STATE = "/boinc/slots/0/state.npz";
  private static final String COMPLETE = "the checkpoint files are complete";

  private final Stage stage = new Stage().job(CHECKPOINTS);

  @Test
  void anEndThatWasJudgedBeforeAPowerCutDoesNotMakeTheFilesWhole() {
    stage.job(CHECKPOINTS + "[exit]\nretry = [75]\nretry_delay = 120\n");
    stage.checkpoint(seconds(3), "sealed");
    stage.clock.at(
        seconds(8),
        () -> {
          stage.replace(STATE, "half way");
          stage.engine.exit(stage.container().id(), 75);
        });
    stage.clock.at(millis(8050), () -> stage.clock.callsTake(millis(1000)));
    stage.runAndKill(millis(8800));
    assertThat(stage.memo().verdict()).isPresent();
    stage.reboot("boot-2");
    stage.write(STATE, "\0\0\0\0");
    stage.clock.callsTake(millis(100));
    stage.restart();

    assertThat(stage.run()).isZero();

    assertThat(stage.generations()).containsExactly(1, 0);
  }

  @Test
  void whatAFrozenAppHasLeftHalfWrittenDoesNotRest() {
    stage.clock.at(millis(4950), () -> stage.write(STATE, "tor"));
    stage.ask(seconds(5), ClientRequest.SUSPEND);
    stage.clock.at(millis(9900), () -> stage.clock.callsTake(seconds(3)));
    stage.ask(seconds(10), ClientRequest.RESUME);
    stage.clock.at(millis(12_900), () -> assertThat(stage.said()).doesNotContain(COMPLETE));
    stage.clock.at(millis(13_100), () -> stage.clock.callsTake(millis(100)));
    stage.clock.at(millis(13_200), () -> stage.write(STATE, "torn no more"));
    stage.clock.at(seconds(15), () -> assertThat(stage.generations()).containsExactly(1, 0));
    stage.appEnds(seconds(16), 0);

    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).contains("unpause c1");
  }

  @Test
  void norDoesItAtAQuitUntilTheAppGoesOn() {
    stage.job(CHECKPOINTS + "request_file = \"checkpoint_now\"\n");
    stage.clock.at(millis(4950), () -> stage.write(STATE, "tor"));
    stage.ask(seconds(5), ClientRequest.SUSPEND);
    stage.clock.at(millis(9900), () -> stage.clock.callsTake(seconds(3)));
    stage.ask(seconds(10), ClientRequest.QUIT);
    stage.clock.at(millis(12_900), () -> assertThat(stage.said()).doesNotContain(COMPLETE));
    stage.clock.at(millis(13_100), () -> stage.clock.callsTake(millis(100)));
    stage.clock.at(millis(13_200), () -> stage.write(STATE, "torn no more"));

    assertThat(stage.run()).isZero();

    assertThat(stage.said()).contains(COMPLETE);
    assertThat(stage.clock.elapsed()).as("not its whole grace").isLessThan(seconds(20));
    assertThat(stage.generations()).containsExactly(1, 0);
  }

  /** Seen whole, removed before it could be sealed, and written anew by an app that takes long. */
  @Test
  void aFileThatIsBeingWrittenInThePlaceOfAWholeOneIsNotSealed() {
    stage.checkpoint(seconds(3), "sealed");
    stage.checkpoint(seconds(5), "due at eight");
    stage.clock.at(
        millis(8050),
        () -> {
          remove(stage.slot.directory().resolve("state.npz"));
          stage.write(STATE, "tor");
          stage.write("/proc/4711/fdinfo/3", "flags:\t0100001\n");
          link("/proc/4711/fd/3", STATE);
        });
    stage.clock.at(seconds(9), () -> assertThat(stage.generations()).containsExactly(1, 0));
    stage.appEnds(millis(9100), 0);

    assertThat(stage.run()).isZero();
    assertThat(stage.said()).contains("no seal: the checkpoint files have changed again");
  }

  private void link(String link, String target) {
    Path path = stage.slot.directory().getFileSystem().getPath(link);
    try {
      Files.createDirectories(path.getParent());
      Files.createSymbolicLink(path, path.getFileSystem().getPath(target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
