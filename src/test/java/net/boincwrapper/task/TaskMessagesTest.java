package net.boincwrapper.task;

import static net.boincwrapper.task.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.OptionalInt;
import net.boincwrapper.container.Engine.ContainerStatus;
import net.boincwrapper.slot.SlotLayout;
import org.junit.jupiter.api.Test;

/** What an app tells the project while it runs. */
class TaskMessagesTest {
  private static final String MESSAGE = "<variety>progress</variety>\n<step>7</step>\n";

  private final Stage stage = new Stage();
  private final Path trickle = stage.slot.directory().resolve(SlotLayout.TRICKLE_UP);
  private String taken = "";

  /** As the client does: it moves the file away, and sends what it then finds in it. */
  private void clientTakes() {
    assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED);
    assertThat(trickle).isRegularFile();
    taken += stage.read(trickle);
    delete(trickle);
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aTrickleMessageIsHandedOverWhileTheAppIsFrozen() {
    stage.link.onTrickleUp(this::clientTakes);
    stage.clock.at(seconds(3), () -> stage.write(trickle.toString(), MESSAGE));
    stage.appEnds(seconds(10), 0);
    assertThat(stage.run()).isZero();
    assertThat(taken).isEqualTo(MESSAGE);
    assertThat(stage.acts())
        .containsExactly("create task", "start c1", "pause c1", "unpause c1", "remove c1");
  }

  @Test
  void oneThatIsStillBeingWrittenWaits() {
    stage.link.onTrickleUp(this::clientTakes);
    stage.clock.at(seconds(3), () -> stage.write(trickle.toString(), "<variety>progress"));
    stage.clock.at(FakeTaskClock.millis(3900), () -> stage.write(trickle.toString(), MESSAGE));
    stage.appEnds(seconds(10), 0);
    assertThat(stage.run()).isZero();
    assertThat(taken).isEqualTo(MESSAGE);
  }

  @Test
  void aLinkIsNoMessage() {
    stage.write("/boinc/client_state.xml", "the volunteer's");
    stage.clock.at(
        seconds(3),
        () -> {
          try {
            Files.createSymbolicLink(trickle, trickle.resolve("/boinc/client_state.xml"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    stage.appEnds(seconds(10), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.link.trickleUps()).isZero();
    assertThat(Files.exists(trickle, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(stage.said()).contains("trickle_up.xml was no regular file: removed");
  }

  @Test
  void aSporadicAppAndTheClientReadEachOthersWords() {
    stage.sporadic = true;
    Path answer = stage.slot.directory().resolve("ca");
    stage.link.sporadicStateAt(seconds(6), 3);
    stage.clock.at(
        seconds(4),
        () -> {
          assertThat(stage.read(answer)).isEqualTo("1\n");
          stage.write("/boinc/slots/0/ac", "2\n");
        });
    stage.clock.at(seconds(9), () -> assertThat(stage.read(answer)).isEqualTo("3\n"));
    stage.appEnds(seconds(10), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.link.statuses()).anyMatch(s -> s.sporadicState().equals(OptionalInt.of(2)));
  }

  @Test
  void anAppThatIsNotSporadicHasNoSuchFiles() {
    stage.write("/boinc/slots/0/ac", "2\n");
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.slot.directory().resolve("ca")).doesNotExist();
    assertThat(stage.link.statuses()).allMatch(s -> s.sporadicState().isEmpty());
  }

  @Test
  void anOutputIsUploadedEarlyOncePerRequest() {
    String request = stage.slot.directory().resolve("boinc_ufr_out.csv").toString();
    stage.clock.at(seconds(3), () -> stage.write(request, ""));
    stage.clock.at(seconds(8), () -> delete(stage.slot.directory().resolve("boinc_ufr_out.csv")));
    stage.clock.at(seconds(12), () -> stage.write(request, ""));
    stage.appEnds(seconds(20), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.link.uploadFiles()).isEqualTo(2);
  }
}
