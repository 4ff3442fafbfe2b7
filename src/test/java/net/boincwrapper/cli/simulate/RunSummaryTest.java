package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.boincwrapper.cli.DryRunJson;
import net.boincwrapper.cli.OutputSchemaCheck;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.findings.CheckpointFinding;
import net.boincwrapper.cli.findings.CheckpointFinding.Kind;
import net.boincwrapper.cli.findings.RunFindings;
import net.boincwrapper.cli.findings.WrittenElsewhere;
import net.boincwrapper.cli.findings.WrittenFile;
import net.boincwrapper.cli.measure.DiskTraffic;
import net.boincwrapper.cli.measure.Measured;
import net.boincwrapper.cli.measure.OutputSize;
import net.boincwrapper.cli.measure.Reading;
import net.boincwrapper.cli.measure.RunBounds;
import net.boincwrapper.cli.measure.RunSample;
import net.boincwrapper.cli.measure.TreeSize;
import net.boincwrapper.cli.simulate.RunSummary.Ending;
import net.boincwrapper.cli.volunteer.RunUser;
import net.boincwrapper.engine.Engine.ChangeKind;
import org.junit.jupiter.api.Test;

class RunSummaryTest {
  private static final Path LOG = Path.of("/j/stderr.txt");
  private static final RunUser YOU = RunUser.caller(1000, 100);
  private static final RunUsage USAGE =
      new RunUsage(
          Duration.ofSeconds(61),
          Duration.ofSeconds(58),
          0,
          96.26,
          2,
          84_410_368,
          9,
          2,
          Measured.NOTHING);

  @Test
  void whyThereIsNoCheckpointIsNoQuestionWhereNothingRanOrMemoryWasTheTrouble() {
    assertThat(ended(Ending.SUCCESS, 0, 58, 1).isWorthADiagnosis()).isTrue();
    assertThat(ended(Ending.SUCCESS, 0, 1, 0).isWorthADiagnosis()).isTrue();
    assertThat(ended(Ending.STOPPED, 0, 58, 1).isWorthADiagnosis()).isTrue();
    assertThat(ended(Ending.FAILED, 1, 58, 1).isWorthADiagnosis()).isTrue();
    assertThat(ended(Ending.FAILED, 1, 9, 1).isWorthADiagnosis()).isFalse();
    assertThat(ended(Ending.FAILED, 198, 58, 1).isWorthADiagnosis()).isFalse();
    assertThat(ended(Ending.FAILED, 195, 58, 0).isWorthADiagnosis()).isFalse();
  }

  private static RunSummary ended(Ending ending, int exitCode, int seconds, long peakBytes) {
    RunUsage usage =
        new RunUsage(
            Duration.ZERO, Duration.ofSeconds(seconds), 0, 1, 2, peakBytes, 0, 1, Measured.NOTHING);
    return new RunSummary(ending, exitCode, "", YOU, usage, List.of(), List.of(), LOG);
  }

  @Test
  void aGoodRunSaysWhatItTookAndWhereItsOutputsAre() {
    RunSummary summary =
        new RunSummary(
            Ending.SUCCESS,
            0,
            "",
            YOU,
            USAGE,
            List.of("n   42", "", "done"),
            List.of(Path.of("/j/outputs/a.json"), Path.of("/j/outputs/b.svg")),
            LOG);

    assertThat(summary.toText())
        .isEqualTo(
            """
            The app's last lines
              n   42

              done

            The run
              result       success, exit code 0
              ran as       uid 1000, gid 100, your own
              wall time    0:58, after 1:01 of preparation
              CPU time     96.3 s (utilisation 83 % of 2 CPUs)
              memory seen  80.5 MiB at most
              checkpoints  9, all sealed
              launches     2
              log          /j/stderr.txt
              outputs      /j/outputs/a.json
                           /j/outputs/b.svg
            """);
  }

