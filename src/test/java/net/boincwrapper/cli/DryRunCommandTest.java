package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.cli.display.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DryRunCommandTest {
  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --keep                    | --keep and --interrupt go with --run
          --interrupt kill@5s       | --keep and --interrupt go with --run
          --run --interrupt kill    | is not an interruption; write WHAT@SECONDSs or WHAT@PERCENT%
          --run --interrupt eat@5s  | is none of kill, wrapper, reboot, quit, suspend, torn, rollback, engine
          --engine --run            | --engine goes with --json only
          --data-dir none           | --data-dir goes with --engine
          --engine --data-dir none  | none cannot be read: name a BOINC data directory
          --rehearse --run          | --run and --rehearse exclude each other
          --rehearse --keep         | --keep and --interrupt go with --run
          --seed 5                  | --seed, --only, --compare and --together go with --rehearse
          --run --compare cmp       | --seed, --only, --compare and --together go with --rehearse
          --rehearse --only eat     | "eat" is none of kill, wrapper, reboot, quit, suspend, torn, rollback, engine
          --patience 5m             | --patience goes with --run or --rehearse
          --run --patience 5        | "5" is no time; write a number and s, m or h, such as 10m
          --restart-engine true     | --restart-engine goes with --rehearse
          --run --restart-engine true | --restart-engine goes with --rehearse
          --report r.html           | --report goes with --run or --rehearse
          --run --report none/r.html | there is no directory
          --run --report r.txt      | does not end in .html; give the report such a name
          --rehearse --seed x       | Invalid value for option '--seed'
          --cpus 0                  | --cpus takes a number above 0; found 0
          --cpus many               | Invalid value for option '--cpus'
          --frobnicate              | Unknown option: '--frobnicate'
          --rehears                 | Unknown option: '--rehears'; did you mean --rehearse?
          --intrerupt kill@5s       | Unknown option: '--intrerupt'; did you mean --interrupt?
          --Json                    | Unknown option: '--Json'; did you mean --json?
          --verb                    | Unknown option: '--verb'; did you mean --verbose?
          --quiet --verbose         | --quiet and --verbose exclude each other
          """)
  void aWrongWordIsAUsageError(String options, String told) {
    String[] words = ("dry-run " + options + " " + home).split(" ");

    AuthorRun run = AuthorRun.of(words);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .hasLineCount(2)
        .startsWith("docker-wrapper dry-run: ")
        .contains(told)
        .endsWith("See \"docker-wrapper dry-run --help\".\n");
  }

  @Test
  void quietlyOnlyTheProblemsAndTheVerdictAreTold() throws IOException {
    Files.writeString(home.resolve("job.toml"), "image_name = \"debian\"\nverbose = 9\n");

    assertThat(AuthorRun.of("dry-run", "--quiet", home.toString()).out())
        .hasLineCount(2)
        .startsWith("job.toml:2: ")
        .endsWith("1 error: the job cannot run.\n");
  }

  @Test
  void aRunThatCannotBeginTellsMachinesWhy() throws IOException {
    Files.writeString(home.resolve("job.toml"), "verbose = 9\n");

    AuthorRun run = AuthorRun.of("dry-run", "--run", "--json", home.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    OutputSchemaCheck.holds("plan", run.out());
  }

  @Test
  void aDirectoryThatIsNotThereIsAUsageError() {
    AuthorRun run = AuthorRun.of("dry-run", home.resolve("none").toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("is not a directory; name the one with the job's files");
  }

  @Test
  void garbageIsAProblemWithItsPlaceAndNeverATrace() throws IOException {
    Files.write(
        home.resolve("job.toml"), "[[[[[\u0000=x\n".repeat(5_000).getBytes(StandardCharsets.UTF_8));

    AuthorRun run = AuthorRun.of("dry-run", home.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.out()).contains("job.toml:1: ").doesNotContain("\tat ");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void theWorkunitsCommandLineMayNameAnotherDescription() throws IOException {
    Files.writeString(home.resolve("job.toml"), "image_name = \"debian:1\"\n");
    Files.writeString(home.resolve("b.toml"), "image_name = \"debian:2\"\n");
    Files.writeString(
        home.resolve("in.xml"),
        "<workunit><command_line>--config b.toml x</command_line></workunit>");

    assertThat(AuthorRun.of("dry-run", home.toString()).out()).contains("debian:2");
    assertThat(AuthorRun.of("dry-run", home.toString(), "--", "y").out()).contains("debian:1");
  }

  @Test
  void aFolderWithALineEndInItsNameCanBeDryRun() throws IOException {
    Path job = Files.createDirectories(home.resolve("two\nlines"));
    Files.writeString(job.resolve("job.toml"), "image_name = \"debian\"\n");

    AuthorRun run = AuthorRun.of("dry-run", job.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aStaticDryRunLeavesNothingBehind() throws IOException {
    Files.writeString(home.resolve("job.toml"), "image_name = \"debian\"\n");

    assertThat(AuthorRun.of("dry-run", home.toString()).exitCode()).isZero();

    assertThat(home).isDirectoryNotContaining(path -> !path.endsWith("job.toml"));
  }

  @Test
  void theAppsArgumentsStandAfterTwoDashes() throws IOException {
    Files.writeString(home.resolve("job.toml"), "image_name = \"debian\"\n");
    Files.writeString(
        home.resolve("in.xml"), "<workunit><command_line>--shots 5</command_line></workunit>");

    assertThat(AuthorRun.of("dry-run", home.toString()).out()).contains("arguments   --shots 5\n");
    assertThat(AuthorRun.of("dry-run", home.toString(), "--", "--shots", "7").out())
        .contains("arguments   --shots 7\n");
  }
}
