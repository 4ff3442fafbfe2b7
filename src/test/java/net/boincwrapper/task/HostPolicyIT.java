package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.EngineUnderTest;
import net.boincwrapper.harness.HostFile;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.policy.Paste;
import net.boincwrapper.slot.SlotLayout;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a host's owner decides, as the app and the engine have it. */
@WithEngine
class HostPolicyIT {
  private static final int NOT_ON_THIS_HOST = 206;
  private static final int TOO_MUCH_DISK = 196;

  @TempDir Path directory;
  private TaskHarness task;
  private HostFile host;

  Volunteer volunteer() {
    return Volunteer.THE_TESTER;
  }

  @BeforeEach
  void aTaskOnAHostWithAPolicy() throws IOException {
    task = volunteer().task(directory);
    host = new HostFile(directory).of(task);
  }

  @AfterEach
  void removeTask() {
    task.close();
  }

  @Test
  void aNamedPlaceIsMountedAndTheAppCanReadItOnly() throws Exception {
    Path place = place();
    host.write(mount(place, ""));
    task.job("host_mounts = [\"data\"]\nhost_mounts_optional = [\"absent\"]\n");
    task.app(
        """
        cat "$BOINC_MOUNT_DATA/file" > read.txt
        echo x > "$BOINC_MOUNT_DATA/new" || echo "read-only" > written.txt
        echo "${BOINC_MOUNT_ABSENT-none}" > absent.txt
        """);

    assertRuns();

    assertThat(task.read("read.txt")).isEqualTo("the owner's\n");
    assertThat(task.read("written.txt")).isEqualTo("read-only\n");
    assertThat(task.read("absent.txt")).isEqualTo("none\n");
    assertThat(place.resolve("new")).doesNotExist();
  }

  @Test
  void aPlaceThatTheOwnerMakesWritableCanBeWritten() throws Exception {
    Path place = place();
    Shell.succeed("chmod", "a+rwx", place.toString());
    host.write(mount(place, "read_only = false\ntarget = \"/scratch\"\n"));
    task.job("host_mounts = [\"data\"]\n");
    task.app("echo \"$BOINC_MOUNT_DATA\" > /scratch/new\n");

    assertRuns();

    assertThat(place.resolve("new")).hasContent("/scratch");
  }

  @Test
  void whatIsMountedInAPlaceLaterIsSeenWithRslave() throws Exception {
    Path place = place();
    Path later = Files.createDirectory(place.resolve("later"));
    Shell.succeed("mount", "--bind", place.toString(), place.toString());
    try {
      Shell.succeed("mount", "--make-shared", place.toString());
      host.write(mount(place, "propagation = \"rslave\"\n"));
      task.job("host_mounts = [\"data\"]\n");
      task.app(
          """
          touch runs
          until [ -e "$BOINC_MOUNT_DATA/later/seen" ] || [ -e enough ]; do sleep 0.1; done
          ls "$BOINC_MOUNT_DATA/later" > ls.txt
          """);
      RunningWrapper wrapper = task.launch();
      awaitFile(wrapper, "runs");
      Shell.succeed("mount", "-t", "tmpfs", "-o", "size=1m", "later", later.toString());
      Files.createFile(later.resolve("seen"));

      assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();

      assertThat(task.read("ls.txt")).isEqualTo("seen\n");
    } finally {
      Shell.run("umount", "--recursive", place.toString());
    }
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("network = \"none\"\n", "[limits]\nnetwork = true\n"),
        Arguments.of("[limits]\nmemory = \"64m\"\n", "[limits]\nmemory = \"80m\"\n"),
        Arguments.of("[limits]\npids = 20\n", "[limits]\npids = 30\n"),
        Arguments.of("[limits]\ncpus = 0.5\n", "CREATE --cpus 0.7"),
        Arguments.of("capabilities = [\"KILL\"]\n", "CREATE --cap-add SYS_ADMIN --cap-add KILL"),
        Arguments.of("keep_days = 3\n", "CREATE --device /dev/fuse --device /dev/full"),
        Arguments.of("keep_days = 3\n", "host_mounts = [\"tmp\"]\n"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aRefusalPrintsLinesWithWhichTheJobRuns(String policy, String job) throws Exception {
    host.write(policy);
    asks(task, job);
    assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(NOT_ON_THIS_HOST);
    assertThat(task.containers()).isEmpty();

    host.write(Paste.into(policy, printed()));

    try (TaskHarness next = task.neighbour(1)) {
      host.of(next);
      asks(next, job);
      assertThat(next.launch().awaitExit()).as(next.stderr()).isZero();
      assertThat(next.read("ran.txt")).isEqualTo("ran\n");
    }
  }

  private static void asks(TaskHarness task, String job) throws IOException {
    if (job.startsWith("CREATE ")) {
      task.file(
          "job.toml",
          "image_name = \"%s\"\ncreate_args = \"--entrypoint /app/app.sh %s\"\n"
              .formatted(TaskHarness.IMAGE, job.substring("CREATE ".length())));
    } else {
      task.job(job);
    }
    task.app("echo ran > ran.txt\n");
  }

  /** From the last comment that names the policy's file to the line that sets the key. */
  private List<String> printed() {
    List<String> lines = task.stderr().lines().toList();
    int first = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("# /etc/docker-wrapper/host.toml")) {
        first = i;
      }
    }
    assertThat(lines.get(first)).startsWith("#");
    int next = first + 1;
    while (next < lines.size() && lines.get(next).matches("\\[.*\\]|[a-z_]+ = .*")) {
      next++;
    }
    return lines.subList(first, next);
  }

