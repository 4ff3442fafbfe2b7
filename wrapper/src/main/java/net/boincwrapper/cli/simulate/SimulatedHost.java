package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.slot.record.InitData.ClientVersion;
import net.boincwrapper.slot.record.InitData.HostInfo;

/** What a client on this machine could tell the task of a dry run. */
public final class SimulatedHost {
  /** The newest client whose protocol this program was checked against. */
  private static final ClientVersion CLIENT = new ClientVersion(8, 3, 0);

  /** Shorter than the usual 60 s, so that an author sees checkpoints in a short run. */
  public static final double CHECKPOINT_PERIOD_SECONDS = 5;

  private SimulatedHost() {}

  /** The name of a job's workunit: the folder's. */
  public static String workunit(JobFolder folder) {
    return plain(String.valueOf(folder.directory().getFileName()));
  }

  /**
   * What a task that runs in a scratch tree is told.
   *
   * @param checkpointPeriodSeconds the checkpoint period that the volunteer wants
   */
  static InitData initData(
      ScratchTree tree, SimulatedTask task, double cpus, double checkpointPeriodSeconds)
      throws IOException {
    Places places = new Places(tree.root(), tree.project());
    return initData(tree.folder(), places, task, cpus, checkpointPeriodSeconds);
  }

  /**
   * What a task would be told.
   *
   * @param project the project's directory
   */
  static InitData initData(JobFolder folder, Path project, SimulatedTask task, double cpus)
      throws IOException {
    Places places = new Places(ScratchTree.of(folder).root(), project);
    return initData(folder, places, task, cpus, CHECKPOINT_PERIOD_SECONDS);
  }

  /** Where BOINC's data and the project's files are. */
  private record Places(Path boinc, Path project) {}

  /**
   * Without a plan class, so that a real client on this machine would not clean the container away
   * because of its name.
   */
  private static InitData initData(
      JobFolder folder,
      Places places,
      SimulatedTask task,
      double cpus,
      double checkpointPeriodSeconds)
      throws IOException {
    return new InitData(
        CLIENT,
        workunit(folder),
        Optional.empty(),
        places.project(),
        places.boinc(),
        task.workunit(),
        task.result(),
        0,
        OptionalLong.of(ProcessHandle.current().pid()),
        task.checkpointCpuSeconds(),
        0,
        checkpointPeriodSeconds,
        Optional.empty(),
        OptionalInt.empty(),
        cpus,
        OptionalLong.of((long) folder.bounds().memoryBytes()),
        OptionalLong.of((long) folder.bounds().diskBytes()),
        new HostInfo(Runtime.getRuntime().availableProcessors(), memoryBytes(), Optional.empty()),
        Optional.empty(),
        100,
        false,
        List.of());
  }

  /** Names from a server have no blanks and no special characters. */
  private static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9_.-]", "_");
  }

  private static long memoryBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
      if (line.startsWith("MemTotal:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
      }
    }
    return 0;
  }
}
