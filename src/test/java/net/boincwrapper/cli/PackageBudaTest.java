package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.folder.RehearsalRecord;
import net.boincwrapper.cli.folder.RehearsedJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What BUDA's forms take: html/user/buda.php and buda_submit.php of August 2026. */
class PackageBudaTest {
  @TempDir private Path home;
  private Path job = Path.of("");

  @BeforeEach
  void makeJob() throws IOException {
    job = Files.createDirectory(home.resolve("job"));
    write("Dockerfile", "FROM debian\nWORKDIR /app\nCMD [\"sh\", \"count.sh\"]\n");
    write(
        "job.toml", "workdir = \"/app\"\n[checkpoint]\nfiles = [\"state\"]\n[limits]\npids = 64\n");
    write("count.sh", "#!/bin/sh\n");
    write("circuit.qasm", "OPENQASM 3;\nqubit q;\n");
    input("", "--shots 20 --seed=7");
    output("<open_name>result.json</open_name>");
  }

  private void write(String name, String content) throws IOException {
    Path file = job.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private void input(String bounds, String arguments) throws IOException {
    write(
        "in.xml",
        "<input_template>\n<file_info>\n</file_info>\n<workunit>\n<file_ref>"
            + "<open_name>circuit.qasm</open_name><copy_file/></file_ref>\n"
            + bounds
            + "<command_line>"
            + arguments
            + "</command_line></workunit>\n</input_template>\n");
  }

  private void output(String name) throws IOException {
    write(
        "out.xml",
        "<output_template>\n<file_info>\n<name><OUTFILE_0/></name>\n<max_nbytes>3000000</max_nbytes>\n"
            + "<url><UPLOAD_URL/></url></file_info>\n<result>\n<file_ref>"
            + "<file_name><OUTFILE_0/></file_name>"
            + name
            + "<copy_file/></file_ref>\n</result>\n</output_template>\n");
  }

  private AuthorRun run(String... more) {
    return AuthorRun.of(
        Stream.concat(
                Stream.of("package", job.toString(), "--app=shots", "--buda"), Stream.of(more))
            .toArray(String[]::new));
  }

  private Map<String, String> batch() throws IOException {
    byte[] bytes = Files.readAllBytes(home.resolve("shots_buda/shots_batch.zip"));
    Map<String, String> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return entries;
  }

  @Test
  void theFilesOfASandboxABatchAndAPageAreWritten() throws IOException {
    AuthorRun run = run("--unrehearsed");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
              README.md
              sandbox/Dockerfile
              sandbox/count.sh
              sandbox/job.toml
              shots_batch.zip
            Written to %s. Next: read README.md there.
            """
                .formatted(home.resolve("shots_buda")));
    assertThat(batch())
        .isEqualTo(
            Map.of(
                "job_1/", "",
                "job_1/circuit.qasm", "OPENQASM 3;\nqubit q;\n",
                "job_1/cmdline", "--shots 20 --seed=7\n"));
    Snapshot.matches("package-buda.txt", Files.readString(home.resolve("shots_buda/README.md")));
  }

  @Test
  void thePlaceMayNotBeInTheJob() throws IOException {
    Path link = Files.createSymbolicLink(home.resolve("link"), job);

    AuthorRun run = run("--unrehearsed", "-o", link.resolve("out").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("is in the job's directory").contains("nothing was written");
    assertThat(job.resolve("out")).doesNotExist();
  }

  @Test
  void theSameJobMakesTheSameBytes() throws IOException {
    run("--unrehearsed");
    byte[] first = Files.readAllBytes(home.resolve("shots_buda/shots_batch.zip"));
    AuthorRun again = run("--unrehearsed", "-o", home.resolve("again").toString());

    assertThat(again.exitCode()).isZero();
    assertThat(home.resolve("again/shots_batch.zip")).hasBinaryContent(first);
    assertThat(run("--unrehearsed").out()).contains("is there already, unchanged.");
    assertThat(run("--unrehearsed", "--check").exitCode()).isZero();
  }

  /** The server's own unzip must not even warn: its status is looked at. */
  @Test
  void theBatchIsAZipFileWithoutAnythingUnusual() throws IOException {
    run("--unrehearsed");

    byte[] bytes = Files.readAllBytes(home.resolve("shots_buda/shots_batch.zip"));
    int time = bytes[10] + bytes[11];
    assertThat(bytes[6] & 8).as("sizes behind the data").isZero();
    assertThat(time).as("midnight, on whatever clock").isZero();
  }

  @Test
  void whatIsThereOfAnotherJobIsKept() throws IOException {
    run("--unrehearsed");
    write("count.sh", "#!/bin/sh\necho\n");

    AuthorRun check = run("--unrehearsed", "--check");
    AuthorRun write = run("--unrehearsed");

    assertThat(check.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(check.out()).contains("sandbox/count.sh has another content\n");
    assertThat(write.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(write.err()).contains("holds something else, and nothing was written; remove it");
    assertThat(home.resolve("shots_buda/sandbox/count.sh")).hasContent("#!/bin/sh\n");
  }

  @Test
  void otherNamesOfTheJobsOwnFilesBecomeTheUsualOnes() throws IOException {
    Files.move(job.resolve("Dockerfile"), job.resolve("Recipe"));
    Files.move(job.resolve("job.toml"), job.resolve("my.toml"));
    input("", "--config my.toml --dockerfile Recipe --verbose 5");

    AuthorRun run = run("--unrehearsed");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("sandbox/Dockerfile", "sandbox/job.toml")
        .doesNotContain("Recipe");
    assertThat(batch()).containsEntry("job_1/cmdline", "5\n");
  }

  @Test
  void aGpuAndThreadsAreAPlanClassOfTheVariant() throws IOException {
    write("job.toml", "use_gpu = true\n");

    run("--unrehearsed", "--threads=4", "--platform=aarch64-unknown-linux-gnu");

    assertThat(home.resolve("shots_buda/README.md"))
        .content()
        .contains("| CPU type | `arm` |")
        .contains("| Plan class | `docker_cuda_mt4`, which the project's operator");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <rsc_memory_bound>500000001</rsc_memory_bound> | <rsc_memory_bound> is 500000001 bytes: BUDA gives each job 500000000 bytes of memory
          <rsc_disk_bound>2e9</rsc_disk_bound>           | <rsc_disk_bound> is 2000000000 bytes: BUDA gives each job 1000000000 bytes of disk
          """)
  void moreMemoryOrDiskThanItsOwnIsRefused(String bound, String why) throws IOException {
    input(bound, "5");

    AuthorRun run = run("--unrehearsed");

    assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains(why, "BUDA cannot take this job, and nothing was written");
    assertThat(home.resolve("shots_buda")).doesNotExist();
  }

  @Test
  void exactlyItsOwnMemoryAndDiskAreTaken() throws IOException {
    input("<rsc_memory_bound>5e8</rsc_memory_bound><rsc_disk_bound>1e9</rsc_disk_bound>", "5");

    assertThat(run("--unrehearsed").exitCode()).isZero();
  }

  @Test
  void whatARehearsalMeasuredCountsToo() throws IOException {
    JobFolder folder = JobFolder.read(job, "job.toml", "Dockerfile");
    Files.createDirectories(job.resolve(".dry-run"));
    new RehearsalRecord(
            RehearsedJob.of(
                folder, VersionText.ofThisBuild(), List.of("--shots", "20", "--seed=7")),
            1,
            Map.of("rsc_memory_bound", "6e8"),
            Map.of())
        .write(folder);

    assertThat(run().err())
        .contains(
            "the rehearsal asks for 600000000 bytes of memory: BUDA gives each job 500000000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data/table   | is in a directory, and BUDA
          tábla        | has a name that BUDA does not take
          two words    | has a name that BUDA does not take
          cmdline      | has the name of the file with a job's arguments
          project/big  | has files for the project's directory, which BUDA has no place for
          """)
  void filesThatItHasNoPlaceForAreRefused(String file, String why) throws IOException {
    write(file, "x");

    AuthorRun run = run("--unrehearsed");

    assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains(why);
  }

  /** In the template, backticks stand for the quotes of CSV. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $HOME     | the argument "$HOME" goes through shells
          a;b       | the argument "a;b" goes through shells
          `a b`     | the argument "a b" goes through shells
          """)
  void argumentsThatAShellWouldChangeAreRefused(String arguments, String why) throws IOException {
    input("", arguments.replace("`", "'"));

    assertThat(run("--unrehearsed").err()).contains(why);
  }

  @Test
  void anOptionalOutputIsRefused() throws IOException {
    output("<open_name>result.json</open_name><optional/>");

    assertThat(run("--unrehearsed").err())
        .contains(
            "result.json is optional, and in BUDA a job without one of its outputs is an error");
  }

  @Test
  void aJobWithoutADockerfileIsRefused() throws IOException {
    Files.delete(job.resolve("Dockerfile"));
    write("job.toml", "image_name = \"debian\"\n");

    assertThat(run("--unrehearsed").err())
        .contains("Dockerfile: ", "write one that begins with FROM debian");
  }

  /** The page puts a batch's files into the order of their names, and not those of the form. */
  @Test
  void theNamesOfInputsAreInTheOrderOfTheBatchs() throws IOException {
    write("a.json", "{}");
    write(
        "in.xml",
        "<workunit><file_ref><open_name>circuit.qasm</open_name></file_ref>"
            + "<file_ref><open_name>a.json</open_name></file_ref></workunit>");

    run("--unrehearsed");

    assertThat(home.resolve("shots_buda/README.md"))
        .content()
        .contains("| Input file names | `a.json circuit.qasm` |");
  }

  /** PHP takes it for nothing. */
  @Test
  void theArgumentZeroAloneIsRefused() throws IOException {
    input("", "0");

    assertThat(run("--unrehearsed").err()).contains("the argument \"0\" alone is none to BUDA");
  }

  @Test
  void anEmptyDirectoryIsAPlaceAndOthersStayAsTheyAre() throws IOException {
    Files.createDirectory(home.resolve("shots_buda"));
    Path other = Files.createDirectory(home.resolve("shots_buda.new"));

    assertThat(run("--unrehearsed").exitCode()).isZero();

    assertThat(home.resolve("shots_buda/sandbox/Dockerfile")).exists();
    assertThat(other).exists();
  }

  @Test
  void budaHasNoVersions() {
    assertThat(run("--version=1.2").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run("--version=1.2").err()).contains("give --version or --buda");
    assertThat(run("--tolerance=1e-9").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run("--tolerance=1e-9").err()).contains("--buda writes none");
  }
}
