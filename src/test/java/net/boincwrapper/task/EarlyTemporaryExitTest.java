package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.task.lease.StderrLog;
import org.junit.jupiter.api.Test;

/** A task that cannot even be taken up, again and again. */
class EarlyTemporaryExitTest {
  private final Stage stage = new Stage();
  private final List<Duration> pauses = new ArrayList<>();

  private String postpone(String reason) {
    stage.restart();
    PrintStream stderr = new PrintStream(stage.stderr, true, StandardCharsets.UTF_8);
    new EarlyTemporaryExit(stage.slot, new StderrLog(stderr, stage.clock), pauses::add)
        .write(reason);
    return stage.read(stage.slot.temporaryExit());
  }

  @Test
  void itIsTriedAgainLaterAndLater() {
    for (int delay : new int[] {60, 300, 1800, 3600, 21600, 86400, 86400}) {
      assertThat(postpone("init_data.xml is broken"))
          .isEqualTo(delay + "\ninit_data.xml is broken\n");
    }
    assertThat(stage.said()).contains("trying again in 21600 s: init_data.xml is broken\n");
    assertThat(pauses).isEmpty();
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
    PrintStream stderr = new PrintStream(stage.stderr, true, StandardCharsets.UTF_8);
    new EarlyTemporaryExit(
            stage.slot,
            new StderrLog(stderr, stage.clock),
            time -> {
              pauses.add(time);
              if (pauses.size() == 3) {
                stage.freeDisk();
              }
            })
        .write("no room");

    assertThat(pauses).hasSize(3).containsOnly(Duration.ofSeconds(10));
    assertThat(Files.readString(stage.slot.temporaryExit())).isEqualTo("60\nno room\n");
  }
}
