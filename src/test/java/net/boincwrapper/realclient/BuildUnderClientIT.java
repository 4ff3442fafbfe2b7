package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a volunteer notices while a task builds its image. */
@WithNewestClient
class BuildUnderClientIT {
  private static final String BUSY = "Suspending computation - CPU is busy";

  /** {@code client/client_state.h:APP_NEED_NETWORK_MSG}; the client alerts for itself, too. */
  private static final String ALERT = "Tasks can't access Internet";

  private static final int LOOKS = 3;

  @TempDir Path directory;

  private final String word = Apps.name("image");
  private TestProject project;
  private QuietHost host;
  private RealClient client;

  @BeforeEach
  void start() throws IOException {
    project = TestProject.start();
    host = QuietHost.start(directory.resolve("stat"), word);
    client = RealClient.newest(directory, project).procStat(host.file());
    host.of(client);
  }

  @AfterEach
  void stop() {
    client.close();
    host.close();
    project.close();
    String images = "boincwrapper/" + project.directoryName();
    Shell.run("sh", "-c", "docker image rm --force $(docker image ls -q " + images + ") || :");
  }

  /** One whose build keeps a processor busy until it is told to end. */
  private Job built() {
    String step =
        "RUN trap end=1 USR1; end=; while [ -z \"$end\" ]; do i=0;"
            + " while [ $i -lt 50000 ]; do i=$((i + 1)); done; done; : "
            + word
            + "\n";
    return Job.of(word, Apps.SCRIPT)
        .copied("job.toml", "")
        .copied(
            "Dockerfile",
            "FROM "
                + TaskHarness.IMAGE
                + "\nRUN date +%s%3N > /begun\n"
                + step
                + "WORKDIR /app\nCMD [\"/app/app.sh\"]\n")
        .copied("script.sh", "cp /begun out.txt\n")
        .output("out.txt");
  }

  private void awaitBuilding() {
    client.await("a step of the build", () -> !host.programs().isEmpty());
  }

  /** Not the wrapper's: it computes until it is killed. */
  private Process other() throws IOException {
    return new ProcessBuilder("nice", "-n", "-15", "sh", "-c", "while :; do :; done; : " + word)
        .start();
  }

  private void endBuilding() {
    client.await(
        "the end of the step of the build",
        () -> {
          host.signalPrograms("USR1");
          return host.programs().isEmpty();
        });
  }

  private Report success(Job job) {
    Report report = client.awaitReport(job);
    assertThat(report.exitStatus()).as(report.stderr()).isZero();
    return report;
  }

  @Test
  void aBuildThatComputesDoesNotSuspendTheClientAndAnotherProgramDoes() throws IOException {
    Job job = built();
    client.preference("suspend_cpu_usage", "10").start(Apps.inPlanClassDocker()).fetch(job);
    awaitBuilding();
    int before = client.cpuLooks().size();

    client.awaitCpuLooks(LOOKS);

    assertThat(host.programs()).as("it still builds").isNotEmpty();
    assertThat(client.cpuLooks().subList(before + 1, before + LOOKS))
        .as(client.evidence())
        .allSatisfy(look -> assertThat(look.own()).isPositive());
    assertThat(client.log()).doesNotContain(BUSY);
    assertThat(client.messages()).doesNotContain(ALERT);

    // One of the client's eight processors or more, also on a host that is busy with other tests.
    List<Process> others = List.of(other(), other());
    try {
      client.await("the client is busy with another program", () -> client.log().contains(BUSY));
    } finally {
      others.forEach(Process::destroyForcibly);
    }
    client.await("it computes again", () -> client.log().contains("Resuming computation"));
    awaitBuilding();
    endBuilding();
    assertThat(success(job).cpuSeconds()).isGreaterThan(5);
  }

  @Test
  void aSuspendStopsABuildAndAResumeGoesOnWithTheStepsThatWereDone() throws IOException {
    Job job = built();
    client.start(Apps.inPlanClassDocker()).fetch(job);
    awaitBuilding();

    client.task(job, "suspend");
    client.await("nothing builds", () -> host.programs().isEmpty());
    long suspended = Instant.now().toEpochMilli();
    client.awaitCpuLooks(1);
    assertThat(host.programs()).as("nor begins again").isEmpty();
    client.task(job, "resume");
    awaitBuilding();
    endBuilding();

    success(job);
    assertThat(Long.parseLong(project.text(job, "out.txt").orElseThrow().strip()))
        .as("when the first step was done")
        .isLessThan(suspended);
  }

  @Tag("heavy")
  @Test
  void aRegistryThatCannotBeReachedIsToldToTheVolunteer() throws IOException {
    Job job =
        Job.of(word, Apps.SCRIPT)
            .copied("job.toml", "image_name = \"127.0.0.1:9/none:1\"\n")
            .copied("script.sh", "");
    client.start(Apps.inPlanClassDocker()).fetch(job);

    client.await("a notice of the network", () -> client.messages().contains(ALERT));
  }
}
