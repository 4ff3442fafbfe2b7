package net.boincwrapper.task;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.engine.ImageStore;
import net.boincwrapper.image.UnusedImages;
import net.boincwrapper.image.UnusedImages.Keeping;
import net.boincwrapper.policy.ImageKeeping;
import net.boincwrapper.slot.HostLayout;
import net.boincwrapper.time.Stopwatch;

/**
 * Lets images go that nobody has used for long. Once a task, some time after the app's start, in
 * parallel with everything else: nobody waits for it, and a task that ends does not either.
 */
final class ImageCollection {
  /** The app's first minute is left undisturbed. */
  private static final Duration AFTER_START = Duration.ofMinutes(1);

  /** How long one collection goes on removing. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final TaskContext task;
  private final Stopwatch running;
  private boolean done;

  ImageCollection(TaskContext task) {
    this.task = task;
    this.running = task.stopwatch();
  }

  /** Call it at each look while the app runs. */
  void tick() {
    running.start();
    if (!done && running.hasPassed(AFTER_START)) {
      done = true;
      collect();
    }
  }

  private void collect() {
    if (!task.lease().givenByClient() || !task.facts().knowsEngine()) {
      return;
    }
    Path directory = new HostLayout(task.facts().init().boincDirectory()).directory();
    ImageKeeping allowed = task.facts().policy().images();
    Keeping keeping =
        new Keeping(Duration.ofDays(allowed.keepDays().value()), allowed.budget().value());
    ImageStore store = ImageStore.of(task.facts().engine());
    task.calls()
        .aside(
            engine ->
                new UnusedImages(engine, store, directory, task.gateways().clock())
                    .collect(keeping, LONGEST),
            this::over);
  }

  private void over(Optional<List<String>> lines) {
    lines.ifPresent(all -> all.forEach(task.log()::line));
  }
}