  @Test
  void whatItUsedStandsBesideWhatAClientAllows() {
    RunBounds bounds = new RunBounds(1e14, 1e10, 80_000_000, 1_000_000_000, "in.xml", "out.xml");
    Reading peaks =
        new Reading(
            30 << 20,
            new TreeSize(30 << 20, 5, 7),
            Optional.of(new TreeSize(99, 3, 6)),
            Optional.empty(),
            Optional.of(new DiskTraffic(4096, 8192, 1, 2, false)));
    List<RunSample> samples =
        List.of(
            new RunSample(Duration.ZERO, 0, 0, 0, 0, 0),
            new RunSample(Duration.ofSeconds(50), 50, 0, 0, 0.01, 0));
    List<OutputSize> outputs =
        List.of(
            new OutputSize("a.json", 2048, OptionalLong.of(1024)),
            new OutputSize("plots/b.svg", 512, OptionalLong.of(4096)));
    RunUsage usage =
        new RunUsage(
            Duration.ZERO,
            Duration.ofSeconds(58),
            0,
            96.26,
            2,
            84_410_368,
            9,
            2,
            new Measured(bounds, Duration.ofSeconds(55), peaks, samples, outputs));
    RunSummary summary =
        new RunSummary(
            Ending.SUCCESS,
            0,
            "",
            YOU,
            usage,
            List.of(),
            List.of(Path.of("/j/outputs/a.json"), Path.of("/j/outputs/plots/b.svg")),
            LOG);

    assertThat(summary.toText())
        .contains(
            """
              memory seen  80.5 MiB at most, ABOVE 76.3 MiB (rsc_memory_bound)
              disk         30.0 MiB at most of 953.7 MiB (rsc_disk_bound)
              files        5 (7 inodes) in the slot at most; 3 (6 inodes) in the container
              disk I/O     4.0 KiB read in 1 operations, 8.0 KiB written in 2, without what the kernel wrote later
              run time     0:55 of 2:46:40 (rsc_fpops_bound 1e14 at 10 GFLOPS)
              throughput   72 % of the task an hour, 1:23:20 for the whole
            """)
        .contains("outputs      /j/outputs/a.json (2.0 KiB, ABOVE 1.0 KiB, max_nbytes)\n")
        .contains("/j/outputs/plots/b.svg (512 B of 4.0 KiB, max_nbytes)\n");
    JsonObject json = JsonParser.parseString(DryRunJson.of(summary)).getAsJsonObject();
    assertThat(json.getAsJsonObject("measured"))
        .hasToString(
            "{\"elapsedSeconds\":55.0,\"peakDiskBytes\":31457280,"
                + "\"slot\":{\"files\":5,\"inodes\":7},\"layer\":{\"files\":3,\"inodes\":6},"
                + "\"diskTraffic\":{\"readBytes\":4096,\"writtenBytes\":8192,\"readOperations\":1,"
                + "\"writeOperations\":2,\"complete\":false},\"fractionPerHour\":0.72,\"bounds\":{"
                + "\"elapsedSeconds\":10000.0,\"fpops\":1.0E14,\"flops\":1.0E10,"
                + "\"memoryBytes\":80000000,\"diskBytes\":1000000000},\"outputSizes\":["
                + "{\"name\":\"a.json\",\"bytes\":2048,\"maxBytes\":1024},"
                + "{\"name\":\"plots/b.svg\",\"bytes\":512,\"maxBytes\":4096}]}");
  }

  @Test
  void checkpointsThatWereNotSealedAreToldWithTheReason() throws IOException {
    RunUsage usage =
        new RunUsage(Duration.ZERO, Duration.ofSeconds(20), 0, 20, 1, 0, 4, 8, 1, Measured.NOTHING);
    RunSummary summary =
        new RunSummary(Ending.SUCCESS, 0, "", YOU, usage, List.of(), List.of(), LOG);

    assertThat(summary.toText()).contains("checkpoints  8 seen, 4 sealed (at most one per 5 s)\n");
    OutputSchemaCheck.holds("run", DryRunJson.of(summary));
    assertThat(DryRunJson.of(summary)).contains("\"checkpointsSeen\": 8");
  }

  @Test
  void aRunThatWasStoppedHasNoExitCode() {
    RunUsage usage =
        new RunUsage(Duration.ZERO, Duration.ofHours(2), 0, 0, 1, 0, 0, 1, Measured.NOTHING);
    RunSummary summary =
        new RunSummary(Ending.STOPPED, 0, "resume it", YOU, usage, List.of(), List.of(), LOG);

    assertThat(summary.toText())
        .startsWith("The run\n")
        .contains("result       stopped by you: resume it\n")
        .contains("wall time    2:00:00\n")
        .contains("memory seen  none reported\n")
        .contains("outputs      none\n");
    assertThat(summary.ending().exitCode()).isEqualTo(ExitCode.INTERRUPTED);
  }

