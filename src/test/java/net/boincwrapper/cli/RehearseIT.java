package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.OwnEngine;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program, a real engine, and apps that are right or wrong in one way each. They count
 * ten steps a second by the clock, so that on a busy machine all runs of an app are still as long,
 * and write a checkpoint every few steps.
 */
@WithEngine
class RehearseIT {
  private static final int STEPS = 100;

  /** Loads the count, and adds up what is counted. */
  private static final String RESUME = "n=0; sum=0; [ -e state ] && read -r n sum < state\n";

  private static final String SAVE = "echo \"$n $sum\" > state.new && mv state.new state\n";

  /**
   * The fraction done, in per cent: it tells soon after the first checkpoint whether it resumes.
   */
  private static final String SAVE_AND_TELL =
      SAVE + "echo ${n}e-2 > told.new && mv told.new fraction_done\n";

  @TempDir private Path home;
  private Path job;

  @BeforeEach
  void makeJob() throws IOException {
    job = Files.createDirectories(home.resolve("adding"));
    write(
        "job.toml",
        "image_name = \""
            + TaskHarness.IMAGE
            + "\"\ncreate_args = \"--entrypoint /app/app.sh\"\n"
            + "[checkpoint]\nfiles = [\"state\"]\ngrace = 10\n");
    write("out.xml", OutputTemplate.of("out.txt"));
  }

  @AfterEach
  void removeWhatIsLeft() {
    Shell.succeed(
            "docker", "ps", "--all", "--format", "{{.ID}} {{.Label \"net.boincwrapper.result\"}}")
        .lines()
        .filter(line -> line.contains(" adding_"))
        .forEach(line -> Shell.run("docker", "rm", "--force", "--volumes", line.split(" ")[0]));
  }

