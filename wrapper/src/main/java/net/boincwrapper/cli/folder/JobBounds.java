package net.boincwrapper.cli.folder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.cli.display.Quantities;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Job.PortRequest;
import net.boincwrapper.job.Problem;
import net.boincwrapper.slot.record.InitData;

/** Checks a job against the bounds of its workunit and this machine. */
public final class JobBounds {
  private JobBounds() {}

  public static List<Problem> check(JobFolder folder, Job job, InitData init) throws IOException {
    List<Problem> problems = new ArrayList<>();
    checkMemory(folder, job, init, problems);
    checkDisk(folder, init, problems);
    checkPorts(folder, job, problems);
    return problems;
  }

  /** Planning the container finds out whether it is above the workunit's bound. */
  private static void checkMemory(
      JobFolder folder, Job job, InitData init, List<Problem> problems) {
    long limit = job.limits().memoryBytes().orElse(0);
    if (limit > init.host().memoryBytes()) {
      problems.add(
          Problem.warning(
              folder.jobName(),
              "memory = "
                  + Quantities.bytes(limit)
                  + " is more than this machine has, "
                  + Quantities.bytes(init.host().memoryBytes())));
    }
  }

  /** A client runs as many tasks of a job at the same time as its host has CPUs for. */
  private static void checkPorts(JobFolder folder, Job job, List<Problem> problems) {
    for (PortRequest port : job.ports()) {
      if (port.hostPort().isPresent()) {
        int fixed = port.hostPort().getAsInt();
        problems.add(
            Problem.warning(
                folder.jobName(),
                "port "
                    + fixed
                    + " of the host is fixed, so two tasks of the job cannot run on it at once:"
                    + " the second waits; write only \""
                    + port.containerPort()
                    + (port.protocol().equals("tcp") ? "" : "/" + port.protocol())
                    + "\", and the engine chooses a free one"));
      }
    }
  }

  private static void checkDisk(JobFolder folder, InitData init, List<Problem> problems)
      throws IOException {
    long bytes = folder.appBytes();
    long bound = init.diskBoundBytes().orElse(Long.MAX_VALUE);
    if (bytes > bound) {
      problems.add(
          Problem.error(
              folder.inputName(),
              "the files of the slot take "
                  + Quantities.bytes(bytes)
                  + ", more than rsc_disk_bound, "
                  + Quantities.bytes(bound)
                  + ": the client would abort the task; raise the bound"));
    }
  }
}
