package net.boincwrapper.task;

import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.task.machine.TaskMachine;
import org.junit.jupiter.api.Test;

/** Stories of an app that asks for something while it runs. */
class AppRequestsTest {
  private static final String MESSAGE = "<variety>progress</variety>\n<step>7</step>\n";

  private final Stage stage = new Stage();
  private final List<String> sent = new ArrayList<>();

  /** As the client does: it moves the file away, and sends what it then finds in it. */
  private void clientTakes() {
    sent.add(stage.read(stage.slot.trickleUp()));
    delete(stage.slot.trickleUp());
  }

  @Test
  void aMessageIsSentUnderTheNameOfItsFileWhileTheAppIsFrozen() {
    stage.job("[requests]\ntrickle_up = [\"energy\"]\n");
    stage.link.onTrickleUp(
        () -> {
          assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED);
          clientTakes();
        });
    appears(seconds(3), "energy", "-1.137");
    stage.clock.at(seconds(5), () -> assertThat(file("energy")).doesNotExist());
    stage.appEnds(seconds(6), 0);

    assertThat(stage.run()).isZero();
    assertThat(sent).containsExactly("<variety>energy</variety>\n-1.137");
    assertThat(stage.acts())
        .containsExactly("create task", "start c1", "pause c1", "unpause c1", "remove c1");
  }

  @Test
  void theAppStaysFrozenUntilTheClientHasTakenIt() {
    stage.job("[requests]\ntrickle_up = [\"energy\"]\n");
    stage.link.onTrickleUp(
        () ->
            stage.clock.in(
                millis(900),
                () -> {
                  assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED);
                  clientTakes();
                }));
    appears(seconds(3), "energy", "-1.137");
    stage.appEnds(seconds(10), 0);

    assertThat(stage.run()).isZero();
    assertThat(sent).containsExactly("<variety>energy</variety>\n-1.137");
  }

  /** The app could change it. It is tried once more at the end. */
  @Test
  void aMessageThatNobodyTakesIsTakenBack() {
    stage.job("[requests]\ntrickle_up = [\"energy\"]\n");
    appears(seconds(3), "energy", "1");
    stage.clock.at(
        seconds(15),
        () -> {
          assertThat(stage.slot.trickleUp()).doesNotExist();
          assertThat(stage.container().status()).isEqualTo(ContainerStatus.RUNNING);
        });
    stage.appEnds(seconds(20), 0);

    assertThat(stage.run()).isZero();
    assertThat(stage.said())
        .containsOnlyOnce("a message to the project was not sent: the client did not take it");
    assertThat(stage.read(stage.slot.trickleUp())).endsWith("\n1");
  }

  @Test
  void soIsWhatBoincsLibraryWrites() {
    stage.link.onTrickleUp(this::clientTakes);
    appears(seconds(3), "trickle_up.xml", MESSAGE);
    appears(seconds(6), "trickle_up.xml", MESSAGE + "again");
    stage.appEnds(seconds(30), 0);

    assertThat(stage.run()).isZero();
    assertThat(sent).containsExactly(MESSAGE, MESSAGE + "again");
  }

  @Test
  void messagesGoOneAfterTheOther() {
    stage.job("[requests]\ntrickle_up = [\"energy\", \"norm\"]\n");
    stage.link.onTrickleUp(this::clientTakes);
    appears(seconds(3), "energy", "1");
    appears(seconds(3), "norm", "2");
    stage.appEnds(seconds(8), 0);

    assertThat(stage.run()).isZero();
    assertThat(sent)
        .containsExactlyInAnyOrder("<variety>energy</variety>\n1", "<variety>norm</variety>\n2");
  }

  @Test
  void aMessageThatIsStillBeingWrittenIsWaitedFor() {
    stage.job("[requests]\ntrickle_up = [\"energy\"]\n");
    stage.link.onTrickleUp(this::clientTakes);
    for (int i = 1; i <= 20; i++) {
      String text = "x".repeat(i);
      stage.clock.at(seconds(3).plusMillis(100L * i), () -> write("energy", text));
    }
    stage.appEnds(seconds(8), 0);

    assertThat(stage.run()).isZero();
    assertThat(sent).containsExactly("<variety>energy</variety>\n" + "x".repeat(20));
  }

  @Test
  void withoutAClientTheAppIsNotFrozenForNobody() {
    stage.underClient = false;
    stage.job("[requests]\ntrickle_up = [\"energy\"]\n");
    appears(seconds(3), "energy", "1");
    stage.appEnds(seconds(40), 0);

    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).containsExactly("create task", "start c1", "remove c1");
    assertThat(stage.said()).containsOnlyOnce("there is no client to take energy");
  }

  @Test
  void aLinkIsNoMessage() {
    stage.write("/boinc/client_state.xml", "the volunteer's");
    stage.clock.at(
        seconds(3),
        () -> {
          link(stage.slot.trickleUp(), "/boinc/client_state.xml");
          stage.changes.add("trickle_up.xml");
        });
    stage.appEnds(seconds(15), 0);

    assertThat(stage.run()).isZero();
    assertThat(stage.link.trickleUps()).isZero();
    assertThat(Files.exists(stage.slot.trickleUp(), LinkOption.NOFOLLOW_LINKS)).isFalse();
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
    stage.link.onTrickleUp(this::clientTakes);
    stage.clock.at(seconds(3), () -> write("trickle_up.xml", MESSAGE));
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
  void aRequestThatTheClientLeavesThereIsMadeOnce() {
    stage.write("/boinc/slots/0/part.npz", link("part_phys"));
    stage.clock.at(seconds(2), () -> stage.replace("/boinc/slots/0/part.npz", "half of it"));
    appears(seconds(3), "boinc_ufr_part.npz", "");
    stage.appEnds(seconds(60), 0);

    assertThat(stage.run()).isZero();
    assertThat(stage.link.uploadFiles()).isEqualTo(1);
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
        .isEqualTo("1800\nthe app wants to go on later: the licence server is away\n");
    assertThat(stage.engine.containers()).isEmpty();

    stage.restart();
    stage.clock.in(seconds(2), () -> assertThat(file("try_later")).doesNotExist());
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.slot.finish()).exists();
  }

  /** Also by a wrapper that dies at any moment before the client has been told. */
  @Test
  void theDelayThatTheAppAskedForOutlivesTheWrapper() {
    int withContainer = 0;
    int without = 0;
    for (int moment = 2000; moment < 3500; moment += 50) {
      Stage one = new Stage();
      one.job("[requests]\ntemporary_exit = \"try_later\"\n");
      one.clock.at(
          seconds(2),
          () -> {
            one.write("/boinc/slots/0/try_later", "1800\n0\nthe licence server is away\n");
            one.changes.add("try_later");
          });
      boolean killed = one.runUnlessKilled(millis(moment));
      if (!killed || one.memo().rest().isEmpty()) {
        continue;
      }
      withContainer += one.engine.containers().isEmpty() ? 0 : 1;
      without += one.engine.containers().isEmpty() ? 1 : 0;
      one.restart();

      assertThat(one.run()).isZero();

      assertThat(one.read(one.slot.temporaryExit()))
          .as("killed at " + moment)
          .matches("1[78]\\d\\d\nthe app wants to go on later: the licence server is away\n");
      one.restart();
      one.appEnds(seconds(5), 0);
      assertThat(one.run()).isZero();
      assertThat(one.slot.finish()).exists();
    }
    assertThat(withContainer).isPositive();
    assertThat(without).isPositive();
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
    assertThat(stage.said()).contains("a message from the project is in WORKDIR");
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

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void link(Path file, String to) {
    try {
      Files.createSymbolicLink(file, file.resolve(to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
