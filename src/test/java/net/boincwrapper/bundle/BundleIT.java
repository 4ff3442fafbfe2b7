package net.boincwrapper.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The released executable as a task's main program. */
@WithEngine
class BundleIT {
  /** Unpacked once for most of these tests. */
  @TempDir private static Path store;

  @TempDir private Path directory;
  private String program = "";

  @BeforeEach
  void find() {
    program = Bundle.underTest().toString();
  }

  private TaskHarness task() throws IOException {
    return TaskHarness.in(directory)
        .by(program)
        .environment("DOCKER_WRAPPER_HOME", store.toString());
  }

  @Test
  void anUnprivilegedVolunteersProjectMayBeReadOnlyAndThereNeedBeNoHome() throws IOException {
    try (TaskHarness task = Volunteer.UNPRIVILEGED.task(directory)) {
      Path inProject = Files.copy(Path.of(program), task.project().resolve("docker_wrapper_1"));
      Files.setPosixFilePermissions(task.project(), PosixFilePermissions.fromString("r-xr-xr-x"));
      task.app("echo done > out.txt");

      int status = task.by("env", "--unset=HOME", inProject.toString()).launch().awaitExit();

      assertThat(status).as(task.stderr()).isZero();
      assertThat(task.slot().finish()).exists();
      assertThat(task.notTheVolunteers()).isEmpty();
      Path shared = task.boincDirectory().resolve("docker_wrapper");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared)))
          .isEqualTo("rwx------");
      assertThat(Bundle.unpacked(shared.resolve("program"))).isDirectory();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingThatAnAppHasPlantedIsLoaded(boolean libcToo) throws IOException {
    Canary canary = Canary.hatch(directory);
    try (TaskHarness task = task()) {
      canary.plantAllButLibcIn(task.slot().directory());
      assertThat(canary.singsTo(task.slot().directory())).isTrue();
      if (libcToo) {
        canary.plantIn(task.slot().directory());
      }
      task.app("echo done > out.txt");
      task.environment("LD_LIBRARY_PATH", "../../projects/example.org_it:.:../..")
          .environment("LD_PRELOAD", "./libz.so.1")
          .environment("GLIBC_TUNABLES", "glibc.malloc.check=3")
          .environment("JAVA_TOOL_OPTIONS", "-XX:NoSuchOption")
          .environment("_JAVA_OPTIONS", "-Xmx1k")
          .environment("JDK_JAVA_OPTIONS", "-agentpath:./libz.so.1");

      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();

      assertThat(task.slot().finish()).exists();
      assertThat(canary.song()).doesNotExist();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SEGV, 'Java crashed, see .*/java/crash-PID\\.log'",
    "KILL, Java was ended by SIGKILL",
  })
  void aDeadJavaIsAPostponementAndTheNextStartGoesOn(String signal, String reason)
      throws IOException {
    try (TaskHarness task = task()) {
      task.countingApp(TaskHarness.FOR_EVER, 0).job("[checkpoint]\nfiles = [\"state\"]\n");
      RunningWrapper first = task.launch().awaitCount(3);
      ProcessHandle java = first.process().children().findFirst().orElseThrow();
      assertThat(Bundle.kilobytes(first.process()))
          .as("of the launcher")
          .isLessThan(Bundle.MOST_KILOBYTES);

      Shell.succeed("kill", "-" + signal, Long.toString(java.pid()));

      assertThat(first.awaitExit()).isZero();
      assertThat(task.read("boinc_temporary_exit"))
          .matches("60\n" + reason.replace("PID", Long.toString(java.pid())) + "\n");
      task.enough();
      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();
      assertThat(task.slot().finish()).exists();
      assertThat(task.starts()).containsExactly(0);
    }
  }

  /** In kilobytes: too little to unpack, to load Java, for its heap, its classes, its threads. */
  @ParameterizedTest
  @ValueSource(ints = {5_000, 60_000, 300_000, 1_300_000, 1_400_000, 1_500_000, 1_600_000})
  void littleAddressSpaceFailsNoTask(int limit) throws IOException {
    try (TaskHarness task = task().app("echo done > out.txt")) {
      String limited = "ulimit -v " + limit + "; exec \"$0\" \"$@\"";

      int status = task.by("bash", "-c", limited, program).launch().awaitExit();

      assertThat(status).as(task.stderr()).isZero();
      if (limit <= 300_000 || !Files.exists(task.slot().finish())) {
        assertThat(task.read("boinc_temporary_exit")).matches("[1-9]\\d+\n.+\n");
        assertThat(task.by(program).launch().awaitExit()).as(task.stderr()).isZero();
      }
      assertThat(task.slot().finish()).exists();
    }
  }
}
