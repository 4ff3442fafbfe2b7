package net.boincwrapper.task.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.engine.FakeEngine;
import org.junit.jupiter.api.Test;

class EngineCallsTest {
  private final FakeTaskClock clock = new FakeTaskClock();
  private final Mailbox mailbox = new Mailbox();
  private final List<String> heard = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final EngineCalls calls =
      new EngineCalls(
          clock, mailbox, clock, FakeEngine::new, said::add, lost -> heard.add("lost: " + lost));
  private Optional<Kind> failure = Optional.empty();

  @Test
  void callsAreMadeOneAfterTheOther() {
    make("a");
    make("b");
    assertThat(heard).isEmpty();
    pass(Duration.ofMillis(100));
    assertThat(heard).containsExactly("a");
    pass(Duration.ofSeconds(1));
    assertThat(heard).containsExactly("a", "b");
    assertThat(calls.idle()).isTrue();
  }

  @Test
  void anEngineThatDoesNotAnswerIsAskedAgainInTheSameOrder() {
    failure = Optional.of(Kind.UNREACHABLE);
    make("a");
    make("b");
    pass(Duration.ofSeconds(100));
    assertThat(heard).isEmpty();
    failure = Optional.empty();
    pass(Duration.ofSeconds(5));
    assertThat(heard).containsExactly("a", "b");
    assertThat(said).as("once each").hasSize(2).last().isEqualTo("the engine answers again");
  }

  @Test
  void anEngineThatStaysSilentIsLostOnceAndNothingWaitsForIt() {
    failure = Optional.of(Kind.UNREACHABLE);
    make("a");
    make("b");
    pass(Duration.ofSeconds(300));
    assertThat(heard).containsExactly("lost: not now");
    assertThat(calls.idle()).isTrue();
  }

  @Test
  void theTimeThatAHangingEngineTakesToBeSilentCounts() {
    clock.callsTake(Duration.ofSeconds(60));
    failure = Optional.of(Kind.UNREACHABLE);
    make("a");
    pass(Duration.ofSeconds(125));
    assertThat(heard).containsExactly("lost: not now");
  }

  @Test
  void anAnswerThatIsARefusalIsTold() {
    failure = Optional.of(Kind.FINAL);
    make("a");
    pass(Duration.ofSeconds(1));
    assertThat(heard).containsExactly("failed: not now");
  }

  @Test
  void whatACallThrowsIsThrownInTheLoop() {
    calls.call(
        engine -> {
          throw new IllegalArgumentException("a bug");
        },
        ok -> {},
        e -> {});
    make("b");
    assertThatThrownBy(() -> pass(Duration.ofSeconds(1))).hasMessage("a bug");
    pass(Duration.ofSeconds(1));
    assertThat(heard).containsExactly("b");
  }

  @Test
  void nobodyHearsOfALongCallThatWasDropped() {
    calls.longCall(engine -> "long", heard::add, e -> {});
    make("waiting");
    calls.dropAll();
    make("next");
    pass(Duration.ofSeconds(1));
    assertThat(heard).containsExactly("next");
  }

  @Test
  void whatWaitsGoesOnWhenALongCallIsDropped() {
    calls.longCall(engine -> "long", heard::add, e -> {});
    make("waiting");
    calls.dropLong();
    pass(Duration.ofSeconds(1));
    assertThat(heard).containsExactly("waiting");
  }

  @Test
  void aShortCallIsNotDroppedAsALongOne() {
    make("short");
    calls.dropLong();
    pass(Duration.ofSeconds(1));
    assertThat(heard).containsExactly("short");
  }

  private void make(String name) {
    calls.call(
        engine -> {
          if (failure.isPresent()) {
            throw new EngineException(failure.get(), "not now");
          }
          return name;
        },
        heard::add,
        e -> heard.add("failed: " + e.getMessage()));
  }

  private void pass(Duration time) {
    for (long end = clock.nanos() + time.toNanos(); clock.nanos() < end; ) {
      clock.await(mailbox);
      for (Optional<Runnable> letter = mailbox.take();
          letter.isPresent();
          letter = mailbox.take()) {
        letter.get().run();
      }
      calls.tick();
    }
  }
}
