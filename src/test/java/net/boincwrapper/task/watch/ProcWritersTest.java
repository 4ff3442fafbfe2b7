package net.boincwrapper.task.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a real file system: only there have files a device and an inode. */
@Timeout(60)
class ProcWritersTest {
  private static final int PID = 42;

  @TempDir Path temp;
  private Path proc;
  private Path state;

  @BeforeEach
  void files() throws IOException {
    proc = Files.createDirectories(temp.resolve("proc"));
    Path slot = Files.createDirectory(temp.resolve("slot"));
    state = Files.writeString(slot.resolve("state"), "x");
  }

  @ParameterizedTest
  @CsvSource({
    "READ, false",
    "WRITE, true",
    "READ+WRITE, true",
    "APPEND, true",
  })
  void aFileIsHeldByWhoHasOpenedItForWriting(String options, boolean held) throws IOException {
    Set<StandardOpenOption> opened = new HashSet<>();
    for (String option : options.split("\\+", -1)) {
      opened.add(StandardOpenOption.valueOf(option));
    }
    long self = ProcessHandle.current().pid();
    try (FileChannel open = FileChannel.open(state, opened)) {
      assertThat(open.isOpen()).isTrue();
      assertThat(ProcWriters.of(Path.of("/proc"), Optional::empty, () -> self).holdsOne(set()))
          .isEqualTo(held);
    }
  }

  /** {@code fdinfo} lists each lock on the file: an app can have made millions of bytes of them. */
  @Test
  void nothingIsReadThatAnAppMakesLongByLocks() throws IOException {
    descriptor(PID, 7, state);
    Path locks = Files.createDirectories(proc.resolve("42/fdinfo")).resolve("7");
    Files.writeString(locks, "flags:\t0100000\n");
    FileTime before = FileTime.fromMillis(0);
    Files.setAttribute(locks, "lastAccessTime", before);
    assertThat(holds(PID)).isTrue();
    assertThat(Files.getAttribute(locks, "lastAccessTime")).isEqualTo(before);
  }

  @Test
  void otherFilesDoNotMatter() throws IOException {
    descriptor(PID, 7, Files.writeString(temp.resolve("other"), "x"));
    descriptor(PID, 8, temp.resolve("gone"));
    assertThat(holds(PID)).isFalse();
    assertThat(ProcWriters.of(proc, Optional::empty, () -> PID).holdsOne(none())).isFalse();
  }

  @Test
  void aProcessThatCannotBeSeenHoldsNothing() throws IOException {
    assertThat(holds(PID)).as("no such process").isFalse();
    assertThat(holds(0)).as("not known").isFalse();
  }

  @Test
  void everyProcessOfTheContainerIsLookedAt() throws IOException {
    descriptor(57, 3, state);
    assertThat(holds(PID)).isFalse();
    write("42/cgroup", "0::/abc\n");
    write("self/mountinfo", "25 20 0:23 / " + temp.resolve("cg") + " rw - cgroup2 cgroup2 rw\n");
    write("../cg/abc/cpu.stat", "usage_usec 5\n");
    write("../cg/abc/cgroup.procs", "42\n57\n");
    Optional<Cgroup> cgroup = Cgroup.of(proc, PID, "abc");
    assertThat(ProcWriters.of(proc, () -> cgroup, () -> PID).holdsOne(set())).isTrue();
  }

  @Test
  void anAppRunsAsLongAsThereIsAProcessBesidesTheInit() throws IOException {
    write("42/cgroup", "0::/abc\n");
    write("self/mountinfo", "25 20 0:23 / " + temp.resolve("cg") + " rw - cgroup2 cgroup2 rw\n");
    write("../cg/abc/cpu.stat", "usage_usec 5\n");
    write("../cg/abc/cgroup.procs", "42\n57\n");
    Optional<Cgroup> cgroup = Cgroup.of(proc, PID, "abc");
    ProcWriters writers = ProcWriters.of(proc, () -> cgroup, () -> PID);
    assertThat(writers.appRuns()).isTrue();
    write("../cg/abc/cgroup.procs", "42\n");
    assertThat(writers.appRuns()).as("the init alone").isFalse();
    Files.delete(temp.resolve("cg/abc/cgroup.procs"));
    assertThat(writers.appRuns()).as("nothing").isFalse();
    assertThat(ProcWriters.of(proc, Optional::empty, () -> PID).appRuns()).as("unseen").isTrue();
  }

  @Test
  void noMoreDescriptorsThanCanBeBorneAreLookedAt() throws IOException {
    temp = Jimfs.newFileSystem(Configuration.unix()).getPath("/temp");
    files();
    Files.createDirectories(proc.resolve("42/fd"));
    for (int i = 0; i <= ProcWriters.MOST_DESCRIPTORS; i++) {
      Files.createFile(proc.resolve("42/fd/" + i));
    }
    descriptor(57, 3, state);
    write("42/cgroup", "0::/abc\n");
    write("self/mountinfo", "25 20 0:23 / " + temp.resolve("cg") + " rw - cgroup2 cgroup2 rw\n");
    write("../cg/abc/cpu.stat", "usage_usec 5\n");
    write("../cg/abc/cgroup.procs", "42\n57\n");
    Optional<Cgroup> cgroup = Cgroup.of(proc, PID, "abc");
    assertThat(ProcWriters.of(proc, () -> cgroup, () -> PID).holdsOne(set())).isFalse();
  }

