package net.boincwrapper.task.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real file system, because the set relies on the times of directories. */
class CheckpointSetTest {
  @TempDir Path temp;
  private Path slot;
  private final FakeHostClock clock = new FakeHostClock();

  @BeforeEach
  void slot() throws IOException {
    slot = Files.createDirectory(temp.resolve("slot"));
  }

  @ParameterizedTest
  @CsvSource({
    "state.npz, state.npz",
    "ckpt/state, ckpt/state",
    "*.npz, state.npz",
    "ckpt/*, ckpt/state",
    "*/state, ckpt/state other/state",
    "ck*/s?ate, ckpt/state",
    "ckpt/**, ckpt/a/b/part ckpt/a/part ckpt/state",
    "ckpt/**/part, ckpt/a/b/part ckpt/a/part",
    "ckpt/a/**part, ckpt/a/b/part ckpt/a/part",
    "'ckpt/{a,b}/part', ckpt/a/part",
    "'ckpt/[ab]/part', ckpt/a/part",
    "'ckpt\\/st\\ate', ckpt/state",
    "'a\\*b', 'a*b'",
    "ckpt, ''",
    "state.npz/more, ''",
    "absent/*/x, ''",
  })
  void aGlobFindsTheRegularFilesThatItMatches(String glob, String names) throws IOException {
    for (String name :
        List.of("state.npz", "a*b", "ckpt/state", "ckpt/a/part", "ckpt/a/b/part", "other/state")) {
      write(name, "x");
    }
    assertThat(String.join(" ", set(glob).look().keySet())).isEqualTo(names);
  }

  @Test
  void namesOfTheClientTheWrapperAndTheJobAreNeverFound() throws IOException {
    for (String name : SlotLayout.reservedNames()) {
      if (!name.equals(SlotLayout.OWN_DIRECTORY)) {
        write(name, "x");
      }
    }
    for (String name :
        List.of(
            "job.toml", "Dockerfile", "mine.toml", "now", ".docker_wrapper/memo", "STDERR.txt")) {
      write(name, "x");
    }
    write("state", "x");
    CheckpointSet set =
        new CheckpointSet(
            new SlotLayout(slot),
            List.of("*", "**", ".docker_wrapper/memo", "init_data.xml"),
            Set.of("mine.toml", "now"),
            clock);
    assertThat(set.look()).containsOnlyKeys("state");
  }

