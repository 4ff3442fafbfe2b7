package net.boincwrapper.task;

import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.client.ClientRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client says while the image is obtained reaches those who build it. */
class ImageSuspendTest {
  private static final int OBTAINED = 10;

  private final Stage stage = new Stage();
  private final List<Boolean> suspended = new ArrayList<>();

  @BeforeEach
  void theImageTakesItsTime() {
    stage.whileObtaining = surroundings -> suspended.add(surroundings.suspended().getAsBoolean());
  }

  /** Each call takes so long, the one that obtains the image among them. */
  private void runUntilSuspendedFor(int seconds) {
    stage.clock.callsTake(seconds(OBTAINED));
    stage.runAndKill(seconds(seconds));
  }

  @Test
  void aBuildHearsOfASuspend() {
    stage.ask(seconds(1), ClientRequest.SUSPEND);
    runUntilSuspendedFor(60);
    assertThat(suspended).containsExactly(true);
  }

  @Test
  void aBuildHearsOfAResume() {
    stage.ask(seconds(1), ClientRequest.SUSPEND);
    stage.ask(seconds(3), ClientRequest.RESUME);
    runUntilSuspendedFor(60);
    assertThat(suspended).containsExactly(false);
  }

  /** The build's own quota keeps the limit: stopped each second, it would never be done. */
  @Test
  void theClientsThrottlingStopsNoBuildAndALongSuspendDoes() {
    Duration obtained = whenObtained();
    suspendBefore(obtained, millis(900));
    suspendBefore(obtained, seconds(5));
    assertThat(suspended).containsExactly(false, true);
  }

  private static Duration whenObtained() {
    List<Duration> when = new ArrayList<>();
    Stage stage = new Stage();
    stage.throttled();
    stage.whileObtaining = surroundings -> when.add(stage.clock.elapsed());
    stage.clock.callsTake(seconds(OBTAINED));
    stage.runAndKill(seconds(60));
    return when.get(0);
  }

  private void suspendBefore(Duration obtained, Duration time) {
    Stage throttled = new Stage();
    throttled.throttled();
    throttled.whileObtaining =
        surroundings -> suspended.add(surroundings.suspended().getAsBoolean());
    throttled.ask(obtained.minus(time), ClientRequest.SUSPEND);
    throttled.clock.callsTake(seconds(OBTAINED));
    throttled.runAndKill(seconds(60));
  }
}
