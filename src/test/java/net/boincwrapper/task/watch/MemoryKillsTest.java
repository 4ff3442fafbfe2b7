package net.boincwrapper.task.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine says that nothing was killed for its memory, and the kernel knows better. */
class MemoryKillsTest {
  private static final int KILLED = 137;

  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final Path proc = files.getPath("/proc");
  private final Path memory = files.getPath("/cg/libpod_parent/libpod-abc/memory.events");
  private final MemoryKills kills = new MemoryKills(proc);

  @BeforeEach
  void aContainerStarts() throws IOException {
    write(proc.resolve("vmstat"), "nr_free_pages 5\noom_kill 3\npgfault 9\n");
    kills.begin();
  }

  private Cgroup group(int killed) throws IOException {
    write(proc.resolve("42/cgroup"), "0::/libpod_parent/libpod-abc\n");
    write(proc.resolve("self/mountinfo"), "25 20 0:23 / /cg rw - cgroup2 cgroup2 rw\n");
    write(memory.resolveSibling("cpu.stat"), "usage_usec 1\n");
    write(memory.resolveSibling("memory.current"), "1\n");
    write(memory, "low 0\noom 7\noom_kill " + killed + "\noom_group_kill 0\n");
    return Cgroup.of(proc, 42, "abc").orElseThrow();
  }

  private void hostKills(int count) throws IOException {
    write(proc.resolve("vmstat"), "nr_free_pages 5\noom_kill " + count + "\n");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void aKillThatTheGroupHasCountedIsKnown() throws IOException {
    kills.look(group(1));

    assertThat(kills.maybeHappened(KILLED)).isTrue();
    assertThat(kills.happened()).as("a child of the app").isTrue();
  }

  @Test
  void aKillAfterTheLastLookShowsInTheHostsCount() throws IOException {
    kills.look(group(0));
    Files.delete(memory);
    hostKills(4);

    assertThat(kills.maybeHappened(KILLED)).isTrue();
    assertThat(kills.maybeHappened(42))
        .as("another task of the host, at the same moment")
        .isFalse();
  }

  @Test
  void nobodyNeedHaveLookedBefore() throws IOException {
    hostKills(4);

    assertThat(kills.maybeHappened(KILLED)).isTrue();
  }

  @Test
  void aKillFromOutsideIsNone() throws IOException {
    kills.look(group(0));

    assertThat(kills.maybeHappened(KILLED)).isFalse();
  }

  /** Something of the host was killed for its memory, long before our container was. */
  @Test
  void aKillElsewhereBeforeTheLastLookIsNone() throws IOException {
    hostKills(4);
    kills.look(group(0));

    assertThat(kills.maybeHappened(KILLED)).isFalse();
  }

  /** The last look at the group came too late to say anything of what the host counted by then. */
  @Test
  void aLookAtAGroupThatIsGoneForgetsNothing() throws IOException {
    Cgroup group = group(0);
    kills.look(group);
    Files.delete(memory);
    hostKills(4);
    kills.look(group);

    assertThat(kills.maybeHappened(KILLED)).isTrue();
  }

  /** Somebody else was killed for the host's memory, and later our container by hand. */
  @Test
  void whereNoGroupHasItsMemoryTheHostsCountDoesNotMatter() throws IOException {
    Cgroup group = group(0);
    Files.delete(memory.resolveSibling("memory.current"));
    kills.look(Cgroup.of(proc, 42, "abc").orElseThrow());
    hostKills(4);

    assertThat(kills.maybeHappened(KILLED)).isFalse();
    kills.begin();
    kills.look(group);
    hostKills(5);
    assertThat(kills.maybeHappened(KILLED)).isTrue();
  }

  @Test
  void theNextContainerBeginsAnew() throws IOException {
    kills.look(group(1));
    kills.begin();

    assertThat(kills.maybeHappened(KILLED)).isFalse();
  }

  @Test
  void whereTheHostTellsNothingNothingIsSaid() throws IOException {
    Files.delete(proc.resolve("vmstat"));
    kills.begin();

    assertThat(kills.maybeHappened(KILLED)).isFalse();
  }
}
