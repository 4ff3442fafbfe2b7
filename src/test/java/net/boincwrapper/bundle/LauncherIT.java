package net.boincwrapper.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher alone, with a script in Java's place. File descriptor 3 is what it hears of. */
class LauncherIT {
  @TempDir private Path directory;
  private TaskHarness task;

  @BeforeEach
  void setUp() throws IOException {
    Bundle.underTest();
    task = TaskHarness.in(directory);
  }

  private RunningWrapper launch(String script) throws IOException {
    return task.by(Bundle.withScriptForJava(directory, script).toString()).launch();
  }

  @Test
  void anEndThatTheProgramHasDecidedIsTheTasks() throws IOException {
    assertThat(launch("echo ready >&3; echo end 7 >&3; exit 7").awaitExit()).isEqualTo(7);
    assertThat(launch("echo ready >&3; echo end 0 >&3; kill -9 $$").awaitExit()).isZero();

    assertThat(task.slot().temporaryExit()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "exit 1, Java ended with status 1",
    "exit 3, Java ran out of memory",
    "kill -9 $$, Java was ended by SIGKILL",
    "kill -SEGV $$, Java was ended by SIGSEGV",
    "kill -ABRT $$, Java was ended by SIGABRT",
    "exit 143, Java was asked to end (SIGTERM)",
    "echo end >&3, Java ended with status 0",
    ": > crash-$$.log; exit 1, 'Java crashed, see '",
    ": > crash-$$.log; kill -ABRT $$, 'Java crashed, see '",
    ": > crash-1.log; exit 1, Java ended with status 1", // another one's
  })
  void anyOtherEndIsAPostponement(String script, String reason) throws IOException {
    task.file("boinc_finish_called", "0\n"); // the app's

    assertThat(launch(script).awaitExit()).isZero();

    assertThat(task.read("boinc_temporary_exit")).contains(reason);
    assertThat(task.slot().finish()).doesNotExist();
  }

  @Test
  void fiveInARowWithGrowingDelaysAndNoMore() throws IOException {
    for (int delay : new int[] {60, 300, 1800, 3600, 21600}) {
      assertThat(launch("exit 1").awaitExit()).isZero();
      assertThat(task.read("boinc_temporary_exit")).startsWith(delay + "\n");
    }
    assertThat(launch("exit 1").awaitExit()).isEqualTo(195);
    assertThat(task.stderr()).contains("6 times in a row: giving up");

    assertThat(launch("echo end 0 >&3").awaitExit()).isZero();
    assertThat(launch("exit 1").awaitExit()).isZero();
    assertThat(task.read("boinc_temporary_exit")).startsWith("60\n");
  }

  @Test
  void aTaskThatGetsOnBeginsToCountAnew() throws IOException {
    for (int delay : new int[] {60, 300}) {
      assertThat(launch("exit 1").awaitExit()).isZero();
      assertThat(task.read("boinc_temporary_exit")).startsWith(delay + "\n");
    }
    assertThat(launch("echo ready >&3; echo progress >&3; exit 1").awaitExit()).isZero();
    assertThat(task.read("boinc_temporary_exit")).startsWith("60\n");
  }

  /** The client would take it for a wish to be started again, whatever the status. */
  @Test
  void whatTheAppWishesIsNoMoreAskedForWhenItIsGivenUp() throws IOException {
    for (int end = 1; end <= 5; end++) {
      assertThat(launch("exit 1").awaitExit()).isZero();
    }
    String script = "printf '5\\nthe app\\n' > %s; exit 1".formatted(task.slot().temporaryExit());
    assertThat(launch(script).awaitExit()).isEqualTo(195);
    assertThat(task.slot().temporaryExit()).doesNotExist();
  }

