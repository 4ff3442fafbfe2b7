package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import net.boincwrapper.slot.SlotSweep.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OwnerRightsTest {
  private static final KnownLinks NONE = new KnownLinks(List.of());

  @TempDir Path directory;
  private SlotLayout layout;
  private Path canary;

  @BeforeEach
  void slot() throws Exception {
    layout = Slots.in(directory);
    canary = Files.writeString(directory.resolve("canary"), "alive");
    SlotPreparation.prepare(layout);
  }

  /** As any other user, the client can empty no directory that is not its to list and to write. */
  @ParameterizedTest
  @EnumSource
  void theClientCanEmptyWhatTheAppHasClosed(Scope scope) throws Exception {
    Path outer = Files.createDirectories(layout.directory().resolve("outer/inner")).getParent();
    Path file = Files.writeString(outer.resolve("inner/file"), "x");
    close(file);
    close(outer.resolve("inner"));
    Files.setPosixFilePermissions(outer, PosixFilePermissions.fromString("r-xr-xr-x"));
    Files.setPosixFilePermissions(canary, PosixFilePermissions.fromString("r--r-----"));
    Files.createSymbolicLink(layout.directory().resolve("link"), canary);
    Files.createSymbolicLink(outer.resolveSibling("links"), directory.resolve("shut"));
    close(Files.createDirectory(directory.resolve("shut")));

    assertThat(SlotSweep.sweep(layout, NONE, scope).get(0))
        .endsWith(" files and directories were closed to the client's user: opened again");

    assertThat(permissions(outer)).isEqualTo("rwxr-xr-x");
    assertThat(permissions(outer.resolve("inner"))).isEqualTo("rwx------");
    assertThat(permissions(file)).isEqualTo(scope == Scope.END ? "rw-------" : "---------");
    assertThat(permissions(canary)).isEqualTo("r--r-----");
    assertThat(permissions(directory.resolve("shut"))).isEqualTo("---------");
    Files.setPosixFilePermissions(
        directory.resolve("shut"), PosixFilePermissions.fromString("rwx------"));
  }

  private static void close(Path path) throws Exception {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void atAQuitAnAppThatHasMadeMillionsOfNamesIsNotWaitedFor() throws Exception {
    for (int i = 0; i < 5; i++) {
      close(Files.createDirectory(layout.directory().resolve("d" + i)));
    }

    assertThat(OwnerRights.restore(layout, false, 3).orElseThrow())
        .contains("not all could be opened: there are more than 3 names");
    assertThat(OwnerRights.restore(layout, false, 100).orElseThrow()).doesNotContain("not all");
    assertThat(OwnerRights.restore(layout, false, 100)).isEmpty();
  }

  @Test
  void aSpoiltSlotIsEmptiedWhateverIsClosedInIt() throws Exception {
    Path file = layout.directory().resolve("outer/file");
    Files.createDirectory(file.getParent());
    Files.createFile(file);
    close(file.getParent());

    SlotReset.empty(layout);

    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  void anOutputThatTheAppHasClosedCanBeUploaded() throws Exception {
    Path target = Slots.project(layout).resolve("out_1");
    Files.createDirectories(target.getParent());
    KnownLinks known =
        new KnownLinks(
            List.of(new KnownLinks.Link("out.dat", target, KnownLinks.Kind.SYMBOLIC, true)));
    Files.createSymbolicLink(layout.directory().resolve("out.dat"), target);
    Files.writeString(target, "result");
    close(target);

    new OutputLinks(layout, known).settle();

    assertThat(permissions(target)).isEqualTo("rw-------");
  }
}