  @Test
  void aRunThatWentOnCountsOnlyItsOwnCpuTime() {
    RunUsage usage =
        new RunUsage(Duration.ZERO, Duration.ofSeconds(10), 30, 40, 2, 0, 1, 1, Measured.NOTHING);

    assertThat(usage.utilisation()).isEqualTo(0.5);
    assertThat(
            new RunSummary(Ending.SUCCESS, 0, "", YOU, usage, List.of(), List.of(), LOG).toText())
        .contains("CPU time     40.0 s, 30.0 s of it before (utilisation 50 % of 2 CPUs)\n");
  }

  @Test
  void aRunOfLessThanASecondHasNoUtilisation() {
    RunUsage usage =
        new RunUsage(Duration.ZERO, Duration.ofMillis(43), 0, 1.2, 2, 0, 0, 1, Measured.NOTHING);
    RunSummary summary =
        new RunSummary(Ending.SUCCESS, 0, "", YOU, usage, List.of(), List.of(), LOG);

    assertThat(summary.toText()).contains("CPU time     1.2 s\n").doesNotContain("utilisation");
    assertThat(DryRunJson.of(summary)).doesNotContain("utilisation");
  }

  @Test
  void aFailureHasItsCodeAndItsReason() {
    RunSummary summary =
        new RunSummary(Ending.SUCCESS, 0, "", YOU, USAGE, List.of(), List.of(), LOG)
            .failed("no output");

    assertThat(summary.toText()).contains("result       failed, exit code 0: no output\n");
    assertThat(summary.ending().exitCode()).isEqualTo(ExitCode.RUN_FAILED);
  }

  @Test
  void machinesGetTheSame() throws IOException {
    RunSummary summary =
        new RunSummary(
            Ending.FAILED, 7, "why", YOU, USAGE, List.of("x"), List.of(Path.of("/j/o")), LOG);

    OutputSchemaCheck.holds("run", DryRunJson.of(summary));
    JsonObject json = JsonParser.parseString(DryRunJson.of(summary)).getAsJsonObject();

    assertThat(json.get("result").getAsString()).isEqualTo("failed");
    assertThat(json.get("exitCode").getAsInt()).isEqualTo(7);
    assertThat(json.get("reason").getAsString()).isEqualTo("why");
    assertThat(json.get("preparationSeconds").getAsDouble()).isEqualTo(61);
    assertThat(json.get("wallSeconds").getAsDouble()).isEqualTo(58);
    assertThat(json.get("cpuSeconds").getAsDouble()).isEqualTo(96.26);
    assertThat(json.get("utilisation").getAsDouble()).isBetween(0.829, 0.831);
    assertThat(json.get("peakMemoryBytes").getAsLong()).isEqualTo(84_410_368);
    assertThat(json.get("checkpoints").getAsInt()).isEqualTo(9);
    assertThat(json.get("launches").getAsInt()).isEqualTo(2);
    assertThat(json.getAsJsonArray("appLines")).hasToString("[\"x\"]");
    assertThat(json.getAsJsonArray("outputs")).hasToString("[\"/j/o\"]");
    assertThat(json.get("log").getAsString()).isEqualTo("/j/stderr.txt");
  }

  @Test
  void whatIsWorthKnowingComesLastAndMachinesGetItToo() throws IOException {
    RunFindings findings =
        new RunFindings(
            new WrittenElsewhere(
                List.of(new WrittenFile("/var/tmp/state.bin", ChangeKind.ADDED, 1_258_291)), 3),
            List.of(
                new CheckpointFinding(
                    Kind.UNMATCHED, List.of("stat.json"), "No file ever matched \"stat.json\".")));
    RunSummary summary =
        new RunSummary(Ending.SUCCESS, 0, "", YOU, USAGE, List.of(), List.of(), LOG)
            .withFindings(findings);

    assertThat(summary.toText())
        .endsWith(
            """
            Worth knowing
              No file ever matched "stat.json".
              Written outside the WORKDIR, and lost with the container:
                /var/tmp/state.bin (1.2 MiB)
                and 3 more
            """);
    OutputSchemaCheck.holds("run", DryRunJson.of(summary));
    assertThat(JsonParser.parseString(DryRunJson.of(summary)).getAsJsonObject().get("findings"))
        .hasToString(
            "{\"writtenElsewhere\":[{\"path\":\"/var/tmp/state.bin\",\"change\":\"added\","
                + "\"bytes\":1258291}],\"writtenElsewhereMore\":3,\"checkpoint\":[{\"what\":"
                + "\"unmatched\",\"files\":[\"stat.json\"],\"text\":"
                + "\"No file ever matched \\\"stat.json\\\".\"}]}");
    assertThat(summary.failed("x").withOutputs(List.of()).findings()).isEqualTo(findings);
  }
}
