package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.project.AppVersion;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import net.boincwrapper.server.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client runs exactly the files that {@code package} writes. */
@WithRealClient
class PackagedAppIT {
  private static final String TEMPLATE = "shell";

  @TempDir Path directory;

  private PackagedApp packaged;
  private final Job job = Job.of(Apps.name(TEMPLATE), TEMPLATE).output("result.txt");

  @BeforeEach
  void aTemplateIsPackaged() throws IOException {
    assumeTrue(PackagedApp.possible(), PackagedApp.LACK);
    packaged = PackagedApp.of(TEMPLATE, "2", directory);
  }

  @Test
  void anAttachedClientDownloadsItAndRunsIt() throws IOException, Refused {
    assertThat(packaged.problems()).isEmpty();
    try (TestProject project = TestProject.start();
        RealClient client = RealClient.of(directory, project)) {
      assertItRuns(project, client);
      assertThat(Files.readString(client.files().state()))
          .contains("<version_num>100</version_num>", "<plan_class>docker</plan_class>");
    }
  }

  @Test
  @Tag("heavy")
  @WithNewestClient
  void aClientThatKnowsOfContainersRunsIt() throws IOException, Refused {
    try (TestProject project = TestProject.start();
        RealClient client = RealClient.newest(directory, project)) {
      assertItRuns(project, client);
    }
  }

  private void assertItRuns(TestProject project, RealClient client) throws IOException, Refused {
    client.startAttached();
    packaged.offer(job, project);
    Report report = client.fetchOffered(job).awaitReport(job);

    assertThat(report.exitStatus()).as(report.stderr()).isZero();
    assertThat(report.state()).as(report.stderr()).isEqualTo(Report.FILES_UPLOADED);
    assertThat(project.text(job, "result.txt"))
        .hasValueSatisfying(text -> assertThat(text).isNotBlank());
    client.quit();
  }

  /** The project has another version; the volunteer's own is taken. */
  @Test
  @Tag("heavy")
  void anAuthorsOwnClientTriesItWithoutASignature() throws IOException {
    try (TestProject project = TestProject.start();
        RealClient client = RealClient.of(directory, project)) {
      packaged.tryOn(client.files(), project);
      project.version(AppVersion.of(TEMPLATE, MainProgram.underTest().file()).planClass("docker"));
      Report report = client.startAttached().fetch(job).awaitReport(job);

      assertThat(report.exitStatus()).as(report.stderr()).isZero();
      assertThat(project.uploaded(job, "result.txt")).isPresent();
    }
  }
}
