package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import net.boincwrapper.harness.EmptyRegistry;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.TestProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a volunteer does to the client as a whole while a task runs. */
@WithRealClient
class ClientModesIT {
  private static final int ENOUGH_SUSPENDS = 6;

  /** What the client knows of the CPU time is up to two seconds old. */
  private static final double MOST_OF_HALF = 0.7;

  /** {@code lib/common_defs.h:NETWORK_STATUS_WANT_CONNECTION}. */
  private static final String WANTS_CONNECTION = "<network_status>1</network_status>";

  /** {@code lib/common_defs.h:RESULT_FILES_DOWNLOADED}. */
  private static final int FILES_DOWNLOADED = 2;

  @TempDir Path directory;
  private TestProject project;
  private RealClient client;

  @BeforeEach
  void start() throws IOException {
    project = TestProject.start();
    client = RealClient.of(directory, project).start(Apps.script());
  }

  @AfterEach
  void stop() {
    client.close();
    project.close();
  }

  @Test
  void theRunModeSuspendsAndResumes() throws IOException {
    Job job = Apps.patient();
    client.fetch(job).awaitContainer(job, "running");

    client.boinccmd("--set_run_mode", "never").awaitContainer(job, "paused");
    client.boinccmd("--set_run_mode", "auto").awaitContainer(job, "running");

    client.enough(job);
    assertThat(client.awaitReport(job).exitStatus()).isZero();
  }

  @Test
  void throttlingHalvesTheQuotaAndPausesNothing() throws IOException {
    Job job = Apps.job("while [ ! -e enough ]; do :; done\n");
    client.fetch(job).awaitContainer(job, "running");
    String container = client.containers(job).only();
    long full = quota(job);

    client.prefer("cpu_usage_limit", "50");
    client.await("the container gets half a CPU", () -> quota(job) == full / 2);
    awaitSuspends(2); // until the client knows of all that was used before
    double cpu = cpuSeconds(job);
    Instant measured = Instant.now();
    awaitSuspends(ENOUGH_SUSPENDS);

    double seconds = Duration.between(measured, Instant.now()).toMillis() / 1e3;
    assertThat(cpuSeconds(job) - cpu).isPositive().isLessThan(MOST_OF_HALF * seconds);
    // A suspend that came before the quota was set is obeyed, for nothing else answers it.
    assertThat(pauses(container, measured.getEpochSecond() + 1)).as(client.evidence()).isEmpty();
    client.prefer("cpu_usage_limit", "100");
    client.await("the container has its CPU again", () -> quota(job) == full);
    assertThat(client.containers(job).only()).isEqualTo(container);
  }

  /** In billionths of a CPU. */
  private long quota(Job job) {
    String[] words =
        client
            .containers(job)
            .inspect("{{.HostConfig.NanoCpus}} {{.HostConfig.CpuQuota}} {{.HostConfig.CpuPeriod}}")
            .split(" ");
    long nano = Long.parseLong(words[0]);
    return nano > 0 ? nano : Long.parseLong(words[1]) * 1_000_000_000 / Long.parseLong(words[2]);
  }

  private double cpuSeconds(Job job) {
    return client.task(job).orElseThrow().cpuSeconds();
  }

  private void awaitSuspends(int number) {
    long before = suspends();
    client.await("the client throttles", () -> suspends() >= before + number);
  }

  private long suspends() {
    return client.log().lines().filter(line -> line.contains("<suspend/>")).count();
  }

  private static String pauses(String container, long since) {
    return Shell.succeed(
        "docker",
        "events",
        "--since",
        String.valueOf(since),
        "--until",
        String.valueOf(Instant.now().getEpochSecond()),
        "--filter",
        "container=" + container,
        "--filter",
        "event=pause");
  }

  @Test
  void changedPreferencesReachTheTaskAndTheAuthenticatorNobody() throws IOException {
    Job job = Apps.patient();
    client.fetch(job).awaitContainer(job, "running");
    Path initData = client.slot(job).initData();

    client.prefer("disk_interval", "7");

    client.await(
        "init_data.xml is new, and blanked",
        () ->
            Files.readString(initData).contains("<disk_interval>7.0")
                && !Files.readString(initData).contains(TaskHarness.AUTHENTICATOR));
    client.enough(job);
    assertThat(client.awaitReport(job).exitStatus()).isZero();
  }

  @Test
  void nothingIsBuiltOrPulledUntilTheNetworkMayBeUsedAgain() throws IOException {
    try (EmptyRegistry registry = new EmptyRegistry()) {
      Job built = building();
      Job pulled =
          Job.of(Apps.name("pull"), Apps.SCRIPT)
              .copied("job.toml", "image_name = \"" + registry.image() + "\"\n")
              .copied("script.sh", "");
      client.boinccmd("--set_run_mode", "never").fetch(built, pulled);
      client.awaitTask(built, "has its files", task -> task.state() == FILES_DOWNLOADED);
      client.awaitTask(pulled, "has its files", task -> task.state() == FILES_DOWNLOADED);

      client.boinccmd("--set_network_mode", "never").boinccmd("--set_run_mode", "always");
      client.awaitStderr(built, "the client has suspended the network");
      client.awaitStderr(pulled, "the client has suspended the network");
      client.await(
          "the client knows that a task wants the network",
          () -> client.ask("get_cc_status").contains(WANTS_CONNECTION));
      assertThat(client.containers(built).ids()).isEmpty();
      assertThat(registry.requests()).isZero();

      client.boinccmd("--set_network_mode", "always");
      assertThat(client.awaitReport(built).exitStatus()).isZero();
      assertThat(project.text(built, "out.txt")).hasValue("built\n");
      // A registry's refusal may be a proxy's: it is not believed at once.
      client.awaitStderr(pulled, "failed tries: 1");
      client.await("the client postpones it", () -> client.log().contains(postponed(pulled)));
      assertThat(registry.requests()).isPositive();
    }
  }

  private static String postponed(Job job) {
    return "Task " + job.resultName() + " postponed for 600 seconds: no image yet";
  }

  private static Job building() {
    return Job.of(Apps.name("build"), Apps.SCRIPT)
        .copied("job.toml", "")
        .copied("Dockerfile", "FROM debian:bookworm-slim\nWORKDIR /app\nCMD [\"/app/app.sh\"]\n")
        .copied("script.sh", "echo built > out.txt\n")
        .output("out.txt");
  }
}
