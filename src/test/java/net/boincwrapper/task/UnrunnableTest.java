package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import net.boincwrapper.slot.record.Memo.Outcome;
import net.boincwrapper.task.judge.Judgement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnrunnableTest {
  private static final String COMPLAINT = "its program /sim is not in the container";

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 126, 127})
  void aProgramThatCannotBeRunIsTheAuthorsFaultAndNamed(int code) {
    Outcome outcome = new Outcome(195, "the app could not be started: " + COMPLAINT);

    assertThat(end(code).unlessUnrunnable(COMPLAINT))
        .isEqualTo(new Judgement.Over(outcome, outcome.message()));
  }

  @Test
  void anAppsOwn127IsItsOwn() {
    assertThat(end(127).unlessUnrunnable("")).isEqualTo(end(127));
  }

  @Test
  void anInterruptionStaysOne() {
    Judgement again = new Judgement.Again("exit code 127: we asked for it");

    assertThat(again.unlessUnrunnable(COMPLAINT)).isEqualTo(again);
  }

  private static Judgement end(int code) {
    return new Judgement.Over(new Outcome(code, ""), "exit code " + code);
  }
}
