package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.project.AppVersion;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.ProjectFile;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What server and client want to know of an app version before they accept and launch it. */
@WithRealClient
class AppVersionIT {
  /** A download for each volunteer, and a copy in each project's directory. */
  private static final int MOST_BYTES = 32_000_000;

  private static final String NAME_IN_SLOT = "docker_wrapper";

  @TempDir Path directory;

  @Test
  void theServerFindsTheApiVersionInTheMainProgram() throws IOException {
    // From 6.0 on the client speaks through a mapped file, from 7.5 on it adds no --device.
    assertThat(MainProgram.underTest().apiVersion()).matches("8\\.[0-9]+\\.[0-9]+");
  }

  @Test
  void theMainProgramIsSmallEnoughToBeDownloaded() throws IOException {
    assertThat(MainProgram.underTest().file().content().length).isLessThanOrEqualTo(MOST_BYTES);
  }

  /** The job looks at its slot, which is where a link leads to the main program by that name. */
  @Test
  void theClientLaunchesTheMainProgramByItsPhysicalName() throws IOException {
    MainProgram program = MainProgram.underTest();
    AppVersion named =
        AppVersion.of("named", program.file(), NAME_IN_SLOT)
            .apiVersion(program.apiVersion())
            .copied(ProjectFile.of("named_app_1.sh", "#!/bin/sh\n. ./script.sh\n"), "app.sh", true);
    Job job =
        Job.of(Apps.name("named"), "named")
            .copied("job.toml", Apps.jobToml(""))
            .copied("script.sh", "cat " + NAME_IN_SLOT + " > seen.txt\n")
            .output("seen.txt");
    try (TestProject project = TestProject.start();
        RealClient client = RealClient.of(directory, project)) {
      Report report = client.start(named).fetch(job).awaitReport(job);

      assertThat(report.exitStatus()).as(report.stderr()).isZero();
      assertThat(project.text(job, "seen.txt").orElseThrow())
          .contains("/" + project.directoryName() + "/" + program.file().name() + "</soft_link>");
      client.quit();
      assertThat(Files.readString(client.files().state()))
          .contains(
              "<api_version>" + program.apiVersion() + "</api_version>",
              "<open_name>" + NAME_IN_SLOT + "</open_name>\n        <main_program/>");
    }
  }
}
