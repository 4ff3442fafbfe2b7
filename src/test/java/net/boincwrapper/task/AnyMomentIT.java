package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What interrupts a task may come at any moment of its start, a call to the engine under way. */
@WithEngine
class AnyMomentIT {
  private static final String CHECKPOINTED = "[checkpoint]\nfiles = [\"state\"]\ngrace = 5\n";

  /** From before the program has read anything to when the app runs. */
  private static final List<Duration> MOMENTS =
      IntStream.iterate(300, ms -> ms <= 1200, ms -> ms + 150)
          .mapToObj(Duration::ofMillis)
          .toList();

  @TempDir Path directory;

  @Test
  void theWrapperIsKilled() throws Exception {
    finishesAfter(RunningWrapper::kill);
  }

  @Test
  void theClientAsksToQuit() throws Exception {
    finishesAfter(
        wrapper -> {
          int status = wrapper.request(ClientRequest.QUIT).awaitExit(Duration.ofSeconds(55));
          assertThat(status).isZero();
        });
  }

  @Test
  void theHostGoesDown() throws Exception {
    finishesAfter(
        wrapper -> {
          int status = wrapper.signal("TERM").awaitExit(Duration.ofSeconds(55));
          assertThat(status).isZero();
        });
  }

  @Test
  void theTaskIsAborted() throws Exception {
    for (Duration moment : MOMENTS) {
      Path boinc = Files.createDirectory(directory.resolve(Long.toString(moment.toMillis())));
      try (TaskHarness task = TaskHarness.in(boinc)) {
        task.countingApp(1000, 0);
        RunningWrapper wrapper = task.launch();
        Eventually.pass(moment);

        int status = wrapper.request(ClientRequest.ABORT).awaitExit();

        assertThat(status).as("after %s: %s", moment, task.stderr()).isEqualTo(194);
        assertThat(task.containers()).as("after %s: %s", moment, task.stderr()).isEmpty();
      }
    }
  }

  private void finishesAfter(Consumer<RunningWrapper> interruption) throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.job(CHECKPOINTED);
      task.app(
          """
          n=$(cat state 2>/dev/null || echo 0)
          echo "$n" >> log.txt
          while [ ! -e go ]; do
            sleep 0.1
            n=$((n + 1))
            echo $n > state.new && mv state.new state
          done
          exit 42
          """);
      for (Duration moment : MOMENTS) {
        RunningWrapper wrapper = task.launch();
        Eventually.pass(moment);
        interruption.accept(wrapper);
        assertThat(task.slot().finish()).as("after %s: %s", moment, task.stderr()).doesNotExist();
      }

      RunningWrapper last = task.launch();
      last.awaitCount(last.count() + 1);
      task.file("go", "");

      assertThat(last.awaitExit()).as(task.stderr()).isEqualTo(42);
      assertThat(task.slot().finish()).content().startsWith("42\n");
      assertThat(task.read("log.txt").lines().map(Integer::valueOf)).as("resumed at").isSorted();
      assertThat(task.containers()).isEmpty();
    }
  }
}
