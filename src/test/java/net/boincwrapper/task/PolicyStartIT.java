package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.boincwrapper.harness.HostFile;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task waits for its app longer on a host whose owner has a policy. */
@Tag("heavy")
@WithEngine
class PolicyStartIT {
  private static final int PAIRS = 25;

  /** A tenth of a start on an idle host; a run on a busy one differs by more. */
  private static final long LONGEST_MILLIS = 100;

  private static final String POLICY =
      """
      network = "none"
      builds = false
      gpus = false
      cpuset = "0-1"
      capabilities = ["SYS_ADMIN"]
      devices = ["/dev/fuse"]

      [limits]
      memory = "8g"
      pids = 2000

      [[mount]]
      name = "cvmfs"
      source = "/cvmfs"

      [project."https://example.org/another/"]
      network = "project"

      [project."https://example.org/it/"]
      network = "project"
      """;

  @TempDir Path directory;
  private int slot = 1;

  @Test
  void aPolicyIsReadInNoTime() throws IOException {
    HostFile without = new HostFile(Files.createDirectory(directory.resolve("without")));
    HostFile with = new HostFile(Files.createDirectory(directory.resolve("with"))).write(POLICY);
    List<Long> none = new ArrayList<>();
    List<Long> policy = new ArrayList<>();
    List<Long> differences = new ArrayList<>();
    try (TaskHarness first = TaskHarness.in(directory)) {
      start(without.of(first), first); // unpacks the program
      for (int pair = 0; pair < PAIRS; pair++) {
        boolean noneFirst = pair % 2 == 0;
        long one = start(first, noneFirst ? without : with);
        long other = start(first, noneFirst ? with : without);
        none.add(noneFirst ? one : other);
        policy.add(noneFirst ? other : one);
        differences.add(policy.get(pair) - none.get(pair));
      }
    }
    System.out.printf(
        "from launch to app, ms: without a policy %s, with one %s, pairs %s%n",
        summary(none), summary(policy), summary(differences));
    assertThat(median(differences)).isLessThan(LONGEST_MILLIS);
  }

  private long start(TaskHarness first, HostFile host) throws IOException {
    try (TaskHarness task = first.neighbour(slot++)) {
      return start(host.of(task), task);
    }
  }

  /** Milliseconds, by the app's own clock, which is the host's. */
  private static long start(HostFile host, TaskHarness task) throws IOException {
    assertThat(host.file().getParent()).isDirectory();
    task.app("date +%s%3N > began\n");
    long launched = System.currentTimeMillis();
    assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();
    return Long.parseLong(task.read("began").strip()) - launched;
  }

  private static String summary(List<Long> millis) {
    return "%d (%d to %d)"
        .formatted(median(millis), Collections.min(millis), Collections.max(millis));
  }

  private static long median(List<Long> millis) {
    return millis.stream().sorted().skip(millis.size() / 2).findFirst().orElseThrow();
  }
}
