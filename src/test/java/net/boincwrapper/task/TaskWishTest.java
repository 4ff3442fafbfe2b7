package net.boincwrapper.task;

import static net.boincwrapper.task.FakeTaskClock.seconds;
import static net.boincwrapper.task.Stage.CHECKPOINTS;
import static org.assertj.core.api.Assertions.assertThat;

import net.boincwrapper.client.ClientRequest;
import org.junit.jupiter.api.Test;

/** An app that says by a file that it has come to its end, and goes on all the same. */
class TaskWishTest {
  private static final String FILES = "[exit]\nfinish_file = \"done\"\nlater_file = \"later\"\n";

  private final Stage stage = new Stage();

  @Test
  void oneThatIsOverIsStoppedAndEndsAsItSays() {
    stage.job(FILES);
    stage.clock.at(seconds(3), () -> stage.write("/boinc/slots/0/done", "42\n0\nall shots taken"));
    assertThat(stage.run()).isEqualTo(42);
    assertThat(stage.read(stage.slot.finish())).startsWith("42\nall shots taken\n");
    assertThat(stage.acts()).containsExactly("create task", "start c1", "stop c1 0", "remove c1");
  }

  @Test
  void anEmptyFileMeansSuccess() {
    stage.job(FILES);
    stage.clock.at(seconds(3), () -> stage.write("/boinc/slots/0/done", ""));
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).startsWith("0\n");
  }

  @Test
  void oneThatIsKilledAfterItHasSaidSoIsOverToo() {
    stage.job(FILES);
    stage.clock.at(seconds(3), () -> stage.write("/boinc/slots/0/done", "0\n"));
    stage.appEnds(seconds(3), 137);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).startsWith("0\n");
  }

  @Test
  void theFileOfAnEarlierStartCountsForNothing() {
    stage.job(FILES);
    stage.write("/boinc/slots/0/done", "0\n");
    stage.appEnds(seconds(5), 7);
    assertThat(stage.run()).isEqualTo(7);
  }

  @Test
  void oneThatWantsToGoOnLaterIsSavedAndStopped() {
    stage.job(CHECKPOINTS + FILES);
    stage.clock.at(seconds(3), () -> stage.write("/boinc/slots/0/state.npz", "1"));
    stage.clock.at(
        seconds(6), () -> stage.write("/boinc/slots/0/later", "120\n0\nno licence is free"));
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.temporaryExit()))
        .startsWith("120\n")
        .contains("later: no licence is free");
    assertThat(stage.engine.containers()).isEmpty();
    assertThat(stage.slot.directory().resolve("later")).doesNotExist();

    stage.restart();
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.resumed).containsExactly(false, true);
  }

  @Test
  void aQuitMeanwhileIsAQuit() {
    stage.job(CHECKPOINTS + FILES);
    stage.clock.at(seconds(3), () -> stage.write("/boinc/slots/0/state.npz", "1"));
    stage.clock.at(seconds(6), () -> stage.write("/boinc/slots/0/later", "120\n"));
    stage.ask(seconds(7), ClientRequest.QUIT);
    stage.run();
    assertThat(stage.slot.finish()).doesNotExist();
    assertThat(stage.engine.containers()).isEmpty();
  }
}
