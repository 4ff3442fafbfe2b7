package net.boincwrapper.cli.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import net.boincwrapper.job.Glob;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.Problem.Severity;
import net.boincwrapper.job.toml.JobReader;

/** What a job says and what lies in its directory, each right alone but not together. */
final class FolderConflicts {
  private final JobFolder folder;
  private final List<Problem> problems = new ArrayList<>();

  private FolderConflicts(JobFolder folder) {
    this.folder = folder;
  }

  static List<Problem> find(JobFolder folder) {
    FolderConflicts conflicts = new FolderConflicts(folder);
    folder.job().job().ifPresent(conflicts::find);
    return conflicts.problems;
  }

  private void find(Job job) {
    if (job.hasFinishedImage() && folder.dockerfile().isPresent()) {
      String key = job.imageName().isPresent() ? "image_name" : "image.archive";
      warning(
          key,
          "\""
              + key
              + "\" counts, and "
              + folder.dockerfileName()
              + " beside it is not built; remove one of them");
    }
    problems.addAll(RunLeftovers.of(folder));
    for (String glob :
        RunLeftovers.isStopped(folder) ? List.<String>of() : job.checkpoint().files()) {
      folder.appFiles().stream()
          .map(Path::toString)
          .filter(name -> Glob.of(glob).matches(name) && !folder.isInput(name))
          .findFirst()
          .ifPresent(name -> checkpoint(glob, name));
    }
  }

  private void checkpoint(String glob, String name) {
    warning(
        "checkpoint.files",
        "\"checkpoint.files\" entry \""
            + glob
            + "\" covers "
            + name
            + ", which is among the job's files: every task would begin with it, as with a"
            + " checkpoint; remove the file unless that is meant");
  }

  private void warning(String key, String message) {
    problems.add(new Problem(Severity.WARNING, folder.jobName(), line(key), message));
  }

  /** From the origin of the value, such as {@code job.toml:7}. */
  private OptionalInt line(String key) {
    return folder.job().settings().stream()
        .filter(setting -> setting.key().equals(key))
        .map(JobReader.Setting::origin)
        .filter(origin -> origin.matches(".*:\\d+"))
        .mapToInt(origin -> Integer.parseInt(origin.substring(origin.lastIndexOf(':') + 1)))
        .findFirst();
  }
}
