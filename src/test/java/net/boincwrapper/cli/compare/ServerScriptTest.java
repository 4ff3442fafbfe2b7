package net.boincwrapper.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import net.boincwrapper.cli.compare.ServerScript.Output;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As {@code script_validator} calls it: with the paths in the upload directory. */
class ServerScriptTest {
  private static final int SAME = 0;
  private static final int DIFFERENT = 1;
  private static final int USAGE = 2;
  private static final int TRANSIENT = 3;

  @TempDir private Path directory;
  private Path upload = Path.of("");

  @BeforeEach
  void makeTheUploadDirectory() throws IOException {
    upload = Files.createDirectories(directory.resolve("upload"));
  }

  private Path result(String name, String content) throws IOException {
    Files.createDirectories(upload.resolve(name).getParent());
    return Files.writeString(upload.resolve(name), content);
  }

  private ScriptRun compare(ServerScript script, Path... paths)
      throws IOException, InterruptedException {
    return run(script.compareText(), paths);
  }

  private ScriptRun run(String script, Path... paths) throws IOException, InterruptedException {
    return ScriptRun.of(directory, script, Stream.of(paths).map(Path::toString).toList());
  }

  private static ServerScript exact(Output... outputs) {
    return new ServerScript(Rule.ofReplicas(0, OptionalDouble.empty()), List.of(outputs));
  }

  @Test
  void filesArePairedByPosition() throws IOException, InterruptedException {
    ServerScript script =
        exact(new Output("result.json", false, true), new Output("table.csv", false, true));
    Path json = result("1a/wu_0_r1_0", "{\"a\": 1, \"b\": 2}");
    Path table = result("2b/wu_0_r1_1", "1,2\n");
    Path jsonOfOther = result("3c/wu_1_r2_0", "{\"b\": 2, \"a\": 1}");
    Path tableOfOther = result("4d/wu_1_r2_1", "1, 2\n");

    assertThat(compare(script, json, table, jsonOfOther, tableOfOther).exitCode()).isEqualTo(SAME);
    assertThat(compare(script, json, table, tableOfOther, jsonOfOther).exitCode())
        .isEqualTo(DIFFERENT);
  }

  @Test
  void theLogSaysWhichOutputDiffersAndWhere() throws IOException, InterruptedException {
    ScriptRun run =
        compare(
            exact(new Output("result.json", false, true)),
            result("wu_0_r1_0", "{\"z\": [1, 2.5]}"),
            result("wu_1_r2_0", "{\"z\": [1, 3.5]}"));

    assertThat(run.exitCode()).isEqualTo(DIFFERENT);
    assertThat(run.err()).isEqualTo("sim_compare: result.json: z[1]: 2.5 and 3.5\n");
  }

  @Test
  void whatAVolunteerSentCannotPlayWithTheLog() throws IOException, InterruptedException {
    ScriptRun run =
        compare(
            exact(),
            result("wu_0_r1_0", "{\"\\u001b[2J\\n" + "x".repeat(100) + "\": 1}"),
            result("wu_1_r2_0", "{}"));

    assertThat(run.err())
        .matches("sim_compare: file 1: \\?\\[2J\\?x{52}\\.\\.\\.: only in one of the two\n");
  }

  @Test
  void anOddNumberOfPathsIsNoComparison() throws IOException, InterruptedException {
    Path one = result("wu_0_r1_0", "1");

    assertThat(compare(exact(), one, one, one).exitCode()).isEqualTo(USAGE);
    assertThat(compare(exact()).exitCode()).isEqualTo(USAGE);
    assertThat(compare(exact(), one).err())
        .isEqualTo(
            "sim_compare: 1 paths; it takes the files of one result, and then as many of the"
                + " other\n");
  }

  @Test
  void anOutputThatIsNotValidatedIsNotCompared() throws IOException, InterruptedException {
    ServerScript script = exact(new Output("log.txt", false, false));

    assertThat(compare(script, result("r1", "a"), result("r2", "b")).exitCode()).isEqualTo(SAME);
    assertThat(compare(script, result("r1", "a"), upload.resolve("none")).exitCode())
        .isEqualTo(SAME);
  }

  @Test
  void anOptionalOutputMayBeMissingInBoth() throws IOException, InterruptedException {
    ServerScript script = exact(new Output("warnings.txt", true, true));
    Path there = result("r1", "a");
    Path missing = upload.resolve("none");

    assertThat(compare(script, missing, missing).exitCode()).isEqualTo(SAME);
    assertThat(compare(script, there, missing).exitCode()).isEqualTo(DIFFERENT);
    assertThat(compare(script, missing, there).exitCode()).isEqualTo(DIFFERENT);
  }

  @Test
  void anotherOutputMayNot() throws IOException, InterruptedException {
    Path missing = upload.resolve("none");

    ScriptRun run = compare(exact(new Output("result.json", false, true)), missing, missing);

    assertThat(run.exitCode()).isEqualTo(DIFFERENT);
    assertThat(run.err()).contains("result.json: missing: " + missing);
  }

  /** As of an older application, whose results are still coming in. */
  @Test
  void withAnotherNumberOfOutputsAllAreCompared() throws IOException, InterruptedException {
    ServerScript script =
        exact(new Output("result.json", false, true), new Output("log.txt", false, false));

    assertThat(compare(script, result("r1", "a"), result("r2", "b")).exitCode())
        .isEqualTo(DIFFERENT);
  }

