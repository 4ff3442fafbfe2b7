package net.boincwrapper.cli.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.boincwrapper.job.Glob;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.StandaloneSlot;

/**
 * What a run in the author's directory has left there, and what every task would begin with: the
 * number of its progress, and its checkpoint if it was stopped.
 */
public final class RunLeftovers {
  private final JobFolder folder;

  private RunLeftovers(JobFolder folder) {
    this.folder = folder;
  }

  /**
   * Warnings, each of a file of the app; empty where there are none. A run that goes on in the
   * directory wants these files, and does not heed them ({@link JobFolder#asSlot}).
   */
  public static List<Problem> of(JobFolder folder) {
    return new RunLeftovers(folder).find();
  }

  private List<Problem> find() {
    List<Problem> problems = new ArrayList<>();
    Optional<Job> job = folder.job().job();
    if (job.isPresent() && isStopped(folder)) {
      checkpoints(job.get()).forEach(name -> problems.add(checkpoint(name)));
    }
    job.map(it -> it.progress().file())
        .filter(name -> given(name::equals).contains(name))
        .ifPresent(name -> problems.add(progress(name)));
    return problems;
  }

  /** Whether a run was stopped in the directory, so that its declared files are a checkpoint. */
  static boolean isStopped(JobFolder folder) {
    return new StandaloneSlot(new SlotLayout(folder.directory())).isBegun();
  }

  private List<String> checkpoints(Job job) {
    List<Glob> globs = job.checkpoint().files().stream().map(Glob::of).toList();
    return given(name -> globs.stream().anyMatch(glob -> glob.matches(name)));
  }

  /** Names of the app's files that no workunit brings. */
  private List<String> given(Predicate<String> wanted) {
    return folder.appFiles().stream()
        .map(Path::toString)
        .filter(wanted)
        .filter(name -> !folder.isInput(name))
        .toList();
  }

  private static Problem checkpoint(String name) {
    return Problem.warning(
        name,
        "is the checkpoint of a \"docker-wrapper run\" that was stopped here, and every task would"
            + " begin with it; let that run finish, or remove "
            + SlotLayout.OWN_DIRECTORY
            + " and "
            + name);
  }

  private static Problem progress(String name) {
    return Problem.warning(
        name,
        "is the file in which the app writes its progress, and every task would begin with what it"
            + " says; remove it");
  }
}
