package net.boincwrapper.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Short tasks, several side by side, that are interrupted at random: whatever happens, none fails,
 * each ends with its right result, and none ever falls behind its newest sealed checkpoint.
 *
 * <p>{@code -Dstorm.seed=} repeats a storm, as far as real programs can; {@code
 * -Dstorm.interruptions=} makes it longer, {@code -Dstorm.tasks=} wider, and {@code
 * -Dstorm.tell=true} tells what happened to each task.
 */
@WithEngine
class CheckpointStormIT {
  private static final long SEED = Long.getLong("storm.seed", System.nanoTime() % 1_000_000);
  private static final int INTERRUPTIONS = Integer.getInteger("storm.interruptions", 45);
  private static final int SIDE_BY_SIDE = Integer.getInteger("storm.tasks", 3);
  private static final int INTERRUPTIONS_OF_A_TASK = 9;
  private static final int TASKS_BETWEEN_TABLES = 20;

  @TempDir Path directory;

  private final StormReport report = new StormReport();
  private final List<Throwable> failures = new ArrayList<>();
  private final AtomicInteger ended = new AtomicInteger();
  private final long begun = System.nanoTime();

  @Test
  void noInterruptionCostsMoreThanOneCheckpoint() throws Exception {
    System.out.println("storm: -Dstorm.seed=" + SEED);
    int tasks = (INTERRUPTIONS + INTERRUPTIONS_OF_A_TASK - 1) / INTERRUPTIONS_OF_A_TASK;
    ExecutorService workers = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    try {
      List<Future<Void>> runs = new ArrayList<>();
      for (int number = 0; number < tasks; number++) {
        runs.add(workers.submit(task(number)));
      }
      for (Future<Void> run : runs) {
        awaitEnd(run);
      }
    } finally {
      workers.shutdownNow();
      print();
    }
    assertThat(failures).as("tasks of -Dstorm.seed=" + SEED + " that went wrong").isEmpty();
    assertThat(report.interruptions()).isGreaterThanOrEqualTo(INTERRUPTIONS);
  }

  private Callable<Void> task(int number) {
    return () -> {
      Path boinc = directory.resolve(String.valueOf(number));
      try (StormTask task = new StormTask(TaskHarness.in(boinc), SEED + number, report)) {
        task.run(INTERRUPTIONS_OF_A_TASK);
      }
      forget(boinc);
      if (ended.incrementAndGet() % TASKS_BETWEEN_TABLES == 0) {
        print();
      }
      return null;
    };
  }

  private void print() {
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    System.out.printf("storm: %s tasks, %d s%n%s", ended, taken.toSeconds(), report.table());
  }

  /** Long storms leave no more than the figures. */
  private static void forget(Path boinc) throws IOException {
    Shell.succeed("rm", "--recursive", "--force", boinc.toString());
  }

  /** One that goes wrong does not keep the others from being seen. */
  private void awaitEnd(Future<Void> run) throws InterruptedException {
    try {
      run.get();
    } catch (ExecutionException e) {
      failures.add(e.getCause());
    }
  }
}
