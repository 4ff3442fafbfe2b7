package net.boincwrapper.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineTableTest {
  private static final LocalDate DATE = LocalDate.of(2026, 11, 30);

  private static final String QUIT = "net.boincwrapper.task.TaskQuitIT.aBuildIsBrokenOff x()";
  private static final String HEAD =
      "| suite | set-up | engine | lifecycle | quit | evidence of ends | isolation | inmate |"
          + " builds | archives | hostile slots | storm of 10 | date |\n"
          + "|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";

  private final Path readme =
      Jimfs.newFileSystem(Configuration.unix()).getPath("/wrapper-README.md");
  private final EngineTable table = new EngineTable(readme);

  @BeforeEach
  void readme() throws IOException {
    Files.writeString(readme, "before\n" + EngineTable.BEGIN + EngineTable.END + "after\n");
  }

  private void write(Suite suite, SetUp setUp, Outcome outcome, LocalDate date) throws IOException {
    table.write(suite, setUp, setUp.checks(), outcome, date);
  }

  @Test
  void aRowSaysHowEachCheckWent() throws IOException {
    List<String> passed =
        List.of(QUIT, QUIT, "net.boincwrapper.task.IsolationIT.x [1] UNPRIVILEGED");
    List<String> failed = List.of("net.boincwrapper.task.TaskLifecycleIT.y y()");
    write(
        Suite.TRIXIE,
        SetUp.PODMAN,
        new Outcome("podman 5.4.2", true, passed, failed, List.of()),
        DATE);

    assertThat(readme)
        .hasContent(
            "before\n"
                + EngineTable.BEGIN
                + "\n"
                + HEAD
                + "| trixie | podman | podman 5.4.2 | **1 of 1 failed** | 2 passed | **none ran** |"
                + " 1 passed | **none ran** | **none ran** | **none ran** | **none ran** | **none ran** |"
                + " 2026-11-30 |\n\n"
                + EngineTable.END
                + "after\n");
  }

  @Test
  void aRunWritesItsOwnRowsAndLeavesTheOthersInTheirOrder() throws IOException {
    write(Suite.SID, SetUp.PODMAN, quit("podman 5.8.0"), DATE);
    write(Suite.BOOKWORM, SetUp.PODMAN_UNIT, quit("podman 4.3.1"), DATE);
    write(Suite.BOOKWORM, SetUp.DOCKER, quit("docker 20.10"), DATE);
    write(Suite.SID, SetUp.PODMAN, quit("podman 5.8.6"), DATE.plusDays(1));

    assertThat(Files.readString(readme).lines().filter(line -> line.startsWith("| ")).skip(1))
        .extracting(
            line -> line.replaceAll("(\\| .*? \\| .*? \\| .*?) \\|.*\\| (.*?) \\|", "$1 $2"))
        .containsExactly(
            "| bookworm | docker | docker 20.10 2026-11-30",
            "| bookworm | podman-unit | podman 4.3.1 2026-11-30",
            "| sid | podman | podman 5.8.6 2026-12-01");
  }

  @Test
  void aRunOfSomeChecksWritesTheirCells() throws IOException {
    String broken = "net.boincwrapper.task.TaskQuitIT.x x()";
    Outcome whole = new Outcome("podman 5.8.6", true, List.of(), List.of(broken), List.of());
    write(Suite.SID, SetUp.PODMAN, whole, DATE);

    table.write(
        Suite.SID, SetUp.PODMAN, List.of(Check.QUIT), quit("podman 5.8.6"), DATE.plusDays(1));
    assertThat(readme)
        .content()
        .contains("| sid | podman | podman 5.8.6 | **none ran** | 1 passed | **none ran** |")
        .contains("| 2026-12-01 |");
  }

  @Test
  void whatWasSeenOfAnOtherEngineIsNotKept() throws IOException {
    write(Suite.SID, SetUp.PODMAN, quit("podman 5.8.0"), DATE);

    table.write(Suite.SID, SetUp.PODMAN, List.of(Check.ENDS), quit("podman 5.8.6"), DATE);
    assertThat(readme)
        .content()
        .contains("| podman 5.8.6 | **not run** | **not run** | **none ran** | **not run** |");
  }

  @Test
  void anEngineThatHasToBeRefusedIsAskedNothingElse() throws IOException {
    String test = "net.boincwrapper.task.RefusedEngineIT.z z()";
    write(
        Suite.TRIXIE,
        SetUp.DOCKER_USERNS_REMAP,
        new Outcome("docker 26.1.5", true, List.of(test), List.of(), List.of()),
        DATE);

    assertThat(Files.readString(readme))
        .contains("| docker 26.1.5 | refused | refused | refused |")
        .doesNotContain("none ran");
  }

  @Test
  void aRealClientIsAskedForAJob() throws IOException {
    String test = "net.boincwrapper.realclient.ClientUnitIT.aJob aJob()";
    write(
        Suite.SID,
        SetUp.CLIENT,
        new Outcome("podman 5.8.6", true, List.of(test), List.of(), List.of()),
        DATE);

    assertThat(Files.readString(readme))
        .contains(
            "| sid | client | podman 5.8.6 | from attach to upload | – | – | – | – | – | – | – | – | 2026-11-30 |")
        .doesNotContain("none ran");
  }

  @Test
  void testsThatWereNotRunToTheirEndAreNoSuccess() throws IOException {
    write(
        Suite.TRIXIE,
        SetUp.DOCKER,
        new Outcome("docker 26.1.5", false, List.of(QUIT), List.of(), List.of()),
        DATE);

    assertThat(Files.readString(readme))
        .contains("| docker 26.1.5 | **not finished** | **not finished** |");
  }

  @Test
  void aReadmeWithoutAPlaceForItIsLeftAlone() throws IOException {
    Files.writeString(readme, "nothing\n");

    assertThatThrownBy(() -> write(Suite.SID, SetUp.PODMAN, quit("podman 5"), DATE))
        .hasMessageContaining("lacks the lines");

    assertThat(readme).hasContent("nothing\n");
  }

  private static Outcome quit(String engine) {
    return new Outcome(engine, true, List.of(QUIT), List.of(), List.of());
  }
}
