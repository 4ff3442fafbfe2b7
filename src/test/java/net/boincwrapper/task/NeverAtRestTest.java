package net.boincwrapper.task;

import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Stories of apps whose checkpoint files are never at rest. */
class NeverAtRestTest {
  private static final String SLOT = "/boinc/slots/0/";

  private final Stage stage = new Stage();

  private void every100Millis(int from, int to, IntConsumer write) {
    for (int i = from * 10; i < to * 10; i++) {
      int count = i;
      stage.clock.at(millis(count * 100L + 50), () -> write.accept(count));
    }
  }

  @Test
  void aFileThatIsRewrittenInPlaceAllTheTimeIsNamedOnceAfterAMinute() {
    stage.job("[checkpoint]\nfiles = [\"state.npz\"]\n");
    every100Millis(2, 140, i -> stage.write(SLOT + "state.npz", "x".repeat(1 + i % 50)));
    stage.clock.at(seconds(60), () -> assertThat(stage.said()).doesNotContain("in place"));
    stage.appEnds(seconds(140), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.said())
        .containsOnlyOnce(
            "[checkpoint] files: \"state.npz\" is being rewritten in place, and for 60 s there was"
                + " no moment of rest: no checkpoint can be sealed; the app should write the new"
                + " state to another name and rename it over the old one");
  }

  @Test
  void severalThatAreRenamedIntoPlaceAllTheTimeAreToldSomethingElse() {
    stage.job("[checkpoint]\nfiles = [\"a\", \"b\"]\n");
    every100Millis(
        2, 90, i -> stage.replace(SLOT + (i % 2 == 0 ? "a" : "b"), "x".repeat(1 + i % 50)));
    stage.appEnds(seconds(90), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.said())
        .containsOnlyOnce("[checkpoint] files: \"a\", \"b\" are replaced so often that for 60 s");
  }

  @Test
  void aMomentOfRestNowAndThenIsEnough() {
    stage.job("[checkpoint]\nfiles = [\"state.npz\"]\n");
    every100Millis(2, 40, i -> stage.write(SLOT + "state.npz", "x".repeat(1 + i % 50)));
    every100Millis(42, 90, i -> stage.write(SLOT + "state.npz", "x".repeat(1 + i % 50)));
    stage.appEnds(seconds(92), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.said()).doesNotContain("in place");
  }

  @Test
  void aLinkOfTheClientsIsNoCheckpoint() {
    stage.job("[checkpoint]\nfiles = [\"out.npz\"]\n");
    stage.write(SLOT + "out.npz", "<soft_link>../../projects/P/wu_1_0_0</soft_link>\n");
    stage.appEnds(seconds(5), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.said())
        .contains(
            "[checkpoint] files: \"out.npz\" is a link that the client has made: what the app writes"
                + " there goes into the project's directory and is not sealed; give it"
                + " <copy_file/> in its template, or the checkpoint another name");
  }
}
