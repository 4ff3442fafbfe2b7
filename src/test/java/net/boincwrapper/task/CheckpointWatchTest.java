package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CheckpointWatchTest {
  private final Stage stage = new Stage();

  @Test
  void aSetIsCompleteOnceItHasChangedAndRests() {
    CheckpointWatch watch = watch("state.npz", "step_*.json");
    assertThat(completions(watch, 5)).isZero();
    stage.write("/boinc/slots/0/state.npz", "one");
    assertThat(completions(watch, 5)).isEqualTo(1);
    stage.write("/boinc/slots/0/step_7.json", "seven");
    assertThat(completions(watch, 5)).isEqualTo(1);
    assertThat(completions(watch, 5)).as("nothing new").isZero();
  }

  @Test
  void aFileThatGrowsAtEachLookDoesNotRest() {
    CheckpointWatch watch = watch("state.npz");
    for (int i = 1; i <= 10; i++) {
      stage.write("/boinc/slots/0/state.npz", "x".repeat(i));
      assertThat(completions(watch, 1)).isZero();
    }
    assertThat(completions(watch, 2)).isEqualTo(1);
  }

  @Test
  void aFileThatIsReplacedAtEachLookIsCompleteEachTime() {
    stage.write("/boinc/slots/0/state.npz", "0");
    CheckpointWatch watch = watch("state.npz");
    for (int i = 1; i <= 10; i++) {
      stage.replace("/boinc/slots/0/state.npz", String.valueOf(i));
      assertThat(completions(watch, 1)).isEqualTo(1);
    }
  }

  @Test
  void ofSeveralReplacedFilesAnotherMayBeAboutToFollow() {
    stage.write("/boinc/slots/0/a", "0");
    stage.write("/boinc/slots/0/b", "0");
    CheckpointWatch watch = watch("a", "b");
    stage.replace("/boinc/slots/0/a", "1");
    assertThat(completions(watch, 1)).isZero();
    stage.replace("/boinc/slots/0/b", "1");
    assertThat(completions(watch, 1)).isZero();
    assertThat(completions(watch, 1)).isEqualTo(1);
  }

  @Test
  void whatIsThereAtTheStartIsNoNewCheckpoint() {
    stage.write("/boinc/slots/0/state.npz", "of an earlier start");
    assertThat(completions(watch("state.npz"), 5)).isZero();
  }

  @Test
  void whatWasWrittenLastIsCompleteWhenTheAppHasEnded() {
    CheckpointWatch watch = watch("deep/*/state");
    stage.write("/boinc/slots/0/deep/a/state", "x");
    assertThat(watch.atRest()).isTrue();
    assertThat(watch.atRest()).isFalse();
  }

  @Test
  @Timeout(10)
  void aNameMadeToKeepAGlobBusyDoesNot() {
    stage.write("/boinc/slots/0/" + "a".repeat(200), "x");
    assertThat(watch("a*".repeat(30) + "b").atRest()).isFalse();
  }

  @Test
  void anEmptySetIsNoCheckpoint() {
    stage.write("/boinc/slots/0/other", "x");
    assertThat(watch("state.npz").atRest()).isFalse();
  }

  private CheckpointWatch watch(String... globs) {
    return new CheckpointWatch(stage.clock, new CheckpointSet(stage.slot, List.of(globs)));
  }

  private int completions(CheckpointWatch watch, int seconds) {
    Mailbox nothing = new Mailbox();
    int completions = 0;
    long end = stage.clock.nanos() + Duration.ofSeconds(seconds).toNanos();
    while (stage.clock.nanos() < end) {
      stage.clock.await(nothing);
      completions += watch.tick() ? 1 : 0;
    }
    return completions;
  }
}
