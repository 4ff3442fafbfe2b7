package net.boincwrapper.cli.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever can write the author's directory could set the link in it. */
class ScratchPlaceTest {
  private static final RunUser USER = RunUser.volunteer(60811, List.of());

  private final FileSystem files =
      Jimfs.newFileSystem(
          Configuration.unix().toBuilder().setAttributeViews("posix", "unix").build());
  private final Path parent = files.getPath("/var/tmp");
  private final Path kept = files.getPath("/root/job/.dry-run");
  private UserPrincipal me;

  @BeforeEach
  void makeDirectories() throws IOException {
    Files.createDirectories(parent);
    Files.createDirectories(kept);
    me = Files.getOwner(kept);
  }

  private ScratchPlace make() throws IOException {
    return ScratchPlace.make(parent, kept, USER);
  }

  @Test
  void onlyRootAndTheUserCanEnterIt() throws IOException {
    ScratchPlace place = make();

    assertThat(Ownership.mode(place.base()))
        .isEqualTo(PosixFilePermissions.fromString("rwx--x---"));
    assertThat(place.userId()).isEqualTo(60811);
    assertThat(Files.getOwner(place.base())).isEqualTo(me);
    assertThat(Files.getAttribute(place.base(), "posix:group")).hasToString("60811");
    assertThat(Ownership.mode(place.data()))
        .isEqualTo(PosixFilePermissions.fromString("rwxrwx--x"));
  }

  @Test
  void itIsFoundAgainForTheSameDirectory() throws IOException {
    ScratchPlace place = make();

    assertThat(ScratchPlace.find(parent, kept, me)).contains(place);
  }

  @Test
  void aCopiedDirectoryDoesNotLeadThere() throws IOException {
    ScratchPlace place = make();
    Path copy = Files.createDirectories(files.getPath("/root/copy/.dry-run"));
    Files.createSymbolicLink(copy.resolve(ScratchPlace.LINK), place.base());

    assertThat(ScratchPlace.find(parent, copy, me)).isEmpty();
  }

  @Test
  void aLinkToAnythingElseIsNotFollowed() throws IOException {
    for (String target : List.of("/etc", "/var/tmp/../../etc", "/var/tmp/other", "/gone")) {
      Files.deleteIfExists(kept.resolve(ScratchPlace.LINK));
      Files.createSymbolicLink(kept.resolve(ScratchPlace.LINK), files.getPath(target));

      assertThat(ScratchPlace.find(parent, kept, me)).as(target).isEmpty();
    }
  }

  @Test
  void aPlaceThatSomebodyElseMadeIsNotEntered() throws IOException {
    ScratchPlace place = make();
    UserPrincipal other = files.getUserPrincipalLookupService().lookupPrincipalByName("somebody");
    Files.setOwner(place.base(), other);

    assertThat(ScratchPlace.find(parent, kept, me)).isEmpty();
  }

  @Test
  void aPlaceWhoseUserHasGotANameIsNotEntered() throws IOException {
    ScratchPlace place = make();
    UserPrincipal named = files.getUserPrincipalLookupService().lookupPrincipalByName("alice");
    Files.setOwner(place.data(), named);

    assertThat(ScratchPlace.find(parent, kept, me)).isEmpty();
  }

  @Test
  void removingItTakesTheLinkAway() throws IOException {
    ScratchPlace place = make();
    Files.writeString(place.makeProgram().resolve("p"), "");

    place.remove(kept);

    assertThat(place.base()).doesNotExist();
    assertThat(Files.isSymbolicLink(kept.resolve(ScratchPlace.LINK))).isFalse();
  }

  @Test
  void whatADirectoryThatHasLongBeenGoneHadIsRemoved() throws IOException {
    ScratchPlace place = make();
    ScratchPlace.removeOrphans(parent, me);
    assertThat(place.base()).exists();

    Files.delete(kept.resolve(ScratchPlace.LINK));
    Files.delete(kept);
    ScratchPlace.removeOrphans(parent, me);
    assertThat(place.base()).as("its disk may only not be mounted").exists();

    age(place.base());
    ScratchPlace.removeOrphans(parent, me);
    assertThat(place.base()).doesNotExist();
  }

  @Test
  void whoeverAsksIsToldOfItAfterADay() throws IOException {
    ScratchPlace place = make();
    age(place.base());
    assertThat(lost()).as("its directory is there").isEmpty();

    Files.delete(kept.resolve(ScratchPlace.LINK));
    Files.delete(kept);
    assertThat(lost()).containsExactly(place);
    assertThat(place.of()).isEqualTo(kept.toString());

    Files.createDirectory(kept);
    assertThat(place.removeOrphan(me, ScratchPlace.LOST)).as("it has come back").isFalse();
    Files.delete(kept);
    assertThat(place.removeOrphan(me, ScratchPlace.LOST)).isTrue();
    assertThat(place.base()).doesNotExist();
    assertThat(lost()).isEmpty();
  }

  private List<ScratchPlace> lost() throws IOException {
    return ScratchPlace.orphans(parent, me, ScratchPlace.LOST);
  }

  private static void age(Path base) throws IOException {
    FileTime before = FileTime.from(Instant.now().minus(ScratchPlace.FORGOTTEN.multipliedBy(2)));
    try (Stream<Path> files = Files.list(base)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, before);
      }
    }
  }
}