  @Test
  void linksFifosAndDirectoriesAreNotOfTheSet() throws Exception {
    write("outside/state", "x");
    Path outside = Files.move(slot.resolve("outside"), temp.resolve("outside"));
    Files.createSymbolicLink(slot.resolve("a_link"), outside.resolve("state"));
    Files.createSymbolicLink(slot.resolve("a_way"), outside);
    Files.createDirectory(slot.resolve("a_directory"));
    new ProcessBuilder("mkfifo", slot.resolve("a_fifo").toString()).start().waitFor();
    assertThat(set("a_*", "a_*/state", "a_way/state", "a_way/**", "a_link", "a_fifo/x").look())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*.npz", "ckpt/*", "**"})
  void filesThatComeAndGoAreSeenAtTheNextLook(String glob) throws IOException {
    CheckpointSet set = set(glob);
    String name = glob.equals("*.npz") ? "new.npz" : "ckpt/new";
    for (int i = 0; i < 40; i++) {
      clock.pass(Duration.ofMillis(200));
      assertThat(set.look()).isEmpty();
      write(name, "x");
      clock.pass(Duration.ofMillis(200));
      assertThat(set.look()).containsOnlyKeys(name);
      Files.delete(slot.resolve(name));
    }
  }

  @Test
  void aDirectoryThatRestsIsNotListedAgainForTenSeconds() throws IOException {
    write("ckpt/one", "x");
    FileTime time = Files.getLastModifiedTime(slot.resolve("ckpt"));
    CheckpointSet set = set("ckpt/*");
    set.look();
    clock.pass(Duration.ofSeconds(2));
    set.look();
    write("ckpt/two", "x");
    Files.setLastModifiedTime(slot.resolve("ckpt"), time);
    clock.pass(Duration.ofSeconds(9));
    assertThat(set.look())
        .as("its time says that nothing has changed")
        .containsOnlyKeys("ckpt/one");
    clock.pass(Duration.ofSeconds(1));
    assertThat(set.look()).as("its time may lie").containsOnlyKeys("ckpt/one", "ckpt/two");
  }

  @Test
  void aChangeInTheSameTickOfTheFileSystemsClockIsSeen() throws IOException {
    write("ckpt/one", "x");
    FileTime time = Files.getLastModifiedTime(slot.resolve("ckpt"));
    CheckpointSet set = set("ckpt/*");
    set.look();
    write("ckpt/two", "x");
    Files.setLastModifiedTime(slot.resolve("ckpt"), time);
    clock.pass(Duration.ofMillis(200));
    assertThat(set.look()).containsOnlyKeys("ckpt/one", "ckpt/two");
  }

  @Test
  void aDirectoryThatIsReplacedByAnotherIsListedAnew() throws IOException {
    write("ckpt/one", "x");
    write("next/two", "x");
    FileTime time = Files.getLastModifiedTime(slot.resolve("ckpt"));
    CheckpointSet set = set("ckpt/*");
    set.look();
    clock.pass(Duration.ofSeconds(3));
    set.look();
    Files.move(slot.resolve("ckpt"), slot.resolve("previous"));
    Files.move(slot.resolve("next"), slot.resolve("ckpt"));
    Files.setLastModifiedTime(slot.resolve("ckpt"), time);
    assertThat(set.look()).containsOnlyKeys("ckpt/two");
  }

  @Test
  void aWrittenFileIsSeenWithoutAListing() throws IOException {
    write("ckpt/one", "x");
    CheckpointSet set = set("ckpt/*");
    set.look();
    clock.pass(Duration.ofSeconds(3));
    set.look();
    write("ckpt/one", "longer");
    assertThat(set.look().get("ckpt/one").bytes()).isEqualTo(6);
  }

  @Test
  @Timeout(60)
  void moreNamesThanCanBeBorneMakeNoSetRatherThanAPartOfIt() throws IOException {
    slot = Files.createDirectory(Jimfs.newFileSystem(Configuration.unix()).getPath("/slot"));
    write("state", "x");
    CheckpointSet set = set("state", "many/s*");
    assertThat(set.look()).containsOnlyKeys("state");
    Path many = Files.createDirectory(slot.resolve("many"));
    for (int i = 0; i <= CheckpointWalk.MOST_ENTRIES; i++) {
      Files.createFile(many.resolve(String.valueOf(i)));
    }
    assertThat(set.look()).isEmpty();
    assertThat(set.trouble().orElseThrow()).contains("more than 10000 names").doesNotContain("\n");
    Files.delete(many.resolve("0"));
    Files.delete(many.resolve("1"));
    assertThat(set.look()).containsOnlyKeys("state");
    assertThat(set.trouble()).isEmpty();
  }

  @Test
  @Timeout(60)
  void moreFilesThanAreRememberedMakeNoSet() throws IOException {
    slot = Files.createDirectory(Jimfs.newFileSystem(Configuration.unix()).getPath("/slot"));
    for (int i = 0; i <= CheckpointWalk.MOST_FILES; i++) {
      write("state" + i, "x");
    }
    CheckpointSet set = set("state*");
    assertThat(set.look()).isEmpty();
    assertThat(set.trouble().orElseThrow()).contains("more than 2000 files", "fewer");
    Files.delete(slot.resolve("state0"));
    assertThat(set.look()).hasSize(CheckpointWalk.MOST_FILES);
    assertThat(set.trouble()).isEmpty();
  }

  @Test
  void longNamesAreFewer() throws IOException {
    slot = Files.createDirectory(Jimfs.newFileSystem(Configuration.unix()).getPath("/slot"));
    for (int i = 0; i < 1_700; i++) {
      write("state" + i + "x".repeat(240), "x");
    }
    CheckpointSet set = set("state*");
    assertThat(set.look()).isEmpty();
    assertThat(set.trouble().orElseThrow()).contains("400000 characters");
  }

  @Test
  @Timeout(60)
  void manyNamesBesideALiteralOneDoNotMatter() throws IOException {
    slot = Files.createDirectory(Jimfs.newFileSystem(Configuration.unix()).getPath("/slot"));
    write("state", "x");
    for (int i = 0; i <= CheckpointWalk.MOST_ENTRIES; i++) {
      Files.createFile(slot.resolve(String.valueOf(i)));
    }
    assertThat(set("state").look()).containsOnlyKeys("state");
  }

  @Test
  @Timeout(60)
  void aTreeOfAnyDepthIsFollowedSoFar() throws IOException {
    Path at = slot.resolve("d");
    for (int i = 0; i < 200; i++) {
      Files.createDirectory(at);
      Files.writeString(at.resolve("state"), "x");
      at = at.resolve("d");
    }
    assertThat(set("d/**").look()).hasSize(CheckpointWalk.MOST_LEVELS);
  }

  @Test
  @Timeout(60)
  void aNameMadeToKeepAGlobBusyDoesNot() throws IOException {
    write("a".repeat(200), "x");
    assertThat(set("a*".repeat(30) + "b").look()).isEmpty();
  }

  @Test
  @Timeout(60)
  void namesThatChangeUnderTheLookDoNotDisturbTheOthers() throws Exception {
    write("state", "x");
    write("ckpt/a/part", "x");
    AtomicBoolean over = new AtomicBoolean();
    Thread app = new Thread(() -> shuffle(slot.resolve("ckpt/a"), over));
    app.start();
    CheckpointSet set = set("state", "ckpt/*/part", "ckpt/**");
    for (int i = 0; i < 2_000; i++) {
      assertThat(set.look()).containsKey("state");
    }
    over.set(true);
    app.join();
    assertThat(set.look()).containsKeys("state", "ckpt/a/part");
  }

  @Test
  void aSlotThatIsGoneHasNoSet() throws IOException {
    CheckpointSet set = set("*");
    Files.delete(slot);
    assertThat(set.look()).isEmpty();
    assertThat(set.trouble()).isPresent();
  }

  private static void shuffle(Path directory, AtomicBoolean over) {
    Path aside = directory.resolveSibling("b");
    try {
      while (!over.get()) {
        Files.move(directory, aside);
        Files.writeString(directory, "a file now");
        Files.delete(directory);
        Files.move(aside, directory);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private CheckpointSet set(String... globs) {
    return new CheckpointSet(new SlotLayout(slot), List.of(globs), Set.of(), clock);
  }

  private void write(String name, String text) throws IOException {
    Path file = slot.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