  @Test
  void whatTheOwnerGrantsIsThere() throws Exception {
    host.write("capabilities = [\"SYS_ADMIN\", \"NET_RAW\"]\ndevices = [\"/dev/full\"]\n");
    task.file(
        "job.toml",
        "image_name = \"%s\"\ncreate_args = \"--entrypoint /app/app.sh --cap-add SYS_ADMIN"
                .formatted(TaskHarness.IMAGE)
            + " --device /dev/full\"\n");
    task.app(
        """
        grep CapBnd /proc/self/status > bounding.txt
        cat /etc/passwd 2> full.txt > /dev/full
        true
        """);

    assertRuns();

    assertThat(task.read("bounding.txt")).isEqualTo("CapBnd:\t0000000000200000\n");
    assertThat(task.read("full.txt")).contains("No space left");
  }

  @Test
  void ceilingsAndPlacesOfTheProcessorHoldInTheContainer() throws Exception {
    host.write(
        """
        cpuset = "0"
        numa_nodes = "0"
        runtime = "runc"
        [limits]
        memory = "96m"
        pids = 33
        """);
    task.app(
        "grep -E '^(Cpus|Mems)_allowed_list' /proc/self/status > allowed.txt; touch runs\n"
            + "until [ -e enough ]; do sleep 0.1; done\n");
    RunningWrapper wrapper = task.launch();
    awaitFile(wrapper, "runs");

    String limits = inspect("{{.HostConfig.Memory}} {{.HostConfig.PidsLimit}}");
    String runtime =
        EngineUnderTest.isPodman()
            ? Shell.succeed("docker", "info", "--format", "{{.DefaultRuntime}}").strip()
            : inspect("{{.HostConfig.Runtime}}");
    task.enough();
    assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();

    assertThat(limits).isEqualTo((96 << 20) + " 33");
    assertThat(runtime).isEqualTo("runc");
    assertThat(task.read("allowed.txt"))
        .isEqualTo("Cpus_allowed_list:\t0\nMems_allowed_list:\t0\n");
    assertThat(task.stderr()).contains("96 MiB of memory, as the host's owner has decided");
  }

  /** Podman reads the profile itself, and not in the wrapper's mount namespace. */
  @Test
  void theOwnersFilterOfSystemCallsIsInForce() throws Exception {
    Path owners = Files.createTempDirectory(Path.of("/var/lib"), "dw-seccomp-");
    try {
      Path profile =
          Files.writeString(
              owners.resolve("seccomp.json"),
              """
              {"defaultAction": "SCMP_ACT_ALLOW", "syscalls":
               [{"names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO", "errnoRet": 1}]}
              """);
      Shell.succeed("chmod", "--recursive", "a+rX", owners.toString());
      host.write("seccomp = \"" + profile + "\"\n");
      task.app("mkdir made 2> refused.txt; echo ran > ran.txt\n");

      assertRuns();
    } finally {
      PathUtils.deleteDirectory(owners);
    }

    assertThat(task.read("ran.txt")).as(task.stderr()).isEqualTo("ran\n");
    assertThat(task.read("refused.txt")).contains("Operation not permitted");
    assertThat(task.slot().directory().resolve("made")).doesNotExist();
  }

