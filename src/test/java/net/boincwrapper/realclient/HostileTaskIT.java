package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Apps that plant links at the names that the client opens: it appends to stderr.txt, writes
 * boinc_task_state.xml, and uploads outputs. No canary is touched or leaves the host.
 */
@WithRealClient
class HostileTaskIT {
  private static final String CANARY = "a file of the volunteer's\n";

  @TempDir static Path directory;
  private static Path canary;
  private static Job atTheEnd;
  private static Job whileItRuns;
  private static TestProject project;
  private static RealClient client;

  @BeforeAll
  static void start() throws IOException {
    canary = Files.writeString(directory.resolve("canary"), CANARY);
    atTheEnd =
        Apps.job(plant("out.txt sub/linked.txt stderr.txt boinc_task_state.xml") + "exit 0\n")
            .output("out.txt")
            .linkedOutput("sub/linked.txt")
            .output("stderr.txt.copy");
    whileItRuns =
        Apps.job(
            plant("stderr.txt boinc_task_state.xml init_data.xml boinc_finish_called")
                + """
                n=0
                until [ -e enough ]; do
                  n=$((n + 1))
                  echo $n > state.new && mv state.new state
                  sleep 0.1
                done
                """,
            "[checkpoint]\nfiles = [\"state\"]\ngrace = 2\n");
    project = TestProject.start();
    client = RealClient.of(directory, project).start(Apps.script());
    client.fetch(atTheEnd, whileItRuns);
  }

  @AfterAll
  static void stop() {
    client.close();
    project.close();
  }

  /** At each name: first a symbolic link, and where that is refused, one by way of a rename. */
  private static String plant(String names) {
    return """
        mkdir -p sub
        for name in %s; do
          rm -f "$name" 2> /dev/null
          ln -s %s "$name" 2> /dev/null || {
            ln -s %s planted && mv -f planted "$name" 2> /dev/null
          }
        done
        """
        .formatted(names, canary, canary);
  }

  @Test
  void aLinkAtAnOutputsNameIsNotUploaded() throws IOException {
    Report report = client.awaitReport(atTheEnd);

    assertThat(report.stderr()).doesNotContain(CANARY.strip());
    assertThat(project.text(atTheEnd, "out.txt").orElse("")).isNotEqualTo(CANARY);
    assertThat(project.text(atTheEnd, "sub/linked.txt").orElse("")).isNotEqualTo(CANARY);
    assertThat(canary).hasContent(CANARY);
  }

  @Test
  void linksAtTheClientsOwnNamesLeadNowhere() throws IOException {
    client.awaitCheckpoint(whileItRuns);
    client.task(whileItRuns, "suspend");
    client.await("its container is gone", () -> client.containers(whileItRuns).ids().isEmpty());
    client.task(whileItRuns, "resume").awaitContainer(whileItRuns, "running");
    client.awaitCheckpoint(whileItRuns).enough(whileItRuns);

    Report report = client.awaitReport(whileItRuns);

    assertThat(report.exitStatus()).as(report.stderr()).isZero();
    assertThat(report.stderr()).contains("docker-wrapper: ").doesNotContain(CANARY.strip());
    assertThat(canary).hasContent(CANARY);
  }
}