  @Test
  void anAppThatResumesMayBeReleasedAsFarAsItWasTried() throws IOException {
    app(RESUME, "sum=$((sum + n))\n", 2, SAVE_AND_TELL);

    try (ProgramRun run = rehearse("--seed", "7", "--only", "quit,rollback,engine")) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.UNPROVEN);
      assertThat(run.out())
          .contains("rehearsal with seed 7\n")
          .contains("compared     out.txt, byte for byte\n")
          .containsPattern("(?m)^  engine@\\d.*the same  from ")
          .containsPattern("(?m)^  quit@\\d.*the same  from ")
          .containsPattern("(?m)^  rollback@\\d.*the same  from checkpoint \\d+, restored$")
          .containsPattern("sealed after \\d\\.\\d s; the grace is 10 s")
          .contains("As far as quit@");
    }
    assertThat(job.resolve(".dry-run/rehearsal/rollback/outputs/out.txt")).hasContent("sum 5050\n");
    assertThat(job.resolve(".dry-run/rehearsal/rollback/slots/0")).doesNotExist();
    assertThat(job.resolve(".dry-run/rehearsal/rollback/stderr.txt"))
        .content()
        .contains("checkpoint files: restored from generation ");
  }

  @Test
  void severalInterruptionsFitIntoOneRun() throws IOException {
    app(RESUME, "sum=$((sum + n))\n", 2, SAVE_AND_TELL);

    try (ProgramRun run =
        rehearse("--seed", "31", "--json", "--together", "--only", "wrapper,torn")) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.UNPROVEN);
      JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
      assertThat(json.get("mayBeReleased").isJsonNull()).isTrue();
      JsonObject together = json.getAsJsonArray("runs").get(0).getAsJsonObject();
      assertThat(together.get("name").getAsString()).isEqualTo("together");
      assertThat(together.get("sameOutputs").getAsBoolean()).isTrue();
      assertThat(together.getAsJsonArray("interruptions")).isNotEmpty();
      assertThat(json.getAsJsonArray("notTried")).isEmpty();
    }
  }

  @Test
  void anAppThatStartsFromZeroEachTimeIsFoundOut() throws IOException {
    app("n=0; sum=0\n", "sum=$((sum + n))\n", 2, SAVE);

    try (ProgramRun run = rehearse("--only", "kill")) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.out())
          .containsPattern("(?m)^  kill@\\d.*the same  from zero$")
          .contains("      state was written again as it had been long before\n")
          .contains("Do not release the app: it does not resume.");
    }
  }

  @Test
  void anAppThatResumesWronglyIsFoundOut() throws IOException {
    app(
        "n=0; sum=0; [ -e state ] && read -r n rest < state\n",
        "sum=$((sum + n))\n",
        2,
        SAVE_AND_TELL);

    try (ProgramRun run = rehearse("--only", "kill")) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.DIFFERS);
      assertThat(run.out())
          .containsPattern("(?m)^  kill@\\d.*DIFFER    from ")
          .containsPattern("out\\.txt differs from byte \\d+ on")
          .doesNotContain("not declared")
          .contains("Do not release the app: its outputs differ after kill@");
    }
    assertThat(job.resolve(".dry-run/rehearsal/kill/slots/0")).exists();
  }

  /**
   * It appends one line at each checkpoint, and counts on what is there after a resume: right after
   * most kills, for the newest checkpoint and the file belong together.
   */
  @Test
  void aFileThatShouldHaveBeenDeclaredIsFoundByTheRollback() throws IOException {
    app(
        "n=0; sum=0; [ -e state ] && read -r n sum < state\n",
        "",
        12,
        "echo $n >> samples.txt; sum=$(wc -l < samples.txt)\n" + SAVE);

    try (ProgramRun run = rehearse("--only", "rollback")) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.DIFFERS);
      assertThat(run.out())
          .containsPattern("(?m)^  rollback@\\d.*DIFFER    from ")
          .containsPattern("These are not declared: .*samples\\.txt");
    }
  }

  @Test
  void anAppThatRollsDiceIsToldToCompareByACommand() throws IOException {
    app(RESUME, "sum=$(od -An -N4 -tu4 /dev/urandom)\n", 2, SAVE_AND_TELL);

    try (ProgramRun run = rehearse("--only", "kill,torn")) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.DIFFERS);
      assertThat(run.out())
          .containsIgnoringWhitespaces("two undisturbed runs already have different outputs.")
          .contains("--compare CMD.")
          .doesNotContain(": torn, due");
    }
    String compare = "grep -rqs 'sum [0-9]'";
    try (ProgramRun run = rehearse("--seed", "7", "--only", "kill", "--compare", compare)) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.UNPROVEN);
      assertThat(run.out()).contains("out.txt, by grep -rqs 'sum [0-9]'");
    }
  }

  @Test
  void aCommandThatCannotCompareIsFoundBeforeTheFirstInterruption() throws IOException {
    app(RESUME, "", 2, SAVE_AND_TELL);

    try (ProgramRun run = rehearse("--only", "kill", "--compare", "/nowhere/compare.py")) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.RUN_FAILED);
      assertThat(run.err()).contains("the command of --compare could not be run");
      assertThat(run.out()).doesNotContain(": kill, due");
    }
  }

  @Test
  void anAppThatFailsUndisturbedIsNotInterrupted() throws IOException {
    app("exit 3\n", "", 2, "");

    try (ProgramRun run = rehearse()) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.RUN_FAILED);
      assertThat(run.out())
          .containsIgnoringWhitespaces(
              "its undisturbed run failed (the app ended with exit code 3)")
          .doesNotContain(": kill, due");
    }
  }

  @Test
  void anAppThatIsOverBeforeItsFirstCheckpointCannotBeJudged() throws IOException {
    app(RESUME, "", 1000, SAVE);

    try (ProgramRun run = rehearse("--only", "kill,rollback")) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.UNPROVEN);
      assertThat(run.out())
          .contains("It is unclear whether the app may be released: too little was tried.")
          .contains("Not tried: kill; the run has no first sealed checkpoint.");
    }
  }

  @Test
  @Tag("heavy")
  void theWholeRehearsalOfAnAppThatResumesEndsWithItsRelease() throws IOException {
    app(RESUME, "sum=$((sum + n))\n", 2, SAVE_AND_TELL);

    try (ProgramRun run = rehearse()) {
      assertThat(run.exitCode()).as(run.evidence()).isZero();
      assertThat(run.out())
          .contains("The app may be released: after each of 8 interruptions it went on");
    }
  }

  /** The command only asks; the test restarts its own engine. */
  @Test
  @Tag("heavy")
  void theEngineIsRestartedWhereThatIsPermitted() throws Exception {
    app(RESUME, "sum=$((sum + n))\n", 2, SAVE_AND_TELL);
    Path asked = home.resolve("asked");
    Path restarted = home.resolve("restarted");
    String command = "touch " + asked + "; while [ ! -e " + restarted + " ]; do sleep 0.1; done";
    try (OwnEngine engine = OwnEngine.start();
        ProgramRun run =
            ProgramRun.startWith(
                Map.of("DOCKER_HOST", engine.host()),
                "dry-run",
                "--rehearse",
                "--only=engine",
                "--restart-engine=" + command,
                job.toString())) {
      run.awaitOut("interruption: engine@");
      Eventually.await(
          "the command", Duration.ofSeconds(20), () -> Files.exists(asked), run::evidence);
      engine.stop();
      engine.startAgain();
      Files.createFile(restarted);

      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.UNPROVEN);
      assertThat(run.out()).containsPattern("(?m)^  engine@\\d.*the same  from ");
    }
  }

  private ProgramRun rehearse(String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("dry-run", "--rehearse"));
    words.addAll(List.of(options));
    words.add(job.toString());
    return ProgramRun.of(words.toArray(String[]::new));
  }

  /**
   * @param begin finds {@code n} and {@code sum}
   * @param step done in each step
   * @param every how many steps lie between two checkpoints
   * @param save writes one
   */
  private void app(String begin, String step, int every, String save) throws IOException {
    Path app =
        write(
            "app.sh",
            """
            #!/bin/sh
            save() {
            %s:; }
            %strap 'save; exit 143' TERM
            clock() { read -r up idle < /proc/uptime; now=${up%%.*}${up#*.}; }
            clock
            due=$now
            while [ "$n" -lt %d ]; do
              due=$((due + 10))
              [ "$now" -ge "$due" ] || sleep 0.1
              clock
              n=$((n + 1))
              %s  [ $((n %% %d)) -eq 0 ] && save
            done
            echo "sum" $sum > out.txt
            """
                .formatted(save, begin, STEPS, step, every));
    Files.setPosixFilePermissions(app, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(job.resolve(name), content);
  }
}
