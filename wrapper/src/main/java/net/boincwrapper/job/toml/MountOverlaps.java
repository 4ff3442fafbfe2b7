package net.boincwrapper.job.toml;

import java.util.HashSet;
import java.util.Set;
import net.boincwrapper.job.GuestPath;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Names;
import net.boincwrapper.job.Problems;
import net.boincwrapper.job.options.CreateArgs;
import net.boincwrapper.toml.Key;
import net.boincwrapper.toml.Written;

/** Finds places in the container that two mounts would share. */
final class MountOverlaps {
  private final Job job;
  private final Written written;
  private final CreateArgs.Parsed create;
  private final Problems problems;
  private final Set<String> taken = new HashSet<>();

  private MountOverlaps(Job job, Written written, CreateArgs.Parsed create, Problems problems) {
    this.create = create;
    this.job = job;
    this.written = written;
    this.problems = problems;
  }

  static void find(Job job, Written written, CreateArgs.Parsed create, Problems problems) {
    MountOverlaps overlaps = new MountOverlaps(job, written, create, problems);
    overlaps.workdir();
    overlaps.targets();
  }

  private void workdir() {
    String project = job.projectDirMount();
    if (GuestPath.overlap(job.workdir(), project)) {
      Key key = written.has(JobKeys.WORKDIR) ? JobKeys.WORKDIR : JobKeys.PROJECT_DIR_MOUNT;
      problems.error(
          written.line(key),
          "\"workdir\" "
              + job.workdir()
              + " and \"project_dir_mount\" "
              + project
              + " overlap; choose places beside each other");
    } else if (job.workdir().equals(JobKeys.DEFAULT_PROJECT_MOUNT)) {
      problems.error(
          written.line(JobKeys.WORKDIR),
          "\"workdir\" is /project, where apps expect the project's files; name another");
    }
  }

  private void targets() {
    for (int i = 0; i < job.mounts().size(); i++) {
      target(job.mounts().get(i).target(), "mount target", mountLine(i));
    }
    for (Job.Tmpfs tmpfs : job.createOptions().tmpfs()) {
      target(tmpfs.target(), "--tmpfs", written.line(JobKeys.CREATE_ARGS));
    }
    for (int i = 0; i < job.scratch().size(); i++) {
      String table = Names.element(JobKeys.SCRATCH, i);
      int line = written.document().line(Names.within(table, "path"));
      target(job.scratch().get(i).path(), "\"scratch.path\"", line);
    }
  }

  private int mountLine(int index) {
    int fromKey = job.mounts().size() - create.mounts().size();
    if (index >= fromKey) {
      return written.line(JobKeys.CREATE_ARGS);
    }
    // A mount that was refused shifts those after it.
    return fromKey == written.texts(JobKeys.MOUNT).size()
        ? written.line(JobKeys.MOUNT, index)
        : written.line(JobKeys.MOUNT);
  }

  private void target(String path, String what, int line) {
    if (GuestPath.overlap(path, job.workdir())) {
      problems.error(line, what + " " + path + overlaps("workdir", job.workdir()));
    } else if (GuestPath.overlap(path, job.projectDirMount())) {
      problems.error(
          line, what + " " + path + overlaps("project_dir_mount", job.projectDirMount()));
    }
    if (!taken.add(path)) {
      problems.error(line, what + " " + path + " is already the place of another mount");
    }
  }

  private static String overlaps(String key, String place) {
    return " overlaps \"" + key + "\" " + place + "; choose a place beside it";
  }
}
