package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import net.boincwrapper.task.lease.StderrLog;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.Test;

/** A task that cannot even be taken up, again and again. */
class EarlyTemporaryExitTest {
  private final Stage stage = new Stage();
  private final FakeHostClock clock = new FakeHostClock();
  private final Duration begin = clock.passed();

  private String postpone(String reason) {
    stage.restart();
    PrintStream stderr = new PrintStream(stage.stderr, true, StandardCharsets.UTF_8);
    new EarlyTemporaryExit(stage.slot, new StderrLog(stderr, stage.clock), clock).write(reason);
    return stage.read(stage.slot.temporaryExit());
  }

  @Test
  void itIsTriedAgainLaterAndLater() {
    for (int delay : new int[] {60, 300, 1800, 3600, 21600, 86400, 86400}) {
      assertThat(postpone("init_data.xml is broken"))
          .isEqualTo(delay + "\ninit_data.xml is broken\n");
    }
    assertThat(stage.said()).contains("trying again in 21600 s: init_data.xml is broken\n");
    assertThat(clock.passed()).isEqualTo(begin);
  }

  @Test
  void aTaskThatWasTakenUpBeginsAnew() {
    postpone("one");
    postpone("two");
    stage.restart();
    stage.appEnds(Duration.ofSeconds(5), 0);
    assertThat(stage.run()).isZero();

    assertThat(postpone("three")).startsWith("60\n");
  }

  @Test
  void anotherTaskInTheSlotBeginsAnew() {
    postpone("one");
    stage.empty();

    assertThat(postpone("two")).startsWith("60\n");
  }

  /** An exit without the file would make the client start the task again at once. */
  @Test
  void aFullDiskIsWaitedFor() throws IOException {
    stage.fillDisk();
    clock.after(Duration.ofSeconds(25), stage::freeDisk);
    PrintStream stderr = new PrintStream(stage.stderr, true, StandardCharsets.UTF_8);
    new EarlyTemporaryExit(stage.slot, new StderrLog(stderr, stage.clock), clock).write("no room");

    assertThat(clock.passed().minus(begin)).isEqualTo(Duration.ofSeconds(30));
    assertThat(Files.readString(stage.slot.temporaryExit())).isEqualTo("60\nno room\n");
  }

  /** The launcher kills a Java that is not ready after three minutes. */
  @Test
  void butNotForEver() {
    stage.fillDisk();
    PrintStream stderr = new PrintStream(stage.stderr, true, StandardCharsets.UTF_8);
    new EarlyTemporaryExit(stage.slot, new StderrLog(stderr, stage.clock), clock).write("no room");

    assertThat(clock.passed().minus(begin)).isEqualTo(Duration.ofSeconds(110));
  }

  /** Who interrupts us wants us to leave: the tries are made, but nothing is waited for. */
  @Test
  void anInterruptEndsTheWaiting() {
    stage.fillDisk();
    PrintStream stderr = new PrintStream(stage.stderr, true, StandardCharsets.UTF_8);
    Thread.currentThread().interrupt();
    new EarlyTemporaryExit(stage.slot, new StderrLog(stderr, stage.clock), clock).write("no room");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(clock.passed()).isEqualTo(begin);
  }
}
