package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.StreamSupport;
import net.boincwrapper.cli.DryRunJson;
import net.boincwrapper.cli.DryRunText;
import net.boincwrapper.cli.OutputSchemaCheck;
import net.boincwrapper.cli.Snapshot;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.folder.JobTemplates;
import net.boincwrapper.job.Problem;
import net.boincwrapper.plan.PlanText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DryRunTest {
  private final Path directory =
      Jimfs.newFileSystem(Configuration.unix()).getPath("/home/author/ising");

  @BeforeEach
  void makeJob() throws IOException {
    write(
        "job.toml",
        """
        workdir = "/app"

        [checkpoint]
        files = ["state.npz"]

        [limits]
        memory = "256m"
        """);
    write(
        "Dockerfile",
        """
        FROM debian:bookworm-slim
        ENV OMP_NUM_THREADS=1
        WORKDIR /app
        CMD ["python3", "ising.py"]
        """);
    write("ising.py", "print()\n");
    write("in.xml", "<workunit><rsc_memory_bound>3e8</rsc_memory_bound></workunit>");
  }

  @Test
  void aGoodJobIsToldWhole() throws IOException {
    Snapshot.matches("dry-run.txt", DryRunText.brief(dryRun(), Colours.NONE));
  }

  @Test
  void allOfItIsToldOnRequest() throws IOException {
    Snapshot.matches("dry-run-all.txt", DryRunText.whole(dryRun(), Colours.NONE));
  }

  @Test
  void whatIsWorthKnowingOfTheInputsIsAmongTheNotes() throws IOException {
    write("spins.dat", "");
    write(
        "in.xml",
        "<file_info></file_info><workunit><file_ref><open_name>spins.dat</open_name></file_ref>"
            + "</workunit>");

    assertThat(DryRunText.brief(dryRun(), Colours.NONE))
        .containsPattern("Notes\n( .*\n)*  in.xml: spins.dat has no <copy_file/>");
  }

  @Test
  void aJobThatCannotRunIsToldWhy() throws IOException {
    write("job.toml", "workdri = \"/app\"\n\n[limits]\nmemory = \"much\"\n");

    write("Dockerfile", "FROM debian\nWORKDIR /app\nCMD python3 ising.py\n");

    Snapshot.matches("dry-run-problems.txt", DryRunText.brief(dryRun(), Colours.NONE));
  }

  @Test
  void onATerminalErrorsAreRedAndWarningsYellow() throws IOException {
    write("Dockerfile", "FROM debian\nWORKDIR /app\nCMD python3 ising.py\n");
    assertThat(DryRunText.brief(dryRun(), Colours.ANSI))
        .contains("Dockerfile:3: \u001b[33mwarning:\u001b[0m CMD")
        .contains("1 warning: a task may fail for it.")
        .contains("The job can run.");

    write("job.toml", "workdri = \"/app\"\n");
    assertThat(DryRunText.brief(dryRun(), Colours.ANSI))
        .contains("\u001b[31mjob.toml:1: unknown key")
        .contains("\u001b[1;31m1 error: the job cannot run.\u001b[0m");
  }

  @Test
  void theEffectiveJobSaysWhereEachValueComesFrom() throws IOException {
    assertThat(DryRunText.whole(dryRun(), Colours.NONE))
        .containsPattern("checkpoint\\.files +\\[\"state\\.npz\"\\] +job\\.toml:4\n")
        .containsPattern("checkpoint\\.generations +2 +default\n");
  }

  @Test
  void machinesGetEverySettingThePlanAndTheProblems() throws IOException {
    write("Dockerfile", "FROM debian\nWORKDIR /app\nCMD python3 ising.py\n");
    DryRun dryRun = dryRun();

    OutputSchemaCheck.holds("plan", DryRunJson.of(dryRun));
    JsonObject json = JsonParser.parseString(DryRunJson.of(dryRun)).getAsJsonObject();

    assertThat(json.get("canRun").getAsBoolean()).isTrue();
    JsonObject plan = json.getAsJsonObject("plan");
    assertThat(plan.get("memoryBytes").getAsLong()).isEqualTo(256 << 20);
    assertThat(plan.get("cpus").getAsDouble()).isEqualTo(1);
    assertThat(plan.getAsJsonObject("environment").get("ARGS").getAsString())
        .isEqualTo("--spins 20");
    assertThat(plan.getAsJsonArray("mounts")).hasSameSizeAs(dryRun.plan().orElseThrow().mounts());
    assertThat(json.get("command").getAsString()).startsWith("docker create ");
    assertThat(elements(json.getAsJsonArray("settings")))
        .hasSameSizeAs(dryRun.folder().job().settings())
        .anySatisfy(
            setting -> {
              assertThat(setting.get("key").getAsString()).isEqualTo("limits.memory");
              assertThat(setting.get("value").getAsLong()).isEqualTo(256 << 20);
              assertThat(setting.get("origin").getAsString()).isEqualTo("job.toml:7");
            });
    assertThat(elements(json.getAsJsonArray("problems")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.get("severity").getAsString()).isEqualTo("warning");
              assertThat(problem.get("file").getAsString()).isEqualTo("Dockerfile");
              assertThat(problem.get("line").getAsInt()).isEqualTo(3);
              assertThat(problem.get("message").getAsString()).contains("SIGTERM");
            });
  }

  @Test
  void aFixedPortOfTheHostIsSaidToKeepTwoTasksApart() throws IOException {
    write("job.toml", "image_name = \"x:1\"\nportmap = [\"8080:80\", \"81\", \"9000:82/udp\"]\n");

    assertThat(dryRun().problems())
        .extracting(Problem::toString)
        .filteredOn(text -> text.contains("of the host is fixed"))
        .satisfiesExactly(
            tcp ->
                assertThat(tcp)
                    .startsWith("job.toml: warning: port 8080 of the host is fixed")
                    .contains("write only \"80\""),
            udp -> assertThat(udp).contains("port 9000", "write only \"82/udp\""));
  }

  @Test
  void machinesAreToldThatAJobCannotRun() throws IOException {
    write("job.toml", "[limits]\nmemory = \"much\"\n");

    JsonObject json = JsonParser.parseString(DryRunJson.of(dryRun())).getAsJsonObject();

    OutputSchemaCheck.holds("plan", json.toString());
    assertThat(json.get("canRun").getAsBoolean()).isFalse();
    assertThat(json.has("plan")).isFalse();
  }

  @Test
  void anImageThatSetsItsThreadsKeepsThem() throws IOException {
    assertThat(dryRun().plan().orElseThrow().environment())
        .doesNotContainKey("OMP_NUM_THREADS")
        .containsEntry("OPENBLAS_NUM_THREADS", "1");
  }

  @Test
  void theImageHasTheNameThatItWouldBeBuiltUnder() throws IOException {
    String first = dryRun().plan().orElseThrow().image();
    write("Dockerfile", "FROM debian:bookworm-slim\nRUN true\n");

    assertThat(first).matches("boincwrapper/project:[0-9a-f]{16}");
    assertThat(dryRun().plan().orElseThrow().image()).isNotEqualTo(first);
  }

  @Test
  void anImageWithANameNeedsNoDockerfile() throws IOException {
    Files.delete(directory.resolve("Dockerfile"));
    write("job.toml", "image_name = \"example/ising:1\"\n");

    assertThat(dryRun().plan().orElseThrow().image()).isEqualTo("example/ising:1");
    assertThat(problems()).isEmpty();
  }

  @Test
  void withoutImageAndDockerfileNothingCanRun() throws IOException {
    Files.delete(directory.resolve("Dockerfile"));

    assertThat(problems())
        .containsExactly(
            "Dockerfile: is missing, and job.toml names no image_name; write one of them");
    assertThat(dryRun().plan()).isEmpty();
  }

  @Test
  void problemsOfTheDockerfileHaveTheirLine() throws IOException {
    write(
        "Dockerfile",
        "FROM debian\nWORKDIR /elsewhere\nCOPY ising.py /app/\nCOPY missing.py /opt/\n");

    assertThat(problems())
        .anyMatch(p -> p.startsWith("Dockerfile:2: warning: WORKDIR: WORKDIR is /elsewhere"))
        .anyMatch(p -> p.startsWith("Dockerfile:3: warning: COPY: what it copies to /app"))
        .anyMatch(p -> p.startsWith("Dockerfile:4: ") && p.contains("missing.py"));
    assertThat(dryRun().hasErrors()).isTrue();
  }

  @Test
  void aLimitAboveTheWorkunitsBoundIsAWarning() throws IOException {
    write("in.xml", "<workunit><rsc_memory_bound>1e8</rsc_memory_bound></workunit>");

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("job.toml: warning: the memory limit of 268435456 bytes is above")
        .endsWith("raise rsc_memory_bound");
    assertThat(dryRun().hasErrors()).isFalse();
  }

  @Test
  void aLimitAboveThisMachinesMemoryIsAWarning() throws IOException {
    write("job.toml", "[limits]\nmemory = \"64t\"\n");

    assertThat(problems())
        .anyMatch(
            p -> p.startsWith("job.toml: warning: memory = 64.0 TiB is more than this machine"));
  }

  @Test
  void moreFilesThanTheDiskBoundAllowsAreAnError() throws IOException {
    write("in.xml", "<workunit><rsc_disk_bound>100</rsc_disk_bound></workunit>");

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("in.xml: the files of the slot take ")
        .endsWith(
            "more than rsc_disk_bound, 100 B: the client would abort the task; raise the bound");
  }

  @Test
  void theFolderOfProjectFilesStandsForTheProjectsDirectory() throws IOException {
    Files.createDirectories(directory.resolve("project"));

    assertThat(PlanText.lines(dryRun().plan().orElseThrow()))
        .contains("mount       /project (read-only) from /home/author/ising/project");
  }

  @Test
  void otherNamesOfTheAuthorsFilesAreMaskedToo() throws IOException {
    Files.move(directory.resolve("job.toml"), directory.resolve("other.toml"));
    JobFolder folder = JobFolder.read(directory, "other.toml", "Dockerfile");

    DryRun dryRun = DryRun.of(folder, List.of(), new DryRun.Volunteer(1, 1000, 1000));

    assertThat(PlanText.lines(dryRun.plan().orElseThrow()))
        .contains("mount       /app/other.toml (read-only) from /home/author/ising/other.toml");
  }

  @Test
  void theCommandLinesOptionsForTheWrapperAreReadAsByATask() throws IOException {
    JobFolder folder = JobFolder.read(directory, "job.toml", "Dockerfile");
    DryRun.Volunteer volunteer = new DryRun.Volunteer(2, 1000, 1000);

    DryRun dryRun = DryRun.of(folder, List.of("--nthreads", "1", "--seed", "7"), volunteer);
    assertThat(dryRun.plan().orElseThrow().cpus()).hasValue(1.0);

    assertThat(DryRun.of(folder, List.of("--config"), volunteer).problems())
        .anyMatch(problem -> problem.message().contains("--config needs a file name"));
  }

  private List<String> problems() throws IOException {
    return dryRun().problems().stream().map(Problem::toString).toList();
  }

  private DryRun dryRun() throws IOException {
    JobFolder folder = JobFolder.read(directory, "job.toml", "Dockerfile");
    return DryRun.of(folder, List.of("--spins", "20"), new DryRun.Volunteer(1, 1000, 1000));
  }

  private static List<JsonObject> elements(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private void write(String name, String content) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(name), content);
  }

  /** As {@code run} does: files that a client could not place there may be in this slot. */
  @ParameterizedTest
  @ValueSource(strings = {"c", "qutip", "shell"})
  void inAnAuthorsOwnDirectoryEveryFileThereCounts(String template, @TempDir Path home)
      throws IOException {
    Path job = home.resolve("job");
    JobTemplates.copy(template, job);
    Files.writeString(job.resolve(".hidden"), "");
    Files.writeString(
        job.resolve("Dockerfile"), "COPY .hidden README.md /opt/\n", StandardOpenOption.APPEND);
    JobFolder folder = JobFolder.read(job, "job.toml", "Dockerfile").asSlot();

    DryRun dryRun = DryRun.of(folder, List.of("20", "5"), new DryRun.Volunteer(1, 1000, 1000));

    assertThat(dryRun.problems()).filteredOn(Problem::isError).isEmpty();
  }
}