  /** Before Java is there, the launcher itself makes it a postponement. */
  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP", "TSTP"})
  void aSignalThatComesTooEarlyForJavaIsKept(String signal) throws IOException {
    RunningWrapper wrapper =
        launch(
                """
                echo begun >&2
                sleep 1
                trap 'echo end 42 >&3; exit 42' %s
                echo ready >&3
                while :; do sleep 0.05; done
                """
                    .formatted(signal))
            .await("Java runs", () -> task.stderr().contains("begun"));
    Shell.succeed("kill", "-" + signal, Long.toString(wrapper.process().pid()));

    assertThat(wrapper.awaitExit()).isEqualTo(42);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP", "TSTP"})
  void aSignalIsHandedOn(String signal) throws IOException {
    RunningWrapper wrapper =
        launch(
                """
                trap 'echo end 42 >&3; exit 42' %s
                echo ready >&3
                echo begun >&2
                while :; do sleep 0.05; done
                """
                    .formatted(signal))
            .await("Java is ready", () -> task.stderr().contains("begun"));
    Shell.succeed("kill", "-" + signal, Long.toString(wrapper.process().pid()));

    assertThat(wrapper.awaitExit()).isEqualTo(42);
  }

  @Test
  void aSignalAndAnEndWithoutAWordIsAPostponementThatDoesNotCount() throws IOException {
    RunningWrapper wrapper = launch("sleep 1; exit 1");
    Shell.succeed("kill", "-HUP", Long.toString(wrapper.process().pid()));

    assertThat(wrapper.awaitExit()).isZero();
    assertThat(task.read("boinc_temporary_exit")).startsWith("30\n");
  }

  @Test
  void javaDiesWithIt() throws IOException {
    RunningWrapper wrapper = launch("echo ready >&3; exec sleep 1000");
    Eventually.await(
        "Java runs",
        Duration.ofSeconds(10),
        () -> wrapper.process().children().anyMatch(child -> child.info().command().isPresent()),
        () -> "");
    ProcessHandle java = wrapper.process().children().findFirst().orElseThrow();

    wrapper.process().destroyForcibly();

    Eventually.await(
        "Java is gone", Duration.ofSeconds(10), () -> !isRunning(java), () -> "pid " + java.pid());
  }

  private static boolean isRunning(ProcessHandle process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    return Files.exists(status) && !Files.readString(status).contains("State:\tZ");
  }

  @Test
  void whatTheAppHasPutInTheFilesPlaceIsReplaced() throws IOException {
    Path victim = Files.writeString(directory.resolve("victim"), "the volunteer's");
    task.app("exit 0");
    RunningWrapper wrapper = launch("sleep 0.5; exit 1");
    Files.createSymbolicLink(task.slot().temporaryExit(), victim);
    assertThat(wrapper.awaitExit()).isZero();

    assertThat(victim).hasContent("the volunteer's");
    assertThat(task.slot().temporaryExit()).isRegularFile();
    assertThat(Files.isSymbolicLink(task.slot().temporaryExit())).isFalse();

    Files.delete(task.slot().temporaryExit());
    wrapper = launch("sleep 0.5; exit 1");
    Files.createDirectories(task.slot().temporaryExit().resolve("full"));
    assertThat(wrapper.awaitExit()).isZero();
    assertThat(task.slot().temporaryExit()).isRegularFile();
  }

  @Test
  void aSlotThatWasGivenAwayIsLeftAlone() throws IOException {
    RunningWrapper wrapper =
        launch("echo begun >&2; sleep 0.5; exit 1")
            .await("Java runs", () -> task.stderr().contains("begun"));
    task.initData("result_name", "another_0").writeInitData();

    assertThat(wrapper.awaitExit()).isZero();
    assertThat(task.slot().temporaryExit()).doesNotExist();
  }

  /** As Java decides: the app may have removed it, and a client removes more. */
  @Test
  void aSlotOfWhichTheAppHasRemovedTheClientsFileIsStillOurs() throws IOException {
    Path own = Files.createDirectory(task.slot().ownDirectory());
    Files.createFile(own.resolve("links"));
    assertThat(launch("rm %s; exit 1".formatted(task.slot().initData())).awaitExit()).isZero();
    assertThat(task.read("boinc_temporary_exit")).contains("Java ended with status 1");

    Files.delete(task.slot().temporaryExit());
    String emptied = "rm -r %s %s; exit 1".formatted(task.slot().initData(), own);
    assertThat(launch(emptied).awaitExit()).isZero();
    assertThat(task.slot().temporaryExit()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"boinc_mmap_file", "boinc_setup_complete", ".docker_wrapper"})
  void whatTheClientOrATaskHasLeftMakesItASlotWithoutTheClientsFile(String sign)
      throws IOException, InterruptedException {
    Path launcher = Bundle.withScriptForJava(directory, "echo \"$@\" >&2; echo early 0 >&3");
    Path slot = Files.createDirectory(directory.resolve("slot"));
    Files.createFile(slot.resolve(sign));

    assertThat(output(launcher, slot, "--version")).contains("DockerWrapper --version");

    Files.delete(slot.resolve(sign));
    assertThat(output(launcher, slot, "foo")).contains("not the slot of a BOINC client");
  }

  @Test
  void aDirectoryInWhichAnAuthorRunsATaskIsNoSlot() throws IOException, InterruptedException {
    Path launcher = Bundle.withScriptForJava(directory, "echo end 0 >&3");
    Path slot = Files.createDirectory(directory.resolve("slot"));
    Files.createFile(
        Files.createDirectory(slot.resolve(".docker_wrapper")).resolve("without_client"));

    assertThat(output(launcher, slot, "foo")).contains("not the slot of a BOINC client");
  }

  private String output(Path launcher, Path slot, String word)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString(), word);
    builder.environment().put("DOCKER_WRAPPER_HOME", directory.resolve("store").toString());
    Process process = builder.directory(slot.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    return output;
  }

