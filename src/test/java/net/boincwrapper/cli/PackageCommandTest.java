package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.folder.RehearsalRecord;
import net.boincwrapper.cli.folder.RehearsedJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageCommandTest {
  @TempDir private Path home;
  private Path job = Path.of("");
  private Path program = Path.of("");

  @BeforeEach
  void makeJob() throws IOException {
    job = Files.createDirectory(home.resolve("job"));
    program = home.resolve("docker_wrapper_0.1.0_x86_64-pc-linux-gnu");
    Files.writeString(job.resolve("job.toml"), "image_name = \"debian\"\n");
    Files.writeString(job.resolve("in.xml"), "<workunit><command_line>5</command_line></workunit>");
    Files.writeString(
        job.resolve("out.xml"),
        "<result><file_ref><open_name>result</open_name><copy_file/></file_ref></result>");
    byte[] said = "\nAPI_VERSION_8.3.0\n".getBytes(StandardCharsets.US_ASCII);
    byte[] elf =
        ByteBuffer.allocate(128)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1})
            .putShort(18, (short) 62)
            .position(64)
            .put(said)
            .array();
    Files.write(program, elf);
  }

  private AuthorRun run(String... more) {
    return AuthorRun.of(
        Stream.concat(
                Stream.of(
                    "package",
                    job.toString(),
                    "--app=shots",
                    "--version",
                    "1.2",
                    "--no-sbom",
                    "--program=" + program),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private void rehearse() throws IOException {
    JobFolder folder = JobFolder.read(job, "job.toml", "Dockerfile");
    Files.createDirectories(job.resolve(".dry-run"));
    new RehearsalRecord(
            RehearsedJob.of(folder, VersionText.ofThisBuild(), List.of("5")),
            1,
            Map.of("rsc_disk_bound", "1.5e7"),
            Map.of())
        .write(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --app a/b         | "a/b" cannot be the name of an app
          --version 1.100   | the minor number goes from 0 to 99
          --threads 0       | --threads takes a number from 1 to 1024; found 0
          --platform x      | there is no docker-wrapper for the platform "x"
          --frob            | Unknown option: '--frob'
          """)
  void aWrongWordIsAUsageError(String words, String told) {
    List<String> all = List.of(words.split(" "));
    AuthorRun run =
        AuthorRun.of(
            Stream.concat(
                    Stream.of("package", job.toString()),
                    Stream.concat(
                        all.stream(),
                        Stream.of("--app=a", "--version=1.2")
                            .filter(it -> !it.startsWith(all.get(0) + "="))))
                .toArray(String[]::new));

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(told);
  }

  @Test
  void withoutAnAppAndAVersionNothingIsPackaged() {
    assertThat(AuthorRun.of("package", job.toString()).err())
        .contains("Missing required options: '--app=NAME', '--version=N.M'");
    assertThat(AuthorRun.of("package", job.toString(), "--buda").err())
        .contains("Missing required option: '--app=NAME'");
    assertThat(AuthorRun.of("package", job.toString(), "--app=shots").err())
        .contains("Missing required option: '--version=N.M'");
  }

  @Test
  void aJobThatWasNotRehearsedNeedsAWord() {
    AuthorRun run = run();

    assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("has not been rehearsed, or not with a release as the result\n")
        .contains("dry-run --rehearse " + job, "add --unrehearsed\n");
    assertThat(home.resolve("shots_1.2")).doesNotExist();

    assertThat(run("--unrehearsed").exitCode()).isZero();
    assertThat(home.resolve("shots_1.2/README.md")).content().contains("not rehearsed");
  }

  @Test
  void aRehearsedJobIsPackagedWithWhatWasMeasuredBesideItsDirectory() throws IOException {
    rehearse();

    AuthorRun run = run();

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("  SHA256SUMS\n")
        .contains("  templates/shots_in\n")
        .endsWith("read README.md there.\n");
    assertThat(home.resolve("shots_1.2/templates/shots_in"))
        .content()
        .contains("<rsc_disk_bound>1.5e7</rsc_disk_bound>");
    assertThat(home.resolve("shots_1.2/README.md")).content().doesNotContain("not rehearsed");
  }

  /** Such a file would ship with the app, and every task refuse it or begin in its middle. */
  @Test
  void whatAStoppedRunHasLeftIsNotPackaged() throws IOException {
    Files.writeString(
        job.resolve("job.toml"), "image_name = \"debian\"\n[checkpoint]\nfiles = [\"state\"]\n");
    Files.createDirectory(job.resolve(".docker_wrapper"));
    Files.writeString(job.resolve(".docker_wrapper/without_client"), "");
    Files.writeString(job.resolve("state"), "42");

    assertThat(run("--unrehearsed").exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run("--unrehearsed").err())
        .contains("state: ", "a \"docker-wrapper run\" that was stopped here")
        .contains("nothing was written");
    assertThat(home.resolve("shots_1.2")).doesNotExist();
  }

  @Test
  void whatARunHasWrittenOfItsProgressIsNotPackaged() throws IOException {
    Files.writeString(job.resolve("fraction_done"), "1");

    assertThat(run("--unrehearsed").err()).contains("fraction_done: ", "nothing was written");
    assertThat(home.resolve("shots_1.2")).doesNotExist();
  }

  @Test
  void afterAChangeTheJobMustBeRehearsedAgain() throws IOException {
    rehearse();
    Files.writeString(job.resolve("run.sh"), "");
    Files.writeString(job.resolve("in.xml"), "<workunit><command_line>6</command_line></workunit>");

    assertThat(run().err())
        .startsWith(
            """
            since the last rehearsal: the arguments were "5" and are "6"
            since the last rehearsal: in.xml has changed
            since the last rehearsal: run.sh is new
            package: nothing was written:""");
  }

  /** With none in the template, the operator gives each workunit its own. */
  @Test
  void argumentsThatTheTemplateLeavesOpenAreThoseOfTheRehearsal() throws IOException {
    Files.writeString(job.resolve("in.xml"), "<workunit><command_line> </command_line></workunit>");
    rehearse();

    AuthorRun run = run();

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(home.resolve("shots_1.2/create_work.sh"))
        .content()
        .endsWith("bin/create_work --appname shots --command_line '5'\n");
    assertThat(home.resolve("shots_1.2/templates/shots_in"))
        .content()
        .doesNotContain("command_line");
  }

  @Test
  void aPackageThatIsThereCanBeChecked() throws IOException {
    rehearse();

    assertThat(run("--check").exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(home.resolve("shots_1.2")).doesNotExist();

    run();
    assertThat(run("--check").exitCode()).isZero();
    assertThat(run().out())
        .isEqualTo(home.resolve("shots_1.2") + " is there already, unchanged.\n");

    Files.writeString(home.resolve("shots_1.2/project.xml"), "");
    AuthorRun check = run("--check");
    assertThat(check.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(check.out())
        .isEqualTo(
            "project.xml has another content\n"
                + home.resolve("shots_1.2")
                + " differs from what would be written.\n");
  }

  @Test
  void aVersionThatIsThereStaysAsItIs() throws IOException {
    run("--unrehearsed");
    Files.writeString(job.resolve("run.sh"), "");

    AuthorRun run = run("--unrehearsed");

    assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("servers and clients keep a version as it is");
  }

  @Test
  void aJobWithErrorsIsRefusedWithAllOfThem() throws IOException {
    Files.writeString(job.resolve("job.toml"), "verbose = 9\nfoo = 1\n");

    AuthorRun run = run("--unrehearsed");

    assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains("job.toml:1: ", "job.toml:2: ")
        .endsWith("package: the job has errors, and nothing was written\n");
  }

  @Test
  void whatADryRunWarnsOfIsToldAndPackaged() throws IOException {
    Files.move(job.resolve("in.xml"), job.resolve("IN.XML"));

    AuthorRun run = run("--unrehearsed");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEqualTo("IN.XML: warning: is not read; rename it to in.xml\n");
    assertThat(home.resolve("shots_1.2/README.md")).exists();
  }

  @Test
  void somebodysFilesInThePlaceAreNotLost() throws IOException {
    Path mine = Files.createDirectory(home.resolve("mine"));
    Files.writeString(mine.resolve("README.md"), "mine");

    AuthorRun run = run("--unrehearsed", "-o", mine.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .startsWith("README.md was written or changed by somebody else, and would be lost\n")
        .contains("nothing was written to " + mine + ": move these away");
    assertThat(mine).isDirectoryNotContaining(path -> !path.endsWith("README.md"));
    assertThat(mine.resolve("README.md")).hasContent("mine");
  }
}
