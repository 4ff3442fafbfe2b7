package net.boincwrapper.task.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.engine.Engine.ContainerEvent;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine;
import net.boincwrapper.engine.FakeEngine.Verb;
import net.boincwrapper.plan.SamplePlans;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContainerFollowerTest {
  private final FakeEngine engine = new FakeEngine();
  private final Mailbox mailbox = new Mailbox();
  private final List<String> told = new ArrayList<>();
  private String id = "";
  private ContainerFollower follow = follow();

  @BeforeEach
  void run() throws EngineException {
    engine.addImage(SamplePlans.IMAGE);
    id = engine.create(SamplePlans.script("task", "true"));
    engine.start(id);
    follow = follow();
  }

  private ContainerFollower follow() {
    return new ContainerFollower(
        id,
        mailbox,
        (which, event) -> told.add(event.action()),
        (which, code) -> told.add("end " + code));
  }

  private List<String> told() {
    for (Optional<Runnable> next = mailbox.take(); next.isPresent(); next = mailbox.take()) {
      next.get().run();
    }
    return told;
  }

  @Test
  void eventsAndEndAreToldOnceHoweverOftenTheyAreAskedFor() throws EngineException {
    for (int time = 0; time < 2; time++) {
      follow.watchEvents(engine, Instant.MAX);
      follow.awaitEnd(engine);
    }
    engine.exit(id, 3);
    assertThat(told()).containsExactlyInAnyOrder("die", "end OptionalInt[3]");
  }

  /** The loop closes it, and must not wait for an engine that hangs. */
  @Test
  void itIsClosedWhileTheEngineDoesNotAnswer() throws EngineException {
    engine.duringNext(Verb.WATCH, this::closeInAnotherThread);
    follow.watchEvents(engine, Instant.MAX);
    follow.awaitEnd(engine);
    engine.exit(id, 3);
    assertThat(told()).isEmpty();
  }

  @Test
  void whatHappensToAnotherContainerIsNotToldOfThisOne() throws EngineException {
    follow.watchEvents(engine, Instant.MAX);
    engine.tellThoseWhoWatch(id, new ContainerEvent("another", "kill", Instant.EPOCH));
    engine.tellThoseWhoWatch(id, new ContainerEvent(id, "pause", Instant.EPOCH));
    assertThat(told()).containsExactly("pause");
  }

  private void closeInAnotherThread() {
    Thread loop = new Thread(follow::close);
    loop.start();
    try {
      loop.join(10_000);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    assertThat(loop.isAlive()).as("it waits for the engine").isFalse();
  }
}
