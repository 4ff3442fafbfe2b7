package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which files are synced; that it helps shows the power-cut test alone. */
@Timeout(20)
class SlotSyncTest {
  @TempDir private Path directory;
  private SlotLayout layout;
  private Path slot;

  @BeforeEach
  void slot() throws Exception {
    layout = Slots.in(directory);
    slot = layout.directory();
  }

  @Test
  void allFilesOfTheAppAreSynced() throws Exception {
    Files.writeString(slot.resolve("out.dat"), "result");
    Files.createDirectories(slot.resolve("deep/er"));
    Files.writeString(slot.resolve("deep/er/out2.dat"), "result");

    assertThat(sync()).isEqualTo(2);
  }

  @Test
  void soIsAnOutputInTheProjectsDirectory() throws Exception {
    Path target = Slots.project(layout).resolve("wu_0_0_r1_0");
    SoftLinks.createText(layout, slot.resolve("out.dat"), target);
    KnownLinks known = KnownLinks.recordOnce(layout, Slots.project(layout));
    int before = SlotSync.sync(layout, known);

    Files.writeString(target, "result");

    assertThat(SlotSync.sync(layout, known)).isEqualTo(before + 1);
  }

  @Test
  void neitherLinksNorFifosAreOpenedNorWhatIsNotTheApps() throws Exception {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("file"), "another's");
    Files.createSymbolicLink(slot.resolve("link"), elsewhere.resolve("file"));
    Files.createSymbolicLink(slot.resolve("directory"), elsewhere);
    Slots.fifo(slot.resolve("fifo"));
    for (String name : SlotLayout.reservedNames()) {
      Files.writeString(slot.resolve(name), "");
    }

    assertThat(sync()).isZero();
  }

  @Test
  void whatIsClosedToTheUserIsNoFailure() throws Exception {
    Path closed = Files.createDirectory(slot.resolve("closed"));
    Path file = Files.writeString(slot.resolve("unreadable"), "");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    try {
      assertThat(sync()).isLessThanOrEqualTo(1); // root may read it
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Such as a trickle, whenever it likes. */
  @Test
  void whatTheClientTakesAwayMeanwhileIsNoFailure() throws Exception {
    Files.writeString(slot.resolve("out.dat"), "result");
    AtomicBoolean over = new AtomicBoolean();
    Thread client = new Thread(() -> comeAndGo(slot.resolve("trickle_up.xml"), over));
    client.start();
    try {
      for (int i = 0; i < 500; i++) {
        assertThat(sync()).isPositive();
      }
    } finally {
      over.set(true);
      client.join();
    }
  }

  private static void comeAndGo(Path file, AtomicBoolean over) {
    try {
      while (!over.get()) {
        Files.writeString(file, "x");
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int sync() throws SlotException {
    return SlotSync.sync(layout, new KnownLinks(List.of()));
  }
}
