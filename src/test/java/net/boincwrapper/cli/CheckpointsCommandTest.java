package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.slot.Checkpoints;
import net.boincwrapper.slot.SealOrder;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.UntrustedFiles;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsCommandTest {
  private static final Instant SEALED = Instant.parse("2026-11-29T20:08:10.5Z");

  @TempDir private Path home;
  private Path slot = Path.of("");

  @BeforeEach
  void seal() throws IOException, SlotException {
    slot = Files.createDirectories(home.resolve("job/.dry-run/slots/0")).toRealPath();
    seal(12.5, Map.of("state", "step 10\n"));
    seal(25, Map.of("state", "step 20\n", "rng.json", "{}\n"));
  }

  private void seal(double cpuSeconds, Map<String, String> contents)
      throws IOException, SlotException {
    SlotLayout layout = new SlotLayout(slot);
    SortedMap<String, FileStat> live = new TreeMap<>();
    for (Map.Entry<String, String> file : contents.entrySet()) {
      Files.writeString(slot.resolve(file.getKey()), file.getValue());
      new UntrustedFiles(slot).stat(file.getKey()).ifPresent(stat -> live.put(file.getKey(), stat));
    }
    new Checkpoints(layout, () -> live, "counting_0")
        .seal(
            new SealOrder(
                cpuSeconds,
                cpuSeconds + 1,
                OptionalDouble.of(0.375),
                SEALED,
                OptionalLong.empty(),
                2,
                Optional.empty(),
                files -> false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"job", "job/.dry-run", "job/.dry-run/slots/0"})
  void theyAreFoundFromTheJobsDirectoryTheDataDirectoryAndTheSlot(String directory)
      throws IOException {
    AuthorRun run = AuthorRun.of("checkpoints", home.resolve(directory).toString());

    assertThat(run.exitCode()).isZero();
    Snapshot.matches("checkpoints.txt", run.out().replace(slot.toString(), "SLOT"));
  }

  /** As root's dry runs have it. */
  @Test
  void aLinkToTheSlotsOfAnotherUserIsFollowed() throws IOException {
    Path elsewhere = home.resolve("elsewhere");
    Files.move(home.resolve("job/.dry-run/slots"), elsewhere);
    Files.createSymbolicLink(home.resolve("job/.dry-run/slots"), elsewhere);

    AuthorRun run = AuthorRun.of("checkpoints", home.resolve("job").toString());

    assertThat(run.out()).contains(elsewhere.toRealPath() + "/0").contains("rng.json");
  }

  @Test
  void aDamagedOneIsShownAsSuch() throws IOException {
    Files.writeString(slot.resolve(".docker_wrapper/checkpoints/2/1"), "step 21\n");

    AuthorRun run = AuthorRun.of("checkpoints", home.resolve("job").toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.out())
        .containsPattern("   2  2026-.*DAMAGED: it has other bytes in state than were sealed\n")
        .containsPattern("   1  2026-.* of counting_0\n");
  }

  @Test
  void oneIsCopiedIntoANewDirectory() throws IOException {
    Path target = home.resolve("out/deep");

    AuthorRun run =
        AuthorRun.of(
            "checkpoints", "--restore", "1", home.resolve("job").toString(), target.toString());

    assertThat(run)
        .isEqualTo(new AuthorRun(0, "Checkpoint 1: 1 file in " + target + "\n  state\n", ""));
    assertThat(target.resolve("state")).hasContent("step 10\n");
    assertThat(slot.resolve("state")).hasContent("step 20\n");
  }

  @Test
  void whatCannotBeCopiedIsSaidInOneLine() {
    AuthorRun full =
        AuthorRun.of(
            "checkpoints", home.resolve("job").toString(), "--restore", "2", slot.toString());
    AuthorRun none =
        AuthorRun.of(
            "checkpoints", home.resolve("job").toString(), "--restore", "7", home + "/new");

    assertThat(full.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(full.err()).hasLineCount(1).contains("is not empty. Name a new directory");
    assertThat(none.err()).hasLineCount(1).contains("there is no checkpoint 7; there are 2, 1");
    assertThat(home.resolve("new")).doesNotExist();
  }

  @Test
  void machinesGetAllOfIt() throws IOException {
    Files.writeString(slot.resolve(".docker_wrapper/checkpoints/1/manifest"), "nonsense");

    String list = AuthorRun.of("checkpoints", "--json", home.resolve("job").toString()).out();
    String copied =
        AuthorRun.of(
                "checkpoints",
                "--json",
                home.resolve("job").toString(),
                "--restore",
                "2",
                home.resolve("out").toString())
            .out();

    OutputSchemaCheck.holds("checkpoints", list);
    OutputSchemaCheck.holds("restored", copied);
    assertThat(list).contains("\"cpuSeconds\": 25.0", "\"damage\": \"has a damaged manifest");
    assertThat(JsonParser.parseString(copied).getAsJsonObject().getAsJsonArray("files").toString())
        .isEqualTo("[\"rng.json\",\"state\"]");
  }

  @Test
  void whereNothingIsSealedThatIsSaid() throws IOException {
    Path empty = Files.createDirectories(home.resolve("empty"));

    AuthorRun run = AuthorRun.of("checkpoints", empty.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).hasLineCount(1).contains("no checkpoints are kept in " + empty);
  }

  @ParameterizedTest
  @CsvSource({
    "--restore 1, give all three or none",
    "--restore x DIR out, Invalid value for option '--restore'",
    "DIR out, give all three or none",
    "NONE, is not a directory"
  })
  void aWrongWordIsAUsageError(String words, String told) {
    String[] arguments =
        ("checkpoints " + words.replace("DIR", home.toString()).replace("NONE", home + "/none"))
            .split(" ");

    AuthorRun run = AuthorRun.of(arguments);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(told);
  }
}
