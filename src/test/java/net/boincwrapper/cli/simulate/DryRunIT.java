package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.cli.OutputTemplate;
import net.boincwrapper.cli.ProgramRun;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program, a real engine, and an app that counts ten steps a second. */
@WithEngine
class DryRunIT {
  @TempDir private Path home;
  private Path job;

  @BeforeEach
  void makeJob() throws IOException {
    job = Files.createDirectories(home.resolve("dry-counting"));
    write("job.toml", jobToml("[checkpoint]\nfiles = [\"state\"]\n"));
    countTo(20, 0);
    write("out.xml", OutputTemplate.of("out.txt"));
  }

  @AfterEach
  void removeWhatIsLeft() {
    containers().forEach(id -> Shell.run("docker", "rm", "--force", "--volumes", id));
  }

  @Test
  void aJobRunsToItsResult() throws IOException {
    try (ProgramRun run = ProgramRun.of("dry-run", "--run", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isZero();
      assertThat(run.out())
          .containsPattern("(?m)^\\d\\d:\\d\\d:\\d\\d  finished with exit status 0$")
          .containsPattern("(?m)^\\d\\d:\\d\\d:\\d\\d  +\\d+ %  \\d+:\\d\\d  CPU ")
          .contains("The app's last lines\n  starting at 0\n")
          .contains("result       success, exit code 0\n")
          .containsPattern("wall time    0:\\d\\d")
          .containsPattern("CPU time     \\d+\\.\\d s \\(utilisation \\d+ % of ")
          .containsPattern("checkpoints  [1-9].* sealed")
          .contains("log          " + job.resolve(".dry-run/stderr.txt") + "\n")
          .contains("outputs      " + output() + " (14 B of ")
          .doesNotContain("\u001b")
          .doesNotContain("\r")
          .doesNotContain("docker-wrapper:");
      assertThat(run.err()).isEmpty();
    }
    assertThat(output()).hasContent("counted to 20\n");
    assertThat(job.resolve(".dry-run/stderr.txt")).content().contains("starting at 0\n");
    assertThat(job.resolve(".dry-run/slots/0")).doesNotExist();
    assertThat(containers()).isEmpty();
  }

  @Test
  void machinesGetNothingButJson() throws IOException {
    try (ProgramRun run = ProgramRun.of("dry-run", "--run", "--json", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isZero();
      JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
      assertThat(json.get("result").getAsString()).isEqualTo("success");
      assertThat(json.get("wallSeconds").getAsDouble()).isGreaterThan(1);
      assertThat(json.getAsJsonArray("outputs").get(0).getAsString())
          .isEqualTo(output().toString());
      assertThat(run.err()).contains("finished with exit status 0");
    }
  }

  @Test
  void anAppThatFailsIsToldWithItsCodeAndItsLastWords() throws IOException {
    countTo(3, 7);

    try (ProgramRun run = ProgramRun.of("dry-run", "--run", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.RUN_FAILED);
      assertThat(run.out())
          .contains("The app's last lines\n  starting at 0\n")
          .containsPattern("result       failed, exit code 7: .*ended")
          .contains("outputs      none\n");
    }
    assertThat(job.resolve(".dry-run/stderr.txt")).exists();
  }

  @Test
  void aProgramThatIsNotThereIsNamed() throws IOException {
    write("job.toml", jobToml("").replace("/app/app.sh", "/opt/app.sh"));

    try (ProgramRun run = ProgramRun.of("dry-run", "--run", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.RUN_FAILED);
      assertThat(run.out())
          .containsPattern("(?m)^  .*exec /opt/app\\.sh failed: No such file or directory$")
          .contains("result       failed, exit code 195: the app could not be started: ");
    }
  }

  @Test
  void aJobWithProblemsIsNotRun() throws IOException {
    write("job.toml", "workdri = \"/app\"\n");

    try (ProgramRun run = ProgramRun.of("dry-run", "--run", job.toString())) {
      assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err())
          .startsWith("job.toml:1: unknown key \"workdri\"; did you mean \"workdir\"?\n");
    }
    assertThat(job.resolve(".dry-run")).doesNotExist();
  }

  @Test
  void withoutAnEngineItIsSaidAtOnceWhereOneWasLookedFor() throws IOException {
    String nowhere = "unix://" + home.resolve("no.sock");
    long begin = System.nanoTime();

    try (ProgramRun run =
        ProgramRun.startWith(Map.of("DOCKER_HOST", nowhere), "dry-run", "--run", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.NO_ENGINE);
      assertThat(run.err()).startsWith("dry-run: ").contains(home.resolve("no.sock").toString());
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    assertThat(job.resolve(".dry-run")).doesNotExist();
  }

  @Test
  void aWrongOptionIsAUsageError() throws IOException {
    try (ProgramRun run = ProgramRun.of("dry-run", "--frobnicate")) {
      assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).contains("Unknown option");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kill", "wrapper", "quit", "reboot", "suspend"})
  void anInterruptedJobComesToTheSameResult(String kind) throws IOException {
    String interruption = kind + "@40%";
    countTo(60, 0);

    try (ProgramRun run =
        ProgramRun.of("dry-run", "--run", "--interrupt", interruption, job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isZero();
      assertThat(run.out()).contains("interruption: " + interruption);
      boolean goesOn = kind.equals("wrapper") || kind.equals("suspend");
      assertThat(beginningOfLastStart(run)).as(run.evidence()).matches(at -> goesOn == (at == 0));
      assertThat(launches(run)).isEqualTo(kind.equals("kill") || kind.equals("suspend") ? 1 : 2);
    }
    assertThat(output()).hasContent("counted to 60\n");
    assertThat(containers()).isEmpty();
  }

  @Test
  void aJobSurvivesSeveralInterruptions() throws IOException {
    countTo(120, 0);

    try (ProgramRun run =
        ProgramRun.of(
            "dry-run",
            "--run",
            "--interrupt=quit@60%",
            "--interrupt=kill@20%",
            "--interrupt=reboot@40%",
            "--interrupt=wrapper@80%",
            "--interrupt=suspend@9999s",
            job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isZero();
      assertThat(run.out())
          .containsSubsequence("kill@20%", "reboot@40%", "quit@60%", "wrapper@80%")
          .contains("the run was over before suspend@9999s");
      assertThat(launches(run)).isEqualTo(4);
    }
    assertThat(output()).hasContent("counted to 120\n");
  }

  @Test
  void onATerminalCtrlCStopsAndKeepResumes() throws IOException {
    countTo(60, 0);
    try (ProgramRun run =
        ProgramRun.startOnTerminal("dry-run", "--run", "--keep", job.toString())) {
      awaitCount(15);
      run.type("\u0003");

      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(run.out())
          .contains("\r\u001b[K\u001b[?7l[#")
          .contains("stopping the task")
          .contains("stopped by you")
          .containsPattern("the slot is still there, .*--run --keep goes on");
    }
    assertThat(running()).isEmpty();

    try (ProgramRun run = ProgramRun.of("dry-run", "--run", "--keep", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isZero();
      assertThat(run.out()).contains("going on with the task in ");
      assertThat(beginningOfLastStart(run)).isBetween(1, 59);
    }
    assertThat(output()).hasContent("counted to 60\n");
    assertThat(job.resolve(".dry-run/slots/0")).exists();
  }

  @Test
  void whatAnEarlierRunHasLeftIsRemovedByTheNext() throws IOException {
    // Without checkpoint files the container is paused and kept.
    write("job.toml", jobToml(""));
    countTo(1000, 0);
    try (ProgramRun run = ProgramRun.startOnTerminal("dry-run", "--run", job.toString())) {
      awaitCount(5);
      run.type("\u0003");
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.INTERRUPTED);
    }
    assertThat(containers()).hasSize(1);
    assertThat(running()).isEmpty();
    countTo(5, 0);

    try (ProgramRun run = ProgramRun.of("dry-run", "--run", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isZero();
      assertThat(beginningOfLastStart(run)).isZero();
    }
    assertThat(containers()).isEmpty();
  }

  @Test
  void aSecondDryRunInTheSameDirectoryIsRefused() throws IOException {
    countTo(1000, 0);
    try (ProgramRun first = ProgramRun.start("dry-run", "--run", job.toString())) {
      first.awaitOut("starting container");

      try (ProgramRun second = ProgramRun.of("dry-run", "--run", job.toString())) {
        assertThat(second.exitCode()).isEqualTo(ExitCode.RUN_FAILED);
        assertThat(second.err()).contains("another dry run is going on in ");
      }
      Files.createFile(job.resolve(".dry-run/slots/0/enough"));
      assertThat(first.exitCode()).as(first.evidence()).isZero();
    }
  }

  @Test
  void anOutputMayBeALinkToTheProjectsDirectory() throws IOException {
    write("out.xml", OutputTemplate.ofLink("out.txt"));

    try (ProgramRun run = ProgramRun.of("dry-run", "--run", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isZero();
    }
    assertThat(output()).hasContent("counted to 20\n");
  }

  @Test
  void anOutputThatTheAppDidNotWriteFailsTheRun() throws IOException {
    write("out.xml", OutputTemplate.of("other.txt"));

    try (ProgramRun run = ProgramRun.of("dry-run", "--run", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.RUN_FAILED);
      assertThat(run.out())
          .contains(
              "failed, exit code 0: the app did not write what the output template names:"
                  + " other.txt; it wrote \"out.txt\": if that is meant, write it as <open_name> in"
                  + " out.xml\n");
    }
  }

  private static String jobToml(String more) {
    return "image_name = \""
        + TaskHarness.IMAGE
        + "\"\ncreate_args = \"--entrypoint /app/app.sh\"\n"
        + more;
  }

  private void countTo(int steps, int status) throws IOException {
    Path app =
        write(
            "app.sh",
            """
            #!/bin/sh
            trap 'exit 143' TERM
            n=$(cat state 2>/dev/null || echo 0)
            echo "starting at $n"
            while [ "$n" -lt %1$d ] && [ ! -e enough ]; do
              sleep 0.1
              n=$((n + 1))
              echo "$n" > state.new && mv state.new state
              printf '0.%%03d\\n' $((n * 999 / %1$d)) > fraction_done
            done
            echo "counted to $n" > out.txt
            exit %2$d
            """
                .formatted(steps, status));
    Files.setPosixFilePermissions(app, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** From the app's own log: which count the last container has begun with. */
  private static int beginningOfLastStart(ProgramRun run) {
    Matcher matcher = Pattern.compile("(?m)^  starting at (\\d+)\\r?$").matcher(run.out());
    assertThat(matcher.find()).as(run.evidence()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private static int launches(ProgramRun run) {
    Matcher matcher = Pattern.compile("launches +(\\d+)").matcher(run.out());
    assertThat(matcher.find()).as(run.evidence()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private void awaitCount(int least) {
    Path state = job.resolve(".dry-run/slots/0/state");
    Eventually.await(
        "a count of " + least,
        Duration.ofSeconds(90),
        () -> {
          String count = Files.exists(state) ? Files.readString(state).strip() : "";
          return !count.isEmpty() && Integer.parseInt(count) >= least;
        },
        () -> state + " exists: " + Files.exists(state));
  }

  private Path output() {
    return job.resolve(".dry-run/outputs/out.txt");
  }

  private List<String> containers() {
    return list("--all");
  }

  private List<String> running() {
    return list("--filter=status=running");
  }

  private List<String> list(String which) {
    return Shell.succeed(
            "docker", "ps", which, "--format", "{{.ID}} {{.Label \"net.boincwrapper.result\"}}")
        .lines()
        .filter(line -> line.contains(" dry-counting_"))
        .map(line -> line.split(" ")[0])
        .toList();
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(job.resolve(name), content);
  }
}