  /** Java could not take the task up: that is no sign that it does not crash the next time. */
  @Test
  void aPostponementBeforeTheTaskIsTakenUpVoidsNoCount() throws IOException {
    assertThat(launch("exit 1").awaitExit()).isZero();
    assertThat(launch("echo early 0 >&3; exit 0").awaitExit()).isZero();
    assertThat(launch("exit 1").awaitExit()).isZero();
    assertThat(task.read("boinc_temporary_exit")).startsWith("300\n");
  }

  @Test
  void itsLinesAreDatedInUtcAsJavasAre() throws IOException {
    task.environment("TZ", "Asia/Tokyo");
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    launch("exit 1").awaitExit();

    Matcher line =
        Pattern.compile("(?m)^(\\S+) (\\S+Z) docker-wrapper: Java ended").matcher(task.stderr());
    assertThat(line.find()).as(task.stderr()).isTrue();
    assertThat(Instant.parse(line.group(1) + "T" + line.group(2))).isBetween(before, Instant.now());
  }

  /** The client writes it anew when a preference changes: for a moment it is empty. */
  @Test
  void aSlotIsNotGivenAwayWhileTheClientWritesOfIt() throws IOException {
    Path initData = task.slot().initData();
    String script = "cp %s kept; : > %s; (sleep 0.3; cat kept > %s) >&- 2>&- 3>&- & exit 1";
    assertThat(launch(script.formatted(initData, initData, initData)).awaitExit()).isZero();

    assertThat(task.read("boinc_temporary_exit")).contains("Java ended with status 1");
  }

  @Test
  void javaHasACleanEnvironmentAndADirectoryOfItsOwn() throws IOException {
    task.environment("LD_LIBRARY_PATH", ".")
        .environment("LD_PRELOAD", "./libz.so.1")
        .environment("GLIBC_TUNABLES", "nonsense")
        .environment("JAVA_TOOL_OPTIONS", "nonsense")
        .environment("_JAVA_OPTIONS", "nonsense")
        .environment("JDK_JAVA_OPTIONS", "nonsense")
        .environment("CLASSPATH", ".")
        .environment("PATH", ".:" + System.getenv("PATH"))
        .environment("https_proxy", "http://proxy:1")
        .environment("PYTHONPATH", "nonsense")
        .environment("LOCPATH", "nonsense")
        .environment("SOME_NAME", "nonsense")
        .environment("DOCKER_HOST", "unix:///var/run/docker.sock")
        .environment("CONTAINER_HOST", "unix:///run/podman.sock")
        .environment("XDG_RUNTIME_DIR", "/run/user/7")
        .environment("CONTAINERS_STORAGE_CONF", "/etc/volunteer.conf")
        .environment("XDG_DATA_HOME", "/home/volunteer/data")
        .environment("HOME", "/home/volunteer")
        .environment("LC_MESSAGES", "de_DE.UTF-8")
        .environment("TZ", "Europe/Vienna");

    launch("env >&2; pwd >&2; echo end 0 >&3").awaitExit();

    assertThat(task.stderr())
        .contains("https_proxy=http://proxy:1", "DOCKER_HOST=unix", "/docker_wrapper/program/java")
        .contains("CONTAINER_HOST=unix:///run/podman.sock\n", "XDG_RUNTIME_DIR=/run/user/7\n")
        .contains("CONTAINERS_STORAGE_CONF=/etc/volunteer.conf\n", "XDG_DATA_HOME=/home/volunteer/")
        .contains("HOME=/home/volunteer\n", "LC_MESSAGES=de_DE.UTF-8\n", "TZ=Europe/Vienna\n")
        .contains("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n")
        .doesNotContain("nonsense", "LD_", "CLASSPATH", "libz");
  }
}
