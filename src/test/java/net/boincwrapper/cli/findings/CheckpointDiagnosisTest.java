package net.boincwrapper.cli.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.boincwrapper.cli.findings.CheckpointFinding.Kind;
import net.boincwrapper.engine.Engine.ChangeKind;
import org.junit.jupiter.api.Test;

/** Mistakes with a checkpoint, told apart. */
class CheckpointDiagnosisTest {
  private List<String> declared = List.of("state.json");
  private List<FileHistory> seen = List.of();
  private List<FileHistory> others = List.of();
  private List<String> links = List.of();
  private int checkpoints;
  private WrittenElsewhere elsewhere = WrittenElsewhere.NOTHING;

  private List<CheckpointFinding> findings() {
    return CheckpointDiagnosis.of(
        new CheckpointFacts(declared, seen, others, links, checkpoints, elsewhere));
  }

  private CheckpointFinding only(Kind kind) {
    assertThat(findings()).hasSize(1);
    assertThat(findings().get(0).kind()).isEqualTo(kind);
    return findings().get(0);
  }

  private static FileHistory replaced(String name, int times) {
    return new FileHistory(name, false, 0, times, true);
  }

  private static FileHistory inPlace(String name, int times) {
    return new FileHistory(name, false, times, 0, false);
  }

  private static FileHistory log(String name) {
    return new FileHistory(name, false, 30, 0, true);
  }

  private static WrittenElsewhere at(String path) {
    return new WrittenElsewhere(List.of(new WrittenFile(path, ChangeKind.ADDED, 1_258_291)), 0);
  }

  @Test
  void aJobWithCheckpointsHasNoneOfThese() {
    seen = List.of(replaced("state.json", 9));
    others = List.of(log("out.txt"));
    checkpoints = 3;
    elsewhere = at("/var/tmp/x");

    assertThat(findings()).isEmpty();
  }

  @Test
  void aMisspeltEntryNamesTheFileThatIsMeant() {
    declared = List.of("stat.json");
    others = List.of(log("out.txt"), replaced("state.json", 3));

    assertThat(only(Kind.UNMATCHED).text())
        .isEqualTo(
            "No file ever matched \"stat.json\"; new files are \"out.txt\", \"state.json\"."
                + " Did you mean \"state.json\"?");
  }

  @Test
  void anEntryInTheWrongDirectoryNamesThePathThatIsMeant() {
    others = List.of(replaced("chk/state.json", 3));

    assertThat(only(Kind.UNMATCHED).text()).endsWith("Did you mean \"chk/state.json\"?");
  }

  @Test
  void otherFilesAreListedWhereNoneIsNearAndOnlyAFew() {
    others = List.of(log("a"), log("b"), log("c"), log("d"), log("e"), log("f\n"));

    assertThat(only(Kind.UNMATCHED).text())
        .isEqualTo(
            "No file ever matched \"state.json\"; new files are \"a\", \"b\", \"c\", \"d\", \"e\","
                + " …. Name what the app writes.");
  }

  @Test
  void aStateInAnotherPlaceIsNamedWithIt() {
    elsewhere = at("/var/tmp/state.json").and(at("/opt/other"));
    others = List.of(log("out.txt"));

    assertThat(only(Kind.ELSEWHERE).text())
        .isEqualTo(
            "No file ever matched \"state.json\", but the app has written outside its WORKDIR,"
                + " where it is lost with the container: /var/tmp/state.json (1.2 MiB). Let it"
                + " write its state into the WORKDIR.");
    assertThat(only(Kind.ELSEWHERE).files()).containsExactly("/var/tmp/state.json");
  }

  @Test
  void anAppThatWritesNothingIsToldSo() {
    assertThat(only(Kind.NEVER_WRITTEN).text())
        .contains("has written no file, neither in its WORKDIR nor elsewhere");
  }

  @Test
  void aFileOfTheAuthorsThatNobodyWritesIsToldSo() {
    seen = List.of(new FileHistory("state.json", true, 0, 0, true));

    assertThat(only(Kind.NEVER_WRITTEN).text()).startsWith("\"state.json\" was never written");
  }

  @Test
  void aLinkOfTheClientsDoesNotCount() {
    links = List.of("state.json");
    others = List.of(log("out.txt"));

    assertThat(only(Kind.LINK).text())
        .contains("is a link that the client has made", "is not sealed", "<copy_file/>");
  }

  @Test
  void aFileThatIsRewrittenInPlaceIsNeverComplete() {
    seen = List.of(inPlace("state.json", 41));

    assertThat(only(Kind.IN_PLACE).text())
        .startsWith("\"state.json\" was written 42 times and never complete")
        .contains("in place", "rename it over the old one");
  }

  @Test
  void aNumberThatIsUsedAgainLooksInPlaceNowAndThen() {
    seen =
        List.of(
            new FileHistory("a.json", false, 5, 4, false),
            new FileHistory("b.json", false, 3, 6, true));
    declared = List.of("?.json");

    assertThat(only(Kind.NEVER_TOGETHER).text())
        .startsWith("\"a.json\", \"b.json\" were written 20 times and never complete")
        .contains("into one file");
  }

  @Test
  void aFileThatIsWrittenOnlyAtTheEndIsTooLate() {
    seen = List.of(new FileHistory("state.json", false, 0, 0, true));

    assertThat(only(Kind.TOO_LATE).text()).contains("not only at its end");
  }

  @Test
  void oneEntryOfTwoMayBeWrong() {
    declared = List.of("state.json", "rng.bin");
    seen = List.of(replaced("state.json", 9));
    others = List.of(replaced("rng.dat", 9));
    checkpoints = 4;

    assertThat(only(Kind.UNMATCHED).files()).containsExactly("rng.bin");
  }

  @Test
  void aJobThatNamesNoneIsAskedAboutWhatIsRewritten() {
    declared = List.of();
    others = List.of(log("out.txt"), replaced("state.json", 1), inPlace("walk.bin", 3));

    assertThat(only(Kind.UNDECLARED).files()).containsExactly("state.json", "walk.bin");
    others = List.of(log("out.txt"));
    assertThat(findings()).isEmpty();
  }
}
