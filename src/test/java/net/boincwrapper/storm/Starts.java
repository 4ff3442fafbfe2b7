package net.boincwrapper.storm;

import java.io.IOException;
import java.util.List;
import net.boincwrapper.harness.TaskHarness;

/** What a storm's app tells of its starts, and of how far it is. */
final class Starts {
  private static final String ADOPTED = "going on with it";
  private static final int TRIES = 100;

  private final TaskHarness task;
  private long lastStep;

  Starts(TaskHarness task) {
    this.task = task;
  }

  /**
   * A start of the app.
   *
   * @param step from which it goes on
   * @param resumed {@code BOINC_RESUMED}
   */
  record Start(long step, String resumed) {}

  /** All of them, in their order. */
  List<Start> all() throws IOException {
    return task.read("log.txt")
        .lines()
        .filter(line -> line.startsWith(StormApp.START))
        .map(line -> line.split(" "))
        .filter(words -> words.length == 4)
        .map(words -> new Start(Long.parseLong(words[1]), words[2]))
        .toList();
  }

  /** What an app says that was given files that do not belong together. */
  List<String> complaints() throws IOException {
    return task.read("log.txt").lines().filter(line -> line.startsWith("torn")).toList();
  }

  /** The step at which the app is, or was last. */
  long stepNow() throws IOException {
    for (int tries = 0; tries < TRIES; tries++) {
      String now = task.read("now").strip();
      if (!now.isEmpty()) { // else it is just being written
        lastStep = Long.parseLong(now);
        break;
      }
    }
    return lastStep;
  }

  /** Grows when the app was started, or a wrapper has found it running. */
  long signs() throws IOException {
    return all().size() + task.stderr().lines().filter(line -> line.contains(ADOPTED)).count();
  }
}
