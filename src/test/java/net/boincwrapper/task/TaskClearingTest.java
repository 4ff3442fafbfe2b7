package net.boincwrapper.task;

import static net.boincwrapper.task.Stage.CHECKPOINTS;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.engine.FakeEngine;
import net.boincwrapper.task.turn.FakeTaskClock;
import org.junit.jupiter.api.Test;

/** What takes long in the slot is done while the loop goes on serving the client. */
class TaskClearingTest {
  private static final String LINK = "<soft_link>../../projects/P/result_1</soft_link>\n";

  private final Stage stage = new Stage();
  private final Path output = stage.slot.directory().resolve("/boinc/projects/P/result_1");

  @Test
  void theClientIsHeardWhileOutputsAreCopied() {
    endsWithAnOutputWhoseCopyTakes(seconds(30));
    stage.ask(seconds(15), ClientRequest.SUSPEND);
    stage.clock.at(seconds(16), this::assertNotThereYetButHeard);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(output)).isEqualTo("computed");
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
  }

  private void assertNotThereYetButHeard() {
    assertThat(stage.read(output)).isEmpty();
    assertThat(stage.said()).contains("the client says SUSPEND");
  }

  @Test
  void aQuitDuringALongCopyLeavesTheRestToTheNextStart() {
    endsWithAnOutputWhoseCopyTakes(seconds(600));
    stage.ask(seconds(15), ClientRequest.QUIT);
    assertThat(stage.run()).isZero();
    assertThat(stage.clock.elapsed()).isBetween(seconds(60), seconds(15 + 55));
    assertThat(stage.slot.finish()).doesNotExist();

    stage.clock.callsTake(FakeTaskClock.TICK);
    stage.restart();
    assertThat(stage.run()).isZero();
    assertThat(stage.read(output)).isEqualTo("computed");
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
  }

  /** The client gives the slot away while the first output is on its way. */
  @Test
  void whatAnotherTaskHasAtTheNameOfTheNextOutputStaysThere() {
    stage.write("/boinc/slots/0/sooner.txt", LINK.replace("result_1", "result_0"));
    endsWithAnOutputWhoseCopyTakes(seconds(30));
    stage.clock.at(
        seconds(20),
        () -> {
          stage.give("wu_2_0");
          stage.write("/boinc/slots/0/zz_out.txt", "another's");
        });
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.directory().resolve("zz_out.txt"))).isEqualTo("another's");
    assertThat(stage.slot.finish()).doesNotExist();
  }

  private void endsWithAnOutputWhoseCopyTakes(Duration time) {
    stage.write("/boinc/slots/0/zz_out.txt", LINK);
    stage.clock.at(
        seconds(5),
        () -> {
          stage.write("/boinc/slots/0/zz_out.txt", "computed");
          stage.engine.exit(stage.container().id(), 0);
        });
    stage.engine.duringNext(FakeEngine.Verb.REMOVE, () -> stage.clock.callsTake(time));
  }

  /** The journal is looked at when the work begins, not when it is ordered. */
  @Test
  void theGenerationsOfADamagedJournalAreNotReadByTheLoop() {
    stage.job(CHECKPOINTS);
    stage.checkpoint(seconds(2), "one");
    stage.runAndKill(seconds(8));
    stage.engine.containers().forEach(c -> stage.engine.vanish(c.id()));
    stage.restart();
    stage.write("/boinc/slots/0/.docker_wrapper/restore", "damaged");
    stage.clock.callsTake(seconds(10));
    stage.clock.in(seconds(25), this::removeJournal);
    stage.ask(seconds(45), ClientRequest.QUIT);
    assertThat(stage.run()).isZero();
    assertThat(stage.rules()).hasSize(2).last().asString().doesNotContain("cut short");
  }

  private void removeJournal() {
    try {
      Files.delete(stage.slot.restoreJournal());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