  @Test
  void norMoreMappings() throws IOException {
    String other = map("rw-s", device(), inode() + "1", "/app/other");
    write("42/maps", other.repeat(65_530));
    write("57/maps", map("rw-s", device(), inode(), "/app/state"));
    write("42/cgroup", "0::/abc\n");
    write("self/mountinfo", "25 20 0:23 / " + temp.resolve("cg") + " rw - cgroup2 cgroup2 rw\n");
    write("../cg/abc/cpu.stat", "usage_usec 5\n");
    write("../cg/abc/cgroup.procs", "42\n57\n");
    Optional<Cgroup> cgroup = Cgroup.of(proc, PID, "abc");
    assertThat(ProcWriters.of(proc, () -> cgroup, () -> PID).holdsOne(set())).isFalse();
  }

  @Test
  void norLongerOnes() throws IOException {
    String other = map("rw-s", device(), inode() + "1", "/app/" + "o".repeat(4000));
    write("42/maps", other.repeat(2_200) + map("rw-s", device(), inode(), "/app/state"));
    assertThat(holds(PID)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "rw-s, /app/state, true",
    "-w-s, /app/state, true",
    "rw-p, /app/state, false",
    "r--s, /app/state, false",
    "rw-s, /app/renamed, true",
  })
  void aFileIsHeldByWhoMapsItForOthersToSee(String mode, String name, boolean held)
      throws IOException {
    write("42/maps", map(mode, device(), inode(), name));
    assertThat(holds(PID)).isEqualTo(held);
  }

  @Test
  void whereTheDeviceIsToldOtherwiseTheNameMustBeTheSame() throws IOException {
    write("42/maps", map("rw-s", "ffe:01", inode(), "/app/state"));
    assertThat(holds(PID)).isTrue();
    write("42/maps", map("rw-s", "ffe:01", inode(), "/app/other"));
    assertThat(holds(PID)).isFalse();
    write("42/maps", "garbage\n\n" + map("rw-s", device(), "12345678901234567890", "/app/state"));
    assertThat(holds(PID)).isFalse();
  }

  @Test
  void aRealProcessIsSeenToHoldAFileAndToLetGo() throws Exception {
    String script =
        """
        import mmap, os, sys
        name = sys.argv[1]
        def tell(what): print(what, flush=True); sys.stdin.readline()
        f = open(name, "r+b"); tell("open for writing")
        os.rename(name, name + ".renamed"); os.rename(name + ".renamed", name)
        m = mmap.mmap(f.fileno(), 0); f.close(); tell("mapped")
        m.close(); tell("closed")
        f = open(name, "rb"); tell("open for reading")
        """;
    Process app =
        new ProcessBuilder("python3", "-c", script, state.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = app.inputReader();
        var in = app.outputWriter()) {
      WriterCheck check = ProcWriters.of(Path.of("/proc"), Optional::empty, app::pid);
      for (String expected : List.of("open for writing", "mapped")) {
        assertThat(out.readLine()).isEqualTo(expected);
        assertThat(check.holdsOne(set())).as(expected).isTrue();
        in.write("\n");
        in.flush();
      }
      for (String expected : List.of("closed", "open for reading")) {
        assertThat(out.readLine()).isEqualTo(expected);
        assertThat(check.holdsOne(set())).as(expected).isFalse();
        in.write("\n");
        in.flush();
      }
      app.waitFor();
      assertThat(check.holdsOne(set())).as("ended").isFalse();
    } finally {
      app.destroyForcibly();
    }
  }

  @Test
  void aFileThatHasTakenTheHeldOnesPlaceIsNotHeld() throws Exception {
    Process app =
        new ProcessBuilder("sh", "-c", "exec 3>>\"$1\"; echo open; read x", "sh", state.toString())
            .start();
    try (var out = app.inputReader()) {
      assertThat(out.readLine()).isEqualTo("open");
      WriterCheck check = ProcWriters.of(Path.of("/proc"), Optional::empty, app::pid);
      assertThat(check.holdsOne(set())).isTrue();
      Path other = Files.writeString(temp.resolve("new"), "y");
      Files.move(other, state, StandardCopyOption.REPLACE_EXISTING);
      assertThat(check.holdsOne(set())).isFalse();
    } finally {
      app.destroyForcibly();
    }
  }

  private boolean holds(long pid) {
    return ProcWriters.of(proc, Optional::empty, () -> pid).holdsOne(set());
  }

  private static SortedMap<String, FileStat> none() {
    return Collections.emptySortedMap();
  }

  private SortedMap<String, FileStat> set() {
    SlotLayout slot = new SlotLayout(state.getParent());
    return new CheckpointSet(slot, List.of("state"), Set.of(), new FakeHostClock()).look();
  }

  /** Of a process that has opened it for writing: whoever makes a link has all rights to it. */
  private void descriptor(int pid, int number, Path file) throws IOException {
    Path fd = Files.createDirectories(proc.resolve(pid + "/fd"));
    Files.createSymbolicLink(fd.resolve(String.valueOf(number)), file);
  }

  private static String map(String mode, String device, String inode, String name) {
    return "55d0-55d1 r-xp 00000000 fe:00 1 /usr/bin/app\n"
        + ("7f01-7f02 " + mode + " 00001000 " + device + " " + inode + "      " + name + "\n");
  }

  private String device() throws IOException {
    long device = (Long) Files.getAttribute(state, "unix:dev");
    return String.format("%02x:%02x", device >> 8 & 0xfff, device & 0xff | device >> 12 & ~0xffL);
  }

  private String inode() throws IOException {
    return String.valueOf(Files.getAttribute(state, "unix:ino"));
  }

  private void write(String file, String text) throws IOException {
    Path path = proc.resolve(file).normalize();
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
