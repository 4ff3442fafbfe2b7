package net.boincwrapper.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import net.boincwrapper.slot.InitData;

/** Checks a job against the bounds of its workunit and this machine. */
final class JobBounds {
  private JobBounds() {}

  static List<Problem> check(JobFolder folder, Job job, InitData init) throws IOException {
    List<Problem> problems = new ArrayList<>();
    checkMemory(folder, job, init, problems);
    checkDisk(folder, init, problems);
    return problems;
  }

  /** That it is above the workunit's bound is found when the container is planned. */
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

  private static void checkDisk(JobFolder folder, InitData init, List<Problem> problems)
      throws IOException {
    String template =
        folder.input().map(t -> String.valueOf(t.source().getFileName())).orElse("in.xml");
    long bytes = folder.appBytes();
    long bound = init.diskBoundBytes().orElse(Long.MAX_VALUE);
    if (bytes > bound) {
      problems.add(
          Problem.error(
              template,
              "the files of the slot have "
                  + Quantities.bytes(bytes)
                  + ", more than rsc_disk_bound, "
                  + Quantities.bytes(bound)
                  + ": the client would abort the task; raise the bound"));
    }
  }
}
