package net.boincwrapper.task;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.boincwrapper.job.Job.ExitRules;
import net.boincwrapper.slot.Memo.Outcome;
import net.boincwrapper.slot.UntrustedFiles;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/**
 * Files by which a running app says that it has come to its end, for good or for now, where its
 * processes do not end by themselves.
 */
final class AppWishes {
  /** What has not changed from one look to the next is whole. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private static final int HIGHEST_STATUS = 255;
  private static final int LONGEST_DELAY = 86_400;

  private final TaskContext task;
  private final UntrustedFiles files;
  private final Map<String, FileStat> seen = new TreeMap<>();
  private long lookedAt;
  private boolean told;

  AppWishes(TaskContext task) {
    this.task = task;
    this.files = new UntrustedFiles(task.slot().directory());
    this.lookedAt = task.seams().clock().nanos();
  }

  /** Before a container's start: what stands there is of an earlier one. */
  void begin() {
    told = false;
    seen.clear();
    rules().wishFiles().forEach(this::remove);
  }

  /** To be called at each turn while the app runs. Told: that it is over, or is to go on later. */
  void tick() {
    if (told || rules().wishFiles().isEmpty() || !task.hasPassed(lookedAt, INTERVAL)) {
      return;
    }
    lookedAt = task.seams().clock().nanos();
    if (rules().finishFile().filter(this::isWhole).isPresent()) {
      told = true;
      task.log().line("the app says by a file that it is over");
      end();
    } else if (rules().laterFile().filter(this::isWhole).isPresent()) {
      told = true;
      later(rules().laterFile().get());
    }
  }

  /** How the task has ended, if the app has said so; whoever has ended the container then. */
  static Optional<Outcome> outcome(TaskContext task) {
    UntrustedFiles files = new UntrustedFiles(task.slot().directory());
    return task.facts()
        .job()
        .exit()
        .finishFile()
        .flatMap(name -> AppWish.read(files, name))
        .map(wish -> new Outcome(Math.min(wish.number(), HIGHEST_STATUS), wish.message()));
  }

  private ExitRules rules() {
    return task.facts().job().exit();
  }

  private boolean isWhole(String name) {
    Optional<FileStat> now = files.stat(name);
    Optional<FileStat> before = Optional.ofNullable(seen.remove(name));
    now.ifPresent(stat -> seen.put(name, stat));
    return now.isPresent() && now.equals(before);
  }

  /** Its end, when it comes, is judged like any other, with the file at hand. */
  private void end() {
    String id = task.memo().containerId();
    task.calls()
        .longCall(
            ContainerLife.done(engine -> engine.stop(id, Duration.ZERO)),
            ok -> {},
            e -> task.log().line(String.valueOf(e.getMessage())));
  }

  private void later(String name) {
    AppWish wish = AppWish.read(files, name).orElseGet(() -> new AppWish(0, ""));
    remove(name);
    Duration delay = Duration.ofSeconds(Math.min(Math.max(1, wish.number()), LONGEST_DELAY));
    String reason = "the app wants to go on later";
    task.tell()
        .accept(
            new TaskEvent.LaterWished(
                delay, wish.message().isEmpty() ? reason : reason + ": " + wish.message()));
  }

  private void remove(String name) {
    try {
      Files.deleteIfExists(task.slot().directory().resolve(name));
    } catch (IOException e) {
      task.log().line("could not remove the file " + name + ": " + e);
    }
  }
}
