package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.project.AppVersion;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.ProjectFile;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An app that is linked with BOINC's own library and takes itself for the client's child: it locks,
 * maps and writes what is the wrapper's, and confuses neither it nor the client.
 */
@WithRealClient
class LibraryAppIT {
  private static final Path LIBRARIES = Path.of("/usr/lib/x86_64-linux-gnu");

  /** Longer than the library waits for a heartbeat that never comes: 30 s. */
  private static final String TENTHS_OF_SECONDS = "350";

  @TempDir Path directory;

  @Test
  void itRunsToItsEndAndItsFinishFileIsNotTakenForTheTasks() throws IOException {
    ClientCondition.needsLibrary();
    Job job =
        Job.of(Apps.name("library"), "library")
            .copied("job.toml", Apps.jobToml(""))
            .linked("in.txt", "the input\n")
            .linkedOutput("out.txt")
            .commandLine(TENTHS_OF_SECONDS);
    try (TestProject project = TestProject.start();
        RealClient client = RealClient.of(directory, project)) {
      client.start(application()).fetch(job);
      Report report = client.awaitReport(job);

      assertThat(report.exitStatus()).as(report.stderr()).isZero();
      assertThat(report.stderr())
          .contains("the app's stderr.txt", "standalone mode", "finished with exit status 0");
      assertThat(project.text(job, "out.txt")).hasValue("the input\n");
    }
  }

  private AppVersion application() throws IOException {
    Path source = directory.resolve("app.cpp");
    try (InputStream in = LibraryAppIT.class.getResourceAsStream("library_app.cpp")) {
      Files.write(source, in.readAllBytes());
    }
    Path app = directory.resolve("app");
    Shell.succeed(
        "g++",
        "-o",
        app.toString(),
        "-I/usr/include/boinc",
        source.toString(),
        "-Wl,-rpath,$ORIGIN",
        "-lboinc_api",
        "-lboinc",
        "-lpthread");
    return Apps.withMainProgram("library")
        .copied(new ProjectFile("library_app_1", Files.readAllBytes(app)), "app.sh", true)
        .copied(library("libboinc_api.so.7"), "libboinc_api.so.7", false)
        .copied(library("libboinc.so.7"), "libboinc.so.7", false);
  }

  private static ProjectFile library(String name) throws IOException {
    return new ProjectFile(name, Files.readAllBytes(LIBRARIES.resolve(name)));
  }
}
