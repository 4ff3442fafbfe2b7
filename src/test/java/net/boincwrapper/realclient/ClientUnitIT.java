package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A volunteer's host as its packages leave it: Debian's client in its own unit, and Podman. Run in
 * the machine of {@code bin/test --engines}, by root.
 */
@Tag("virtual-machine")
class ClientUnitIT {
  private static final String TEMPLATE = "shell";
  private static final int STEPS = 40;

  /**
   * Counts as the template does, and computes meanwhile. Its own account of CPU time, in hundredths
   * of a second as in {@code /proc/PID/stat}, is part of its state.
   */
  private static final String COUNT =
      """
      #!/bin/sh
      set -e
      read -r step before 2>/dev/null < state || { step=0; before=0; }
      echo "starting at step $step of $ARGS"
      trap 'exit 143' TERM
      while [ "$step" -lt "$ARGS" ]; do
        sleep 1 & wait $!
        i=0; while [ "$i" -lt 3000 ]; do i=$((i + 1)); done
        step=$((step + 1))
        set -- $(cat /proc/$$/stat)
        used=$((before + ${14} + ${15} + ${16} + ${17}))
        echo "$step $used" > state.new; sync state.new; mv state.new state
      done
      echo "counted to $step" > result.txt
      echo "used $used hundredths of a second"
      """;

  private final Job job = Job.of(Apps.name(TEMPLATE), TEMPLATE).output("result.txt");

  @TempDir private Path directory;

  private TestProject project;
  private ClientUnit client;

  private int step() throws IOException {
    String state = client.read("state").strip();
    return state.isEmpty() ? 0 : Integer.parseInt(state.split(" ")[0]);
  }

  private void awaitStep(int step) {
    client.await("step " + step, () -> step() >= step);
  }

  @Test
  void aJobRunsFromAttachToUpload() throws Exception {
    PackagedApp packaged =
        PackagedApp.withoutEngine(
            TEMPLATE, String.valueOf(STEPS), Map.of("count.sh", COUNT), directory);
    try (TestProject started = TestProject.start()) {
      project = started;
      client = new ClientUnit(project).start();
      assertThat(client.log()).contains("Docker: version ").contains(" (podman)");

      packaged.offer(job, project);
      client.attach().await("it has the job", () -> client.task(job).isPresent());
      awaitStep(3);
      assertThat(client.engineOfTasks())
          .contains("whose client has found Podman")
          .contains("docker_wrapper/podman/podman.sock, a service of Podman's")
          .doesNotContain("systemctl show");
      suspendAndResume();
      awaitStep(step() + 3);
      List<Integer> safe = new ArrayList<>(List.of(0, safeStep()));
      client.restart();
      awaitStep(step() + 3);
      safe.add(safeStep());
      client.kill().restart();

      Report report = client.awaitReport(job);
      System.out.println(report.stderr().indent(2));
      assertRight(report, safe);
      assertNothingIsLeft();
    }
  }

  private void suspendAndResume() throws IOException {
    client.task(job, "suspend");
    client.await("it is suspended", () -> client.task(job).orElseThrow().suspended());
    Eventually.pass(Duration.ofSeconds(5));
    int before = step();
    Eventually.pass(Duration.ofSeconds(10));
    assertThat(step()).as(client.evidence()).isEqualTo(before);
    client.task(job, "resume");
  }

  /** One that the client's next start will not be before. */
  private int safeStep() throws IOException {
    double before = client.task(job).orElseThrow().checkpointCpuSeconds();
    int step = step();
    client.await(
        "a checkpoint", () -> client.task(job).orElseThrow().checkpointCpuSeconds() > before);
    return step - 1;
  }

  private void assertRight(Report report, List<Integer> safe) {
    assertThat(report.exitStatus()).as(report.stderr()).isZero();
    assertThat(report.state()).as(report.stderr()).isEqualTo(Report.FILES_UPLOADED);
    assertThat(project.text(job, "result.txt")).hasValue("counted to " + STEPS + "\n");
    List<Integer> starts = numbers(report.stderr(), "starting at step ", " of");
    assertThat(starts).as(report.stderr()).hasSameSizeAs(safe);
    for (int i = 0; i < starts.size(); i++) {
      assertThat(starts.get(i)).as(report.stderr()).isGreaterThanOrEqualTo(safe.get(i));
    }
    double own = numbers(report.stderr(), "used ", " hundredths").get(0) / 100.0;
    assertThat(report.cpuSeconds()).as(report.stderr()).isBetween(0.9 * own, 1.3 * own + 5);
  }

  private static List<Integer> numbers(String text, String before, String after) {
    return text.lines()
        .filter(line -> line.contains(before) && line.contains(after))
        .map(line -> line.replaceFirst(".*" + before + "(\\d+)" + after + ".*", "$1"))
        .map(Integer::valueOf)
        .toList();
  }

  private void assertNothingIsLeft() throws IOException {
    assertThat(client.leftInSlots()).isEmpty();
    client.await(
        "Podman's service has ended", () -> !client.processes().contains("system service"));
    client.stop();
    assertThat(client.processes()).doesNotContain("conmon");
  }
}
