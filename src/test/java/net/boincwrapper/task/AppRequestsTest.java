package net.boincwrapper.task;

import static net.boincwrapper.task.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import net.boincwrapper.client.AppStatus;
import org.junit.jupiter.api.Test;

/** Stories of an app that asks for something while it runs. */
class AppRequestsTest {
  private final Stage stage = new Stage();

  @Test
  void aMessageIsSentUnderTheNameOfItsFile() {
    stage.job("[requests]\ntrickle_up = [\"energy\"]\n");
    appears(seconds(3), "energy", "-1.137");
    stage.clock.at(
        seconds(5),
        () -> {
          assertThat(stage.read(stage.slot.trickleUp()))
              .isEqualTo("<variety>energy</variety>\n-1.137");
          assertThat(file("energy")).doesNotExist();
        });
    stage.appEnds(seconds(6), 0);

    assertThat(stage.run()).isZero();
    assertThat(stage.link.trickleUps()).isEqualTo(1);
  }

  @Test
  void theNextMessageWaitsUntilTheClientHasTakenTheOneBefore() {
    stage.job("[requests]\ntrickle_up = [\"energy\"]\n");
    appears(seconds(3), "energy", "first");
    appears(seconds(4), "energy", "second");
    stage.clock.at(seconds(7), () -> assertThat(file("energy")).exists());
    stage.clock.at(seconds(7), this::clientTakesTheMessage);
    stage.clock.at(
        seconds(8), () -> assertThat(stage.read(stage.slot.trickleUp())).endsWith("\nsecond"));
    stage.appEnds(seconds(9), 0);

    assertThat(stage.run()).isZero();
    assertThat(stage.link.trickleUps()).isEqualTo(2);
  }

