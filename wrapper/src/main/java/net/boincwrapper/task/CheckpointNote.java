package net.boincwrapper.task;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import net.boincwrapper.slot.CompleteSet;
import net.boincwrapper.slot.Manifest;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.task.watch.CheckpointWatch;

/** Keeps {@link CompleteSet} for the next life of the wrapper, in the same boot of the host. */
final class CheckpointNote {
  private CheckpointNote() {}

  /** The app has written these files, which save this much CPU time. */
  static void written(TaskContext task, SortedMap<String, FileStat> files, double cpuSeconds) {
    write(task, files, cpuSeconds, OptionalInt.empty());
  }

  /** These files are the same as a sealed generation. */
  static void restored(TaskContext task, SortedMap<String, FileStat> files, Manifest of) {
    write(task, files, of.cpuSeconds(), OptionalInt.of(of.generation()));
  }

  private static void write(
      TaskContext task,
      SortedMap<String, FileStat> files,
      double cpuSeconds,
      OptionalInt generation) {
    String boot = BootId.read(task.gateways().proc());
    if (files.isEmpty() || boot.isEmpty()) {
      return;
    }
    task.lease().check();
    String fingerprint = CheckpointWatch.fingerprint(files);
    try {
      new CompleteSet(boot, fingerprint, cpuSeconds, generation).write(task.slot());
    } catch (IOException e) {
      // Without it, the newest seal is taken after a kill. Others report that the disk is full.
    }
  }

  /** The last note, if it is about these files, in this boot of the host. */
  static Optional<CompleteSet> of(TaskContext task, SortedMap<String, FileStat> files) {
    String boot = BootId.read(task.gateways().proc());
    return CompleteSet.read(task.slot())
        .filter(noted -> noted.bootId().equals(boot) && !boot.isEmpty())
        .filter(noted -> noted.fingerprint().equals(CheckpointWatch.fingerprint(files)));
  }
}
