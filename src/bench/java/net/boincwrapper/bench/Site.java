package net.boincwrapper.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.boincwrapper.harness.TaskHarness;

/** A BOINC data directory; each task gets a slot that was never used before. */
final class Site implements AutoCloseable {
  private static final String DISK_BOUND_BYTES = "1e12";

  /** That of a client with its default preferences. */
  private static final String CHECKPOINT_PERIOD_SECONDS = "60";

  /** What the client has found ({@code lib/common_defs.h:DOCKER_TYPE}). */
  enum Found {
    DOCKER,
    PODMAN
  }

  private final Path directory;
  private final Found found;
  private final TaskHarness first;
  private int slots;

  private Site(Path directory, Found found) throws IOException {
    this.directory = directory;
    this.found = found;
    this.first = TaskHarness.in(directory);
  }

  /** A new one below a directory, of a client that has found Docker. */
  static Site below(Path parent) throws IOException {
    return below(parent, Found.DOCKER);
  }

  /** A new one below a directory. */
  static Site below(Path parent, Found found) throws IOException {
    Files.createDirectories(parent);
    return new Site(Files.createTempDirectory(parent, "site-"), found);
  }

  Path directory() {
    return directory;
  }

  /** A task that has not been launched. */
  TaskHarness task(App app) throws IOException {
    TaskHarness task = first.neighbour(++slots);
    app.put(task);
    return task.initData("rsc_disk_bound", DISK_BOUND_BYTES)
        .initData("checkpoint_period", CHECKPOINT_PERIOD_SECONDS)
        .hostInfo("docker_version", "0")
        .hostInfo("docker_type", found == Found.PODMAN ? "2" : "1");
  }

  /** Removes a directory with all that is in it, if it is there. */
  static void remove(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> entries;
    try (Stream<Path> found = Files.walk(directory)) {
      entries = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path entry : entries) {
      Files.deleteIfExists(entry);
    }
  }

  @Override
  public void close() {
    try {
      remove(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + directory, e);
    }
  }
}
