package net.boincwrapper.task;

import static net.boincwrapper.task.Stage.CHECKPOINTS;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine;
import org.junit.jupiter.api.Test;

/** Stories of what containers say before they go: it is in what the client sends. */
class LogTailTest {
  /** {@code client/app_control.cpp:ACTIVE_TASK::read_stderr_file}. */
  private static final int SENT = 63 * 1024;

  private static final String LONG = "a line of forty characters, as apps do.\n".repeat(3000);

  private final Stage stage = new Stage();

  @Test
  void theAppThatIsStartedAgainHasLeftItsLastWords() {
    saysAt(4, "the first says this\n");
    stage.appEndsByEngine(seconds(5));
    saysAt(9, "the second says that\n");
    stage.appEnds(seconds(10), 7);
    assertThat(stage.run()).isEqualTo(7);
    assertThat(stage.said()).containsSubsequence("the first says this", "the second says that");
    assertThat(stage.said()).containsOnlyOnce("the first says this");
  }

  @Test
  void soHasOneThatAQuitStopped() {
    stage.job(CHECKPOINTS);
    saysAt(4, "asked to leave\n");
    stage.ask(seconds(5), ClientRequest.QUIT);
    assertThat(stage.run()).isZero();
    assertThat(stage.engine.containers()).isEmpty();
    assertThat(stage.said()).contains("asked to leave");
  }

  @Test
  void soHasOneThatHangsAndOneThatIsAborted() {
    saysAt(4, "before the abort\n");
    stage.ask(seconds(5), ClientRequest.ABORT);
    assertThat(stage.run()).isEqualTo(194);
    assertThat(stage.said()).contains("before the abort");
  }

  @Test
  void aLogThatCannotBeReadKeepsNoContainer() {
    stage.engine.failNext(FakeEngine.Verb.LOG_TAIL, EngineException.Kind.RETRYABLE);
    stage.ask(seconds(5), ClientRequest.ABORT);
    assertThat(stage.run()).isEqualTo(194);
    assertThat(stage.engine.containers()).isEmpty();
  }

  @Test
  void theWordsOfTenStartsAreInWhatTheClientSends() {
    stage.job(CHECKPOINTS);
    for (int i = 1; i <= 10; i++) {
      saysAt(i * 5L - 1, LONG + "these are the words of start " + i + "\n");
      stage.appEndsByEngine(seconds(i * 5L));
    }
    assertThat(stage.run()).isEqualTo(195);
    for (int i = 1; i <= 10; i++) {
      assertThat(sent()).contains("these are the words of start " + i + "\n");
    }
  }

  @Test
  void overManyLivesTheLastContainerStillSaysMost() {
    stage.job(CHECKPOINTS);
    for (int life = 1; life <= 8; life++) {
      saysIn(4, LONG + "life " + life + "\n");
      stage.ask(seconds(5), ClientRequest.QUIT);
      assertThat(stage.run()).isZero();
      stage.restart();
    }
    saysIn(4, LONG + "the end\n");
    stage.appEnds(seconds(5), 3);
    assertThat(stage.run()).isEqualTo(3);
    assertThat(sent()).contains("life 1\n", "life 8\n", "the end\n");
    assertThat(quoted("the app's output")).isGreaterThan(27 * 1024);
  }

  @Test
  void howeverManyThereAreTheirWordsTogetherAreBounded() {
    int quoted = 0;
    for (int i = 0; i < 1000; i++) {
      quoted += LogTail.share(quoted);
    }
    assertThat(quoted).isLessThanOrEqualTo(16 * 1024);
    assertThat(quoted + LogTail.last(quoted)).isLessThanOrEqualTo(44 * 1024);
    assertThat(LogTail.last(Integer.MAX_VALUE)).isEqualTo(28 * 1024);
    assertThat(LogTail.last(0)).isEqualTo(40 * 1024);
  }

  @Test
  void onceTheTaskHasGotOnThereIsRoomForWordsAgain() {
    stage.job(CHECKPOINTS);
    saysAt(4, LONG);
    stage.appEndsByEngine(seconds(5));
    stage.checkpoint(seconds(10), "1");
    stage.clock.at(seconds(25), () -> assertThat(stage.memo().quotedBytes()).isZero());
    stage.appEnds(seconds(30), 0);
    assertThat(stage.run()).isZero();
  }

  @Test
  void anAppWithoutDeclaredFilesIsNeverToldThatItFindsThem() {
    stage.appEndsByEngine(seconds(5));
    stage.appEnds(seconds(10), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.resumed).containsExactly(false, false);
  }

  @Test
  void anAppWhoseDeclaredFilesAreThereIsToldSoWhetherTheyAreSealedOrNot() {
    for (String more : new String[] {"", "generations = 0\n"}) {
      Stage each = new Stage();
      each.job(CHECKPOINTS + more);
      each.checkpoint(seconds(3), "1");
      each.appEndsByEngine(seconds(20));
      each.appEnds(seconds(30), 0);
      assertThat(each.run()).isZero();
      assertThat(each.resumed).as(more).containsExactly(false, true);
    }
  }

  @Test
  void anAppWhoseDeclaredFilesAreNotThereYetIsNot() {
    for (String more : new String[] {"", "generations = 0\n"}) {
      Stage each = new Stage();
      each.job(CHECKPOINTS + more);
      each.appEndsByEngine(seconds(5));
      each.appEnds(seconds(10), 0);
      assertThat(each.run()).isZero();
      assertThat(each.resumed).as(more).containsExactly(false, false);
    }
  }

  private void saysAt(long second, String text) {
    stage.clock.at(seconds(second), () -> say(text));
  }

  private void saysIn(long second, String text) {
    stage.clock.in(seconds(second), () -> say(text));
  }

  private void say(String text) {
    stage.engine.setLog(stage.container().id(), text.getBytes(StandardCharsets.UTF_8));
  }

  /** The last part of stderr.txt. */
  private String sent() {
    String said = stage.said();
    return said.substring(Math.max(0, said.length() - SENT));
  }

  private int quoted(String title) {
    Matcher line = Pattern.compile(Pattern.quote(title) + ", (\\d+) bytes").matcher(stage.said());
    assertThat(line.find()).isTrue();
    return Integer.parseInt(line.group(1));
  }
}