  @Test
  void aRuntimeThatTheEngineHasNotPostponesTheTask() throws Exception {
    host.write("runtime = \"runsc\"\n");
    task.app("echo ran > ran.txt\n");

    task.launch().awaitExit();

    assertThat(task.read(SlotLayout.TEMPORARY_EXIT)).contains("runsc");
    assertThat(task.read("ran.txt")).isEmpty();
  }

  @Test
  void aLayerAboveItsCeilingEndsTheTask() throws Exception {
    host.write("[limits]\nlayer = \"8m\"\n");
    task.app(
        """
        head -c 30000000 /dev/zero > /var/tmp/much
        until [ -e enough ]; do sleep 0.1; done
        """);

    assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(TOO_MUCH_DISK);

    assertThat(task.stderr()).contains("8 MiB").contains("/etc/docker-wrapper/host.toml:2");
    assertThat(task.containers()).isEmpty();
  }

  @Test
  void anAppThatFailsBeforeItsLayerIsMeasuredIsEndedForThat() throws Exception {
    host.write("[limits]\nlayer = \"8m\"\n");
    task.initData("checkpoint_period", "3600");
    task.app("sleep 4; head -c 30000000 /dev/zero > /var/tmp/much; exit 3\n");

    assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(TOO_MUCH_DISK);

    assertThat(task.stderr()).contains("exit code 3").contains("/etc/docker-wrapper/host.toml:2");
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        Arguments.of("netwrok = \"none\"\n", "rw-r--r--", "host.toml:1: unknown key"),
        Arguments.of("network = \"none\"\n", "rw-rw-r--", "can be written by others"));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void aPolicyThatCannotBeBelievedPostponesEveryTask(String policy, String mode, String reason)
      throws Exception {
    host.write(policy);
    Files.setPosixFilePermissions(host.file(), PosixFilePermissions.fromString(mode));
    task.app("echo ran > ran.txt\n");

    task.launch().awaitExit();

    assertThat(task.read(SlotLayout.TEMPORARY_EXIT)).isNotEmpty();
    assertThat(task.stderr()).contains(reason);
    assertThat(task.slot().directory().resolve(SlotLayout.FINISH)).doesNotExist();
    assertThat(task.read("ran.txt")).isEmpty();
  }

  @Test
  void aTighterPolicyKeepsThePausedContainerThatItStillAllows() throws Exception {
    host.write("network = \"project\"\n");
    task.countingApp(TaskHarness.FOR_EVER, 0);
    RunningWrapper first = task.launch();
    awaitFile(first, "log.txt");
    String container = task.container();
    first.request(ClientRequest.QUIT).awaitExit();
    host.write("network = \"none\"\nbuilds = false\n[limits]\npids = 2000\n");

    RunningWrapper second = task.launch();
    task.enough();

    assertThat(second.awaitExit()).as(task.stderr()).isZero();
    assertThat(task.starts()).as("container " + container).hasSize(1);
  }

  private String inspect(String format) throws IOException {
    return Shell.succeed("docker", "inspect", "--format", format, task.container()).strip();
  }

  private void assertRuns() throws Exception {
    assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();
  }

  private void awaitFile(RunningWrapper wrapper, String name) {
    wrapper.await(name, () -> Files.exists(task.slot().directory().resolve(name)));
  }

  private Path place() throws IOException {
    Path place = Files.createDirectory(directory.resolve("place"));
    Files.writeString(place.resolve("file"), "the owner's\n");
    return place;
  }

  private static String mount(Path source, String more) {
    return "[[mount]]\nname = \"data\"\nsource = \"%s\"\n%s".formatted(source, more);
  }
}
