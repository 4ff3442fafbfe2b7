package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import net.boincwrapper.slot.SlotSweep.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class SlotSweepTest {
  private static final KnownLinks NONE = new KnownLinks(List.of());

  @TempDir Path directory;
  private SlotLayout layout;
  private Path canary;

  @BeforeEach
  void slot() throws Exception {
    layout = Slots.in(directory);
    canary = Files.writeString(directory.resolve("canary"), "alive");
    Files.write(layout.initData(), Slots.fixture("init_data-7.20.5.xml"));
    SlotPreparation.prepare(layout);
  }

  static Stream<Arguments> plantedControlFiles() {
    return Stream.of(
            SlotLayout.STDERR,
            SlotLayout.TASK_STATE,
            SlotLayout.SETUP_COMPLETE,
            SlotLayout.INIT_DATA,
            SlotLayout.SHARED_MEMORY,
            SlotLayout.LOCK,
            SlotLayout.FINISH,
            SlotLayout.TEMPORARY_EXIT,
            SlotLayout.FRACTION_DONE,
            SlotLayout.TRICKLE_UP,
            SlotLayout.UPLOAD_REQUEST_PREFIX + "out",
            SlotLayout.UPLOAD_STATUS_PREFIX + "out",
            SlotLayout.TRICKLE_DOWN_PREFIX + "_1",
            "graphics_status.xml",
            "stdout.txt")
        .flatMap(name -> Stream.of(Slots.Plant.values()).map(plant -> Arguments.of(name, plant)));
  }

  @ParameterizedTest
  @MethodSource("plantedControlFiles")
  void leavesNoControlFileThatTheClientCouldBeMisledBy(String name, Slots.Plant plant)
      throws Exception {
    Path file = layout.directory().resolve(name);
    Slots.plant(plant, file, canary);

    List<String> lines = SlotSweep.sweep(layout, NONE, Scope.RESTART);

    boolean lockWithTwoNames = name.equals(SlotLayout.LOCK) && plant == Slots.Plant.HARD_LINK;
    assertThat(lines).hasSize(lockWithTwoNames ? 0 : 1);
    assertThat(lines).allMatch(line -> line.startsWith(name + " was "));
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !lockWithTwoNames) {
      assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
      assertThat(Files.getAttribute(file, "unix:nlink")).isEqualTo(1);
      assertThat(file).isEmptyFile();
    }
    assertThat(canary).hasContent("alive");
    assertThat(directory.resolve("not-there")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("plantedControlFiles")
  void findsNothingMoreTheSecondTime(String name, Slots.Plant plant) throws Exception {
    Slots.plant(plant, layout.directory().resolve(name), canary);
    SlotSweep.sweep(layout, NONE, Scope.END);

    assertThat(SlotSweep.sweep(layout, NONE, Scope.END)).isEmpty();
  }

  @Test
  void goesAsDeepAsANameOfTheClientsCanLead() throws Exception {
    Path reachable = layout.directory().resolve("d/".repeat(127));
    Path beyond = Files.createDirectories(layout.directory().resolve("d/".repeat(1500)));
    Files.createSymbolicLink(reachable.resolve("l"), canary);
    Files.createSymbolicLink(beyond.resolve("l"), canary);

    SlotSweep.sweep(layout, NONE, Scope.END);

    assertThat(reachable.resolve("l")).doesNotExist();
    assertThat(beyond.resolve("l")).isSymbolicLink();
  }

  @Test
  void saysSoWhereADirectoryIsTooDeepToBeRemoved() throws Exception {
    Files.createDirectories(layout.directory().resolve("fraction_done/" + "d/".repeat(1500)));

    assertThat(SlotSweep.sweep(layout, NONE, Scope.END))
        .singleElement()
        .asString()
        .contains("fraction_done cannot be removed");
  }

  @Test
  void leavesPlainFilesAsTheyAre() throws Exception {
    Files.writeString(layout.stderr(), "lines");
    Files.writeString(layout.taskState(), "state");
    Files.writeString(layout.directory().resolve("out.dat"), "result");
    Files.createDirectories(layout.directory().resolve("sub/deep"));

    assertThat(SlotSweep.sweep(layout, NONE, Scope.END)).isEmpty();

    assertThat(layout.stderr()).hasContent("lines");
    assertThat(layout.taskState()).hasContent("state");
    assertThat(layout.directory().resolve("out.dat")).hasContent("result");
    assertThat(layout.directory().resolve("sub/deep")).isDirectory();
    assertThat(layout.emptyMask()).exists();
  }

  @Test
  void keepsTheClientsOwnLinks() throws Exception {
    Path symbolic = layout.directory().resolve("out.dat");
    Files.createSymbolicLink(symbolic, Path.of("../../projects/P/out_1"));
    Path text = layout.directory().resolve("in.dat");
    SoftLinks.createText(layout, text, Slots.project(layout).resolve("in_1"));
    KnownLinks known = KnownLinks.recordOnce(layout, Slots.project(layout));

    assertThat(SlotSweep.sweep(layout, known, Scope.END)).isEmpty();

    assertThat(Files.readSymbolicLink(symbolic)).isEqualTo(Path.of("../../projects/P/out_1"));
    assertThat(text).hasContent("<soft_link>../../projects/P/in_1</soft_link>\n");
  }

  @ParameterizedTest
  @EnumSource(KnownLinks.Kind.class)
  void makesALinkOfTheClientsAgainThatTheAppTurnedElsewhere(KnownLinks.Kind kind) throws Exception {
    Path target = Slots.project(layout).resolve("out_1");
    Path link = layout.directory().resolve("out.dat");
    KnownLinks known = new KnownLinks(List.of(new KnownLinks.Link("out.dat", target, kind, true)));
    Files.createSymbolicLink(link, canary);

    assertThat(SlotSweep.sweep(layout, known, Scope.RESTART))
        .containsExactly("out.dat was a symbolic link: the client's link made again");

    assertThat(new SoftLinks(layout, Slots.project(layout)).honoured(link)).contains(target);
    assertThat(Files.isSymbolicLink(link)).isEqualTo(kind == KnownLinks.Kind.SYMBOLIC);
    assertThat(canary).hasContent("alive");
  }

  @Test
  void keepsForTheNextStartWhatLeadsNowhereElse() throws Exception {
    Path latest = layout.directory().resolve("latest");
    Files.createSymbolicLink(latest, Path.of("state.3"));
    Path deep = Files.createDirectory(layout.directory().resolve("venv")).resolve("python");
    Files.createSymbolicLink(deep, Path.of("/usr/bin/python3"));

    assertThat(SlotSweep.sweep(layout, NONE, Scope.RESTART)).isEmpty();
    assertThat(SlotSweep.sweep(layout, NONE, Scope.END)).hasSize(2);

    assertThat(Files.exists(latest, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(Files.exists(deep, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void dropsAnOutputThatIsALinkOutOfTheSlotOrAFifo() throws Exception {
    Path link = Files.createSymbolicLink(layout.directory().resolve("result"), canary);
    Path fifo = layout.directory().resolve("result2");
    Slots.fifo(fifo);

    assertThat(SlotSweep.sweep(layout, NONE, Scope.RESTART))
        .containsExactlyInAnyOrder(
            "result was a symbolic link: removed", "result2 was a FIFO, socket or device: removed");

    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(fifo).doesNotExist();
  }

  @Test
  void tellsOfTheFirstHundredAndCountsTheRest() throws Exception {
    for (int i = 0; i < 150; i++) {
      Files.createSymbolicLink(layout.directory().resolve("link" + i), canary);
    }

    List<String> lines = SlotSweep.sweep(layout, NONE, Scope.RESTART);

    assertThat(lines).hasSize(101).last().isEqualTo("and 50 more such names");
    assertThat(SlotSweep.sweep(layout, NONE, Scope.RESTART)).isEmpty();
  }

  @Test
  void removesAPlainFinishFileOfTheApp() throws Exception {
    Files.writeString(layout.finish(), "0\n");
    Files.writeString(layout.temporaryExit(), "60\nlater\n");

    assertThat(SlotSweep.removeControlFiles(layout))
        .containsExactly(
            "boinc_finish_called was a regular file: removed, because only the wrapper ends a task",
            "boinc_temporary_exit was a regular file: removed, because only the wrapper ends a task");

    assertThat(layout.finish()).doesNotExist();
    assertThat(layout.temporaryExit()).doesNotExist();
    assertThat(SlotSweep.removeControlFiles(layout)).isEmpty();
  }

  @Test
  void opensASlotThatTheAppHasClosed() throws Exception {
    Files.setPosixFilePermissions(layout.directory(), PosixFilePermissions.fromString("r-x--x---"));

    assertThat(SlotSweep.sweep(layout, NONE, Scope.RESTART))
        .containsExactly(layout.directory() + " was closed to its owner: opened again");

    assertThat(Files.getAttribute(layout.directory(), "unix:mode")).isEqualTo(0040710);
    assertThat(SlotPreparation.prepare(layout)).isEmpty();
  }

  @Test
  void findsLinksInADirectoryThatTheAppHasClosed() throws Exception {
    Path closed = Files.createDirectory(layout.directory().resolve("closed"));
    Path link = Files.createSymbolicLink(closed.resolve("out"), canary);
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("-wx------"));

    assertThat(SlotSweep.sweep(layout, NONE, Scope.END))
        .containsExactly(
            "one file or directory was closed to the client's user: opened again",
            "closed/out was a symbolic link: removed");

    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void worksInMemory() throws Exception {
    SlotLayout inMemory = Slots.inMemory();
    Files.createDirectories(inMemory.finish().resolve("a/b"));

    assertThat(SlotSweep.sweep(inMemory, NONE, Scope.END)).hasSize(1);

    assertThat(inMemory.finish()).doesNotExist();
  }

  @Test
  void emptiesADirectoryThatItsOwnerMayNotWrite() throws Exception {
    Path locked = Files.createDirectories(layout.finish().resolve("a"));
    Files.createFile(locked.resolve("b"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    Files.setPosixFilePermissions(layout.finish(), PosixFilePermissions.fromString("r-xr-xr-x"));

    SlotSweep.removeControlFiles(layout);

    assertThat(layout.finish()).doesNotExist();
  }
}