  @Test
  void anUploadDirectoryThatIsNotMountedIsForLater() throws IOException, InterruptedException {
    Path a = directory.resolve("nfs/1a/wu_0_r1_0");
    Path b = directory.resolve("nfs/2b/wu_1_r2_0");

    ScriptRun run = compare(exact(), a, b);

    assertThat(run.exitCode()).isEqualTo(TRANSIENT);
    assertThat(run.err())
        .isEqualTo("sim_compare: cannot be read now: " + a + ": its directory is not there\n");
  }

  /** Of a fan-out directory that no upload has made yet, nothing can be said but this. */
  @Test
  void aDirectoryThatIsMissingAloneIsAMissingFile() throws IOException, InterruptedException {
    Path a = result("1a/wu_0_r1_0", "1");

    assertThat(compare(exact(), a, upload.resolve("2b/wu_1_r2_0")).exitCode()).isEqualTo(DIFFERENT);
  }

  @Test
  void aFileThatMayNotBeReadIsForLater() throws IOException, InterruptedException {
    Path a = result("r1", "1");
    Files.setPosixFilePermissions(a, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(a)).as("root reads everything").isFalse();

    assertThat(compare(exact(), a, result("r2", "1")).exitCode()).isEqualTo(TRANSIENT);
  }

  /** Reading {@code /proc/self/mem} from its beginning fails with EIO, even for root. */
  @Test
  void aDiskThatFailsIsForLater() throws IOException, InterruptedException {
    Path broken = Path.of("/proc/self/mem");
    assumeThat(Files.exists(broken)).isTrue();

    ScriptRun run = compare(exact(), broken, result("r2", "1"));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(TRANSIENT);
    assertThat(run.err()).contains("cannot be read now").contains("Input/output error");
  }

  @Test
  void aDifferenceIsADifferenceWhateverElseCannotBeRead() throws IOException, InterruptedException {
    Path broken = Path.of("/proc/self/mem");
    assumeThat(Files.exists(broken)).isTrue();

    assertThat(compare(exact(), broken, result("a", "1"), broken, result("b", "2")).exitCode())
        .isEqualTo(DIFFERENT);
  }

  @Test
  void replicasHaveTheSameNumberOfShots() throws IOException, InterruptedException {
    ServerScript script = new ServerScript(Rule.ofReplicas(0, OptionalDouble.of(1e-6)), List.of());

    ScriptRun run =
        compare(
            script,
            result("r1", "{\"0\": 500, \"1\": 500}"),
            result("r2", "{\"0\": 10, \"1\": 10}"));

    assertThat(run.exitCode()).isEqualTo(DIFFERENT);
    assertThat(run.err()).isEqualTo("sim_compare: file 1: the file: 1000 and 20 shots\n");
  }

  @Test
  void aResultIsCheckedAlone() throws IOException, InterruptedException {
    String check =
        exact(new Output("result.json", false, true), new Output("w.txt", true, true)).checkText();
    Path missing = upload.resolve("none");

    assertThat(run(check, result("r1", "{}"), missing).exitCode()).isEqualTo(SAME);
    assertThat(run(check, result("r1", "{"), missing).exitCode()).isEqualTo(DIFFERENT);
    assertThat(run(check, result("r1", "{"), missing).err())
        .isEqualTo("sim_compare: result.json is not whole: no JSON\n");
    assertThat(run(check, missing, missing).exitCode()).isEqualTo(DIFFERENT);
    assertThat(run(check, directory.resolve("nfs/a"), directory.resolve("nfs/b")).exitCode())
        .isEqualTo(TRANSIENT);
    assertThat(run(check).exitCode()).isEqualTo(USAGE);
  }

  @Test
  void namesOfAnyKindAreWrittenSafely() throws IOException, InterruptedException {
    ServerScript script = exact(new Output("a\"\\\nä.json", false, true));

    ScriptRun run = compare(script, result("r1", "1"), result("r2", "2"));

    assertThat(run.exitCode()).isEqualTo(DIFFERENT);
    assertThat(run.err()).hasLineCount(1);
  }

  /** The script has finite sums for what the library does by series and continued fractions. */
  @Test
  void theScriptsProbabilitiesAreTheLibrarys() throws IOException, InterruptedException {
    String script =
        exact()
            .compareText()
            .replace(
                "sys.exit(main(sys.argv[1:]))",
                "[print(repr(upper_tail(int(w.split(':')[0]), float(w.split(':')[1])))) for w in"
                    + " sys.argv[1:]]");
    List<String> asked = new ArrayList<>();
    List<Double> expected = new ArrayList<>();
    for (int degrees : new int[] {1, 2, 3, 4, 5, 10, 31, 100, 999, 4096}) {
      for (double ratio : new double[] {0, 0.01, 0.5, 0.9, 1, 1.1, 2, 10, 1000}) {
        asked.add(degrees + ":" + degrees * ratio);
        expected.add(RegularizedGamma.Q.value(degrees / 2.0, degrees * ratio / 2));
      }
    }

    List<String> found = ScriptRun.of(directory, script, asked).out().lines().toList();

    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(Double.parseDouble(found.get(i)))
          .as(asked.get(i))
          .isCloseTo(expected.get(i), within(1e-10 * Math.max(expected.get(i), 1e-10)));
    }
  }
}