  @Test
  void aMessageThatIsStillBeingWrittenIsWaitedFor() {
    stage.job("[requests]\ntrickle_up = [\"energy\"]\n");
    for (int i = 1; i <= 20; i++) {
      String text = "x".repeat(i);
      stage.clock.at(seconds(3).plusMillis(100L * i), () -> write("energy", text));
    }
    stage.appEnds(seconds(8), 0);

    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.trickleUp())).endsWith("\n" + "x".repeat(20));
    assertThat(stage.link.trickleUps()).isEqualTo(1);
  }

  @Test
  void whatBoincsApiWritesIsAnnouncedOnce() {
    appears(seconds(3), "trickle_up.xml", "<variety>v</variety>\ntext");
    stage.appEnds(seconds(30), 0);

    assertThat(stage.run()).isZero();
    assertThat(stage.link.trickleUps()).isEqualTo(1);
  }

  @Test
  void theLastWordOfAnAppIsSentToo() {
    stage.job("[requests]\ntrickle_up = [\"energy\"]\n");
    stage.clock.at(
        seconds(5),
        () -> {
          write("energy", "last");
          stage.engine.exit(stage.container().id(), 0);
        });

    assertThat(stage.run()).isZero();
    assertThat(stage.link.trickleUps()).isEqualTo(1);
    assertThat(stage.read(stage.slot.trickleUp())).endsWith("\nlast");
  }

  @Test
  void aRequestThatTheKernelDidNotTellOfIsFoundWithinTenSeconds() {
    stage.clock.at(seconds(3), () -> write("trickle_up.xml", "<variety>v</variety>\ntext"));
    stage.clock.at(seconds(15), () -> assertThat(stage.link.trickleUps()).isEqualTo(1));
    stage.appEnds(seconds(20), 0);

    assertThat(stage.run()).isZero();
  }

  @Test
  void anOutputIsUploadedOnRequestAlsoWhereAPlainFileStandsInItsPlace() {
    stage.write("/boinc/slots/0/part.npz", link("part_phys"));
    stage.clock.at(seconds(2), () -> stage.replace("/boinc/slots/0/part.npz", "half of it"));
    appears(seconds(3), "boinc_ufr_part.npz", "");
    stage.clock.at(
        seconds(5),
        () -> {
          assertThat(stage.link.uploadFiles()).isEqualTo(1);
          assertThat(stage.read(project("part_phys"))).isEqualTo("half of it");
          assertThat(stage.read(file("part.npz"))).isEqualTo("half of it");
        });
    stage.appEnds(seconds(6), 0);

    assertThat(stage.run()).isZero();
  }

  @Test
  void whatIsNoOutputIsNotUploaded() {
    appears(seconds(3), "boinc_ufr_nothing", "");
    stage.clock.at(seconds(5), () -> assertThat(file("boinc_ufr_nothing")).doesNotExist());
    stage.appEnds(seconds(6), 0);

    assertThat(stage.run()).isZero();
    assertThat(stage.link.uploadFiles()).isZero();
    assertThat(stage.said()).contains("no upload of nothing now");
  }

  @Test
  void theAppCanEndTheTaskWhileItRuns() {
    stage.job("[requests]\ncomplete = \"all_done\"\n");
    appears(seconds(3), "all_done", "3\n0\nno convergence\n");

    assertThat(stage.run()).isEqualTo(3);
    assertThat(stage.read(stage.slot.finish())).startsWith("3\nno convergence\n");
    assertThat(stage.acts()).contains("stop c1 10", "remove c1");
  }

  @Test
  void anEmptyFileMeansThatAllIsWell() {
    stage.job("[requests]\ncomplete = \"all_done\"\n");
    appears(seconds(3), "all_done", "");

    assertThat(stage.run()).isZero();
  }

  @Test
  void aStatusThatNoProcessCanHaveIsAFailure() {
    stage.job("[requests]\ncomplete = \"all_done\"\n");
    appears(seconds(3), "all_done", "256\n");

    assertThat(stage.run()).isEqualTo(TaskMachine.CHILD_FAILED);
  }

  @Test
  void theWordStandsAlsoIfTheWrapperDiesOverIt() {
    stage.job("[requests]\ncomplete = \"all_done\"\n");
    stage.clock.at(
        seconds(3),
        () -> {
          write("all_done", "4\n");
          stage.engine.exit(stage.container().id(), 143);
        });
    stage.runAndKill(seconds(3));
    stage.restart();

    assertThat(stage.run()).isEqualTo(4);
  }

  @Test
  void theWordOfAnEarlierStartDoesNotCount() {
    stage.job("[requests]\ncomplete = \"all_done\"\n");
    stage.write("/boinc/slots/0/all_done", "4\n");
    stage.appEnds(seconds(5), 0);

    assertThat(stage.run()).isZero();
  }

  @Test
  void theAppCanAskToGoOnLater() {
    stage.job("[requests]\ntemporary_exit = \"try_later\"\n");
    appears(seconds(3), "try_later", "1800\n0\nthe licence server is away\n");

    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.temporaryExit()))
        .isEqualTo("1800\nthe licence server is away\n");
    assertThat(stage.engine.containers()).isEmpty();

    stage.restart();
    stage.clock.in(seconds(2), () -> assertThat(file("try_later")).doesNotExist());
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.slot.finish()).exists();
  }

  @Test
  void aSporadicAppAndTheClientHearEachOther() {
    stage.sporadic = true;
    stage.link.sporadicAt(seconds(3), 3);
    stage.clock.at(seconds(2), () -> write("ac", "2\n"));
    stage.clock.at(seconds(5), () -> assertThat(stage.read(file("ca"))).isEqualTo("3\n"));
    stage.appEnds(seconds(6), 0);

    assertThat(stage.run()).isZero();
    assertThat(stage.link.statuses())
        .extracting(AppStatus::sporadicState)
        .last()
        .hasToString("OptionalInt[2]");
  }

  @Test
  void otherAppsDoNot() {
    stage.link.sporadicAt(seconds(3), 3);
    stage.clock.at(seconds(2), () -> write("ac", "2\n"));
    stage.appEnds(seconds(6), 0);

    assertThat(stage.run()).isZero();
    assertThat(file("ca")).doesNotExist();
  }

  @Test
  void wordOfWhatHasArrivedIsLogged() {
    stage.link.trickleDownAt(seconds(3));
    stage.appEnds(seconds(6), 0);

    assertThat(stage.run()).isZero();
    assertThat(stage.said()).contains("a message of the project is in WORKDIR");
  }

  private void appears(Duration at, String name, String text) {
    stage.clock.at(
        at,
        () -> {
          write(name, text);
          stage.changes.add(name);
        });
  }

  private void write(String name, String text) {
    stage.write("/boinc/slots/0/" + name, text);
  }

  private void clientTakesTheMessage() {
    try {
      Files.delete(stage.slot.trickleUp());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Path file(String name) {
    return stage.slot.directory().resolve(name);
  }

  private Path project(String name) {
    return stage.slot.directory().resolve("../../projects/P").normalize().resolve(name);
  }

  private static String link(String physical) {
    return "<soft_link>../../projects/P/" + physical + "</soft_link>\n";
  }
}
