package net.boincwrapper.realclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.project.AppVersion;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.ProjectFile;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs of several applications from the project and back, by a client that nobody disturbs. They
 * run side by side; each test looks at one.
 */
@WithRealClient
class EndToEndIT {
  /** Above it the client asks how much of a file the project has before it uploads. */
  private static final int LARGE = 20_000;

  private static final String WORDS = "--shots 10 \"two words\" 'it is' $(id) `id` ; é✓ \\ * <b> &";

  /** Where a text link leads, as BOINC's own library finds out. */
  private static final String FOLLOW =
      "to() { sed -n 's|.*<soft_link>\\(.*\\)</soft_link>.*|\\1|p' \"$1\"; }\n";

  private static final Job LINKED =
      Job.of(Apps.name("linked"), "linked")
          .linked("data/in.txt", "linked input\n")
          .linkedOutput("results/through.txt")
          .linkedOutput("plain.txt");

  private static final Job COPIED =
      Apps.job("cp data/in.txt results/out.txt; head -c " + LARGE + " /dev/zero > large.bin\n")
          .copied("data/in.txt", "copied input\n")
          .copied("results/made", "")
          .output("results/out.txt")
          .output("large.bin");

  private static final Job ARGUMENTS =
      Apps.job("printf %s \"$ARGS\" > args.txt\n").output("args.txt").commandLine(WORDS);

  private static final Job BUSY =
      Apps.job(
              """
              i=0
              while [ $i -lt 4000000 ]; do i=$((i + 1)); done
              cat /sys/fs/cgroup/cpuacct/cpuacct.usage /sys/fs/cgroup/cpu.stat > cpu.txt 2> /dev/null
              exit 0
              """)
          .output("cpu.txt");

  private static final Job QUARTER =
      Apps.job("echo 0.25 > fraction_done; until [ -e enough ]; do sleep 0.1; done\n");

  private static final Job FAILING = Apps.job("echo 'no such circuit' >&2; exit 3\n");

  @TempDir static Path directory;
  private static TestProject project;
  private static RealClient client;

  @BeforeAll
  static void start() throws IOException {
    project = TestProject.start();
    client = RealClient.of(directory, project).start(linkedApp(), Apps.script());
    client.fetch(LINKED, COPIED, ARGUMENTS, BUSY, QUARTER, FAILING);
  }

  @AfterAll
  static void stop() {
    client.close();
    project.close();
  }

  /** What the client makes of files without copy_file: text files that lead to them. */
  private static AppVersion linkedApp() throws IOException {
    String entry = "#!/bin/sh\n" + FOLLOW + "exec \"$(to bin/sim)\" \"$@\"\n";
    String simulator =
        "#!/bin/sh\n"
            + FOLLOW
            + """
            cat "$(to data/in.txt)" > "$(to results/through.txt)" || exit 4
            rm plain.txt && echo plain > plain.txt
            """;
    return Apps.withMainProgram("linked")
        .linked(ProjectFile.of("linked_job_1.toml", Apps.jobToml("")), "job.toml", false)
        .copied(ProjectFile.of("linked_app_1.sh", entry), "app.sh", true)
        .linked(ProjectFile.of("sim_1", simulator), "bin/sim", true);
  }

  private static void assertGood(Report report) {
    assertThat(report.exitStatus()).as(report.stderr()).isZero();
    assertThat(report.state()).as(report.stderr()).isEqualTo(Report.FILES_UPLOADED);
    assertThat(report.elapsedSeconds()).isPositive();
    assertThat(report.stderr())
        .contains("docker-wrapper: engine ", "finished with exit status 0")
        .doesNotContain("\tat ", TaskHarness.AUTHENTICATOR);
  }

  @Test
  void aJobOfLinksReadsRunsAndWritesThroughThem() {
    assertGood(client.awaitReport(LINKED));
    assertThat(project.text(LINKED, "results/through.txt")).hasValue("linked input\n");
    assertThat(project.text(LINKED, "plain.txt")).hasValue("plain\n");
  }

  @Test
  void aJobOfCopiesComesBackByteForByte() {
    assertGood(client.awaitReport(COPIED));
    assertThat(project.text(COPIED, "results/out.txt")).hasValue("copied input\n");
    assertThat(project.uploaded(COPIED, "large.bin")).hasValue(new byte[LARGE]);
  }

  @Test
  void theCommandLineReachesTheAppAsTheClientSplitsIt() {
    assertGood(client.awaitReport(ARGUMENTS));
    assertThat(project.text(ARGUMENTS, "args.txt"))
        .hasValue("--shots 10 two words it is $(id) `id` ; é✓ \\ * <b> &");
  }

  @Test
  void theReportedCpuTimeIsTheContainers() {
    Report report = client.awaitReport(BUSY);
    assertGood(report);
    double used = cpuSeconds(new String(project.uploaded(BUSY, "cpu.txt").orElseThrow(), UTF_8));
    assertThat(used).isGreaterThan(1);
    assertThat(report.cpuSeconds()).isCloseTo(used, within(used * 0.05));
  }

  /** This client measures the wrapper's memory itself; those from 8 on are told the container's. */
  @Test
  void theClientKnowsTheAppsProgressAndTheTasksMemory() throws IOException {
    client.awaitTask(QUARTER, "is a quarter done", task -> task.fractionDone() == 0.25);
    client.awaitTask(QUARTER, "has memory", task -> task.workingSetBytes() > 0);
    client.enough(QUARTER);

    Report report = client.awaitReport(QUARTER);
    assertGood(report);
    assertThat(report.peakMemoryBytes()).isPositive();
  }

  /** Nanoseconds alone, of control groups version 1, or microseconds in a table, of version 2. */
  private static double cpuSeconds(String cgroup) {
    Matcher version2 = Pattern.compile("usage_usec (\\d+)").matcher(cgroup);
    return version2.find()
        ? Long.parseLong(version2.group(1)) / 1e6
        : Long.parseLong(cgroup.strip()) / 1e9;
  }

  @Test
  void anAppThatFailsIsReportedWithItsStatusAndItsLastWords() {
    Report report = client.awaitReport(FAILING);
    assertThat(report.exitStatus()).isEqualTo(3);
    assertThat(report.stderr()).contains("no such circuit", "finished with exit status 3");
  }
}
