package net.boincwrapper.task;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import net.boincwrapper.slot.CompleteSet;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/** Keeps {@link CompleteSet} for the next life of the wrapper, in the same boot of the host. */
final class CompleteNote {
  private CompleteNote() {}

  /** So are the files that save so much CPU time. */
  static void write(TaskContext task, SortedMap<String, FileStat> files, double cpuSeconds) {
    String boot = BootId.read(task.seams().proc());
    if (files.isEmpty() || boot.isEmpty()) {
      return;
    }
    try {
      new CompleteSet(boot, CheckpointWatch.fingerprint(files), cpuSeconds).write(task.slot());
    } catch (IOException e) {
      // Without it, the newest seal is taken after a kill. That the disk is full, others say.
    }
  }

  /** The CPU time that these files save, if they are the ones noted last. */
  static Optional<Double> cpuSeconds(TaskContext task, SortedMap<String, FileStat> files) {
    String boot = BootId.read(task.seams().proc());
    return CompleteSet.read(task.slot())
        .filter(noted -> noted.bootId().equals(boot) && !boot.isEmpty())
        .filter(noted -> noted.fingerprint().equals(CheckpointWatch.fingerprint(files)))
        .map(CompleteSet::cpuSeconds);
  }
}
