package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.boincwrapper.cli.display.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {
  private static final int DIFFERENT = 1;
  private static final int UNREADABLE = 4;

  @TempDir private Path home;

  private void result(String replica, String name, String content) throws IOException {
    Path file = home.resolve(replica).resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private AuthorRun compare(String... options) {
    return compareFiles("a", "b", options);
  }

  private AuthorRun compareFiles(String a, String b, String... options) {
    List<String> words = new ArrayList<>(List.of("compare"));
    words.add(home.resolve(a).toString());
    words.add(home.resolve(b).toString());
    words.addAll(List.of(options));
    return AuthorRun.of(words.toArray(String[]::new));
  }

  @Test
  void twoReplicasAreTheSameWithinATolerance() throws IOException {
    result("a", "result.json", "{\"z\": [0.5, 1], \"circuit\": \"ab\"}");
    result("b", "result.json", "{\"circuit\": \"ab\", \"z\": [0.5000000001, 1]}");
    result("a", "tables/t.csv", "t,x\n0,1\n");
    result("b", "tables/t.csv", "t,x\n0,1\n");

    AuthorRun run = compare("--tolerance", "1e-9");

    assertThat(run.exitCode()).isEqualTo(ExitCode.GOOD);
    assertThat(run.out())
        .isEqualTo(
            """
            result.json: the same, 2 numbers compared
            tables/t.csv: the same
            The same: 2 files.
            """);
  }

  @Test
  void aPersonReadsWhereTheyDifferAndByHowMuch() throws IOException {
    result("a", "result.json", "{\"z\": [0.5, -0.25], \"name\": \"ghz\"}");
    result("b", "result.json", "{\"z\": [0.50000012, -0.25], \"name\": \"qft\", \"more\": 1}");
    result("a", "t.csv", "t x\n0 1.5\n");
    result("b", "t.csv", "t x\n0 2.5\n");
    result("a", "state.bin", "\0one");
    result("b", "state.bin", "\0two");
    result("a", "only.txt", "");

    AuthorRun run = compare("--tolerance", "1e-9");

    assertThat(run.exitCode()).isEqualTo(DIFFERENT);
    Snapshot.matches("compare.txt", run.out());
  }

  @Test
  void histogramsAreToldAsSuchWhereNobodyAskedForATest() throws IOException {
    result("a", "result.json", "{\"counts\": " + counts(5) + ", \"z\": 1}");
    result("b", "result.json", "{\"counts\": " + counts(6) + ", \"z\": 2}");

    AuthorRun run = compare();

    assertThat(run.exitCode()).isEqualTo(DIFFERENT);
    assertThat(run.out())
        .startsWith(
            """
            result.json: 65 differences, 65 numbers compared
              counts: these are histograms of shots, compared count by count; --counts compares them by a chi-square test
              counts.1000000: 5 and 6, 1 apart, 0 allowed
            """)
        .contains("  z: 1 and 2", "  and 61 more\n");
    assertThat(compare("--counts").out()).doesNotContain("these are histograms");
  }

  /** Of 64 outcomes, each measured so often. */
  private static String counts(int each) {
    return IntStream.range(64, 128)
        .mapToObj(Integer::toBinaryString)
        .map(outcome -> '"' + outcome + "\": " + each)
        .collect(Collectors.joining(", ", "{", "}"));
  }

  @Test
  void aMachineReadsTheSame() throws IOException {
    result("a", "result.json", "{\"z\": [0.5, -0.25], \"counts\": {\"0\": 450, \"1\": 550}}");
    result("b", "result.json", "{\"z\": [1e300, -0.25], \"counts\": {\"0\": 451, \"1\": 549}}");
    result("a", "only.txt", "");
    result("a", "state", "same");
    result("b", "state", "same");

    AuthorRun run = compare("--json", "--counts", "--tolerance=1e-300");

    assertThat(run.exitCode()).isEqualTo(DIFFERENT);
    OutputSchemaCheck.holds("comparison", run.out());
    Snapshot.matches("compare.json", run.out().replace(home.toString(), "HOME"));
  }

  @Test
  void ofManyDifferencesTheFirstAreShownAndTheLargest() throws IOException {
    StringBuilder a = new StringBuilder();
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      a.append("0.5\n");
      b.append(i == 700 ? "0.75\n" : "0.50001\n");
    }
    result("a", "table", a.toString());
    result("b", "table", b.toString());

    AuthorRun run = compareFiles("a/table", "b/table", "--tolerance", "1e-6");

    assertThat(run.out())
        .startsWith("table: 1000 differences, 1000 numbers compared\n")
        .contains("\n  line 10, word 1: 0.5 and 0.50001, 1e-5 apart, 1e-6 allowed\n")
        .doesNotContain("line 11,")
        .contains("\n  and 990 more\n")
        .contains("\n  the largest: line 701, word 1: 0.5 and 0.75, 0.25 apart, 1e-6 allowed\n")
        .endsWith("Different: 1 of 1 file.\n");
  }

  @Test
  void aTestOfCountsSaysItsPWhetherPassedOrNot() throws IOException {
    result("a", "result.json", "{\"counts\": {\"0\": 450, \"1\": 550}}");
    result("b", "result.json", "{\"counts\": {\"0\": 500, \"1\": 500}}");

    assertThat(compare("--counts").out())
        .isEqualTo(
            """
            result.json: 1 difference
              counts: chi-square 5.01253 in 2 bins, p = 0.0252, at least 0.05 is asked for
            Different: 1 of 1 file.
            """);
    assertThat(compare("--counts", "--p", "0.001").out())
        .isEqualTo(
            """
            result.json: the same
              counts: chi-square 5.01253 in 2 bins, p = 0.0252
            The same: 1 file.
            """);
  }

  @Test
  void theFilesOfTwoNamesCanBeCompared() throws IOException {
    result("a", "x", "1.0");
    result("b", "y", "1.00");

    assertThat(compareFiles("a/x", "b/y").out())
        .isEqualTo("x: the same, 1 number compared\nThe same: 1 file.\n");
  }

  @Test
  void twoEmptyDirectoriesShowNothing() throws IOException {
    Files.createDirectories(home.resolve("a"));
    Files.createDirectories(home.resolve("b"));

    AuthorRun run = compare();

    assertThat(run.exitCode()).isEqualTo(DIFFERENT);
    assertThat(run.out()).isEqualTo("Different: there is no file to compare.\n");
  }

  /** Reading {@code /proc/self/mem} from its beginning fails, even for root. */
  @Test
  void whatCannotBeReadIsNotCalledDifferent() throws IOException {
    Path broken = Path.of("/proc/self/mem");
    assumeThat(Files.exists(broken)).isTrue();
    result("b", "x", "1");

    AuthorRun run = AuthorRun.of("compare", broken.toString(), home.resolve("b/x").toString());

    assertThat(run.exitCode()).isEqualTo(UNREADABLE);
    assertThat(run.err())
        .startsWith("compare: cannot compare /proc/self/mem with " + home.resolve("b/x") + ": ");
  }

  @ParameterizedTest
  @CsvSource({
    "a/x --tolerance=-1, --tolerance takes a number from 0 to below 1",
    "a/x --tolerance=1, --tolerance takes a number from 0 to below 1",
    "a/x --tolerance=nan, --tolerance",
    "a/x --p=0.1, --p means something only with --counts",
    "a/x --counts --p=0, --p takes a number above 0 and below 1",
    "a/x --counts --p=1, --p takes a number above 0 and below 1",
    "a/none, none does not exist",
    "a, name two files or two directories",
  })
  void whatIsTypedWronglyIsSaid(String words, String message) throws IOException {
    result("a", "x", "1");
    List<String> typed = new ArrayList<>(List.of("compare", home.resolve("a/x").toString()));
    String[] rest = words.split(" ");
    typed.add(home.resolve(rest[0]).toString());
    typed.addAll(List.of(rest).subList(1, rest.length));

    AuthorRun run = AuthorRun.of(typed.toArray(String[]::new));

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(message);
  }
}
