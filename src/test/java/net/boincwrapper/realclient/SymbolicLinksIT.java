package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import net.boincwrapper.project.AppVersion;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.ProjectFile;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project with {@code <use_symlinks/>}: the app need not know of links. Names with a directory
 * are not tried, for there the client's own links lead nowhere: they are relative to the slot.
 */
@WithRealClient
class SymbolicLinksIT {
  private static final String SIMULATOR =
      """
      #!/bin/sh
      for name in job.toml in.txt through.txt plain.txt; do
        [ -L $name ] || exit 4
      done
      [ -L copied.txt ] && exit 5
      cat in.txt > through.txt || exit 6
      rm plain.txt && echo plain > plain.txt
      cat copied.txt > out.txt
      """;

  @TempDir Path directory;

  @Test
  void aJobOfLinksAndCopiesReadsRunsAndWrites() throws IOException {
    Job job =
        Job.of(Apps.name("symbolic"), "symbolic")
            .linked("in.txt", "linked input\n")
            .copied("copied.txt", "copied input\n")
            .linkedOutput("through.txt")
            .linkedOutput("plain.txt")
            .output("out.txt");
    try (TestProject project = TestProject.start();
        RealClient client = RealClient.of(directory, project)) {
      Report report = client.symbolicLinks().start(application()).fetch(job).awaitReport(job);

      assertThat(report.exitStatus()).as(report.stderr()).isZero();
      assertThat(report.state()).as(report.stderr()).isEqualTo(Report.FILES_UPLOADED);
      assertThat(project.text(job, "through.txt")).hasValue("linked input\n");
      assertThat(project.text(job, "plain.txt")).hasValue("plain\n");
      assertThat(project.text(job, "out.txt")).hasValue("copied input\n");
    }
  }

  private static AppVersion application() throws IOException {
    return Apps.withMainProgram("symbolic")
        .linked(ProjectFile.of("symbolic_job_1.toml", Apps.jobToml("")), "job.toml", false)
        .linked(ProjectFile.of("symbolic_app_1.sh", SIMULATOR), "app.sh", true);
  }
}
