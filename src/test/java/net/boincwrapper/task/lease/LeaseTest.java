package net.boincwrapper.task.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import net.boincwrapper.task.Stage;
import net.boincwrapper.task.turn.Mailbox;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private final Stage stage = new Stage();
  private final Lease lease = new Lease(stage.slot, Stage.RESULT, true, stage.clock);

  @Test
  void theSlotIsOursWhileItNamesOurResult() {
    assertThatCode(lease::check).doesNotThrowAnyException();
  }

  @Test
  void aSlotThatNamesAnotherResultIsLostForGood() {
    stage.give("wu_2_0");
    assertThatThrownBy(lease::check).isInstanceOf(LeaseLostException.class);
    stage.give(Stage.RESULT);
    assertThatThrownBy(lease::check).isInstanceOf(LeaseLostException.class);
    assertThat(lease.lost()).isTrue();
  }

  @Test
  void aFileThatTheClientIsReplacingIsStillOurs() throws IOException {
    Files.delete(stage.slot.initData());
    assertThatCode(lease::check).doesNotThrowAnyException();
    pass(Duration.ofSeconds(1));
    stage.give(Stage.RESULT);
    assertThatCode(lease::check).doesNotThrowAnyException();
    pass(Duration.ofSeconds(5));
    assertThatCode(lease::check).doesNotThrowAnyException();
  }

  @Test
  void aSlotThatStaysEmptyIsLost() throws IOException {
    Files.delete(stage.slot.initData());
    lease.check();
    pass(Duration.ofSeconds(3));
    assertThatThrownBy(lease::check).isInstanceOf(LeaseLostException.class);
  }

  @Test
  void anAppThatRemovesTheFileNowAndThenDoesNotLoseTheSlot() throws IOException {
    Files.createDirectories(stage.slot.ownDirectory());
    Files.createFile(stage.slot.knownLinks());
    for (int i = 0; i < 3; i++) {
      Files.delete(stage.slot.initData());
      assertThatCode(lease::check).doesNotThrowAnyException();
      stage.give(Stage.RESULT);
      pass(Duration.ofSeconds(3));
    }
  }

  @Test
  void norDoesOneThatRemovesItForGood() throws IOException {
    Files.createDirectories(stage.slot.ownDirectory());
    Files.createFile(stage.slot.knownLinks());
    Files.delete(stage.slot.initData());
    lease.check();
    pass(Duration.ofSeconds(3));
    assertThatCode(lease::check).doesNotThrowAnyException();
  }

  @Test
  void withoutAClientNobodyGivesTheSlotAway() {
    stage.give("wu_2_0");
    Lease standalone = new Lease(stage.slot, Stage.RESULT, false, stage.clock);
    assertThatCode(standalone::check).doesNotThrowAnyException();
  }

  private void pass(Duration time) {
    Mailbox nothing = new Mailbox();
    for (long end = stage.clock.nanos() + time.toNanos(); stage.clock.nanos() < end; ) {
      stage.clock.await(nothing);
    }
  }
}
