package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The service of Podman's that a wrapper starts where it finds none: it is shared by the tasks of a
 * BOINC data directory, and stays a while after the last.
 */
final class StartedService {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Lab lab;
  private final Path directory;

  /**
   * @param site whose tasks start it
   */
  StartedService(Lab lab, Site site) throws IOException {
    this.lab = lab;
    // As procfs shows it.
    this.directory = site.directory().toRealPath();
  }

  /** Ids of its processes; none where it does not run. */
  static List<Long> processes(ProcessTable table, Path directory) {
    return table.pids(
        process ->
            process.name().equals("podman")
                && table
                    .workingDirectory(process.pid())
                    .filter(d -> d.startsWith(directory))
                    .isPresent()
                && table.commandLine(process.pid()).contains("service"));
  }

  /** Of all its processes; nothing where it does not run. */
  Usage usage() throws IOException {
    ProcessTable table = lab.processes();
    List<Long> ours = processes(table, directory);
    return table.chosen(process -> ours.contains(process.pid()));
  }

  /** Ends it, if it runs. */
  void end() throws IOException {
    for (long pid : processes(lab.processes(), directory)) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    }
    Waiting.until(
        "the end of Podman's service",
        PATIENCE,
        () -> processes(lab.processes(), directory).isEmpty(),
        () -> "it works in " + directory);
  }
}
