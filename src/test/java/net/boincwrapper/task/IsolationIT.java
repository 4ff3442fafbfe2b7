package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.EngineUnderTest;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.slot.SlotLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an app can see and do, tried from inside its container. */
@WithEngine
@Timeout(60)
class IsolationIT {
  /** Goes on until the test says so, and tells in {@code state} how often it has looked. */
  private static final String LOOKING_APP =
      """
      # looking-app
      n=0
      until [ -e done ]; do
        if grep -q '<authenticator>[ ]*[0-9a-f]' init_data.xml 2>/dev/null; then
          echo "$n" >> seen
        fi
        n=$((n + 1))
        echo "$n" > state.new && mv state.new state
        sleep 0.05
      done
      """;

  /**
   * Tries to look beneath what is mounted, with the rights that it has and with those that a user
   * namespace of its own gives it, and prints where {@code $1} is found. {@code $2} is what to do
   * it in.
   */
  private static final String TRICKS =
      """
      # looking-app
      [ -z "$2" ] || { secret=$1; shift; exec "$@" sh "$0" "$secret"; }
      look() {
        first=/proc/1/cwd
        [ ! -e $first/proc ] || first=$first/app # an init process has gone to the root
        grep -rlsF -e "$1" /app/. /mnt/. /tmp/. /hot/. /var/log/. /var/lib/dpkg/. \
          /proc/self/cwd/. /proc/self/root/app/. $first/. /proc/1/root/app/. \
          /app/../app/. /app/.docker_wrapper/../.docker_wrapper/.
      }
      masked=".docker_wrapper stderr.txt boinc_task_state.xml boinc_setup_complete boinc_lockfile
        boinc_mmap_file job.toml /etc/passwd /hot /var/log /var/lib/dpkg"
      {
        cd /app
        for how in --bind --rbind --move "-t overlay -o lowerdir=/app:/srv"; do
          mount $how /app /mnt && look "$1" >&3
          umount -l /mnt
        done
        mkdir -p .docker_wrapper/.docker_wrapper nested/.docker_wrapper
        for name in $masked; do
          mount --bind "$name" /mnt && look "$1" >&3
          mount --move "$name" /mnt && look "$1" >&3
          mv "$name" aside
          ln -f "$name" other
          cp "$name" "copy.$(basename "$name")"
          umount "$name" || umount -l "$name"
        done
        umount -l /app
        cd /app
        look "$1" >&3
      } 3>&1 > /dev/null 2>&1
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String SECRET = "hidden-from-the-app-4711";

  @TempDir Path directory;
  private TaskHarness task;
  private RunningWrapper wrapper;

  private void launch(Volunteer volunteer) throws IOException {
    task = volunteer.task(directory);
    start();
  }

  private void start() throws IOException {
    task.app(LOOKING_APP);
    wrapper = task.launch();
    wrapper.awaitCount(1);
  }

  @AfterEach
  void close() {
    if (task != null) {
      task.close();
    }
  }

  private void finish() throws IOException {
    task.file("done", "");
    assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();
    assertThat(task.containers()).isEmpty();
  }

  private String inside(String script) {
    Shell.Result result = task.inside("sh", "-c", script);
    assertThat(result.status()).as(script + "\n" + result.output()).isZero();
    return result.output().strip();
  }

  /** Files in everything that is mounted, and in /proc, that hold a text. */
  private String holding(String text) {
    return task.inside(
            "sh",
            "-c",
            "cd /app; grep -rlsF -e \"$1\" /app /project /projects /etc /tmp; "
                + "grep -lsF -e \"$1\" /proc/[0-9]*/environ; true",
            "sh",
            text)
        .output();
  }

  @ParameterizedTest
  @EnumSource
  void nowhereInTheContainerIsTheAuthenticator(Volunteer volunteer) throws Exception {
    launch(volunteer);

    assertThat(holding(task.resultName())).as("the search finds things").contains("init_data.xml");
    assertThat(holding(TaskHarness.AUTHENTICATOR)).isEmpty();
    finish();
    assertThat(task.read("seen")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void norIsItAfterTheClientHasWrittenItsFileAnew(Volunteer volunteer) throws Exception {
    launch(volunteer);
    for (int i = 0; i < 4; i++) {
      task.initData("starting_elapsed_time", Integer.toString(i));
      task.writeInitData();
      if (i % 2 == 1) {
        wrapper.request(ClientRequest.REREAD_APP_INFO);
      }
      awaitScrubbed();

      assertThat(holding("<starting_elapsed_time>" + i)).contains("init_data.xml");
      assertThat(holding(TaskHarness.AUTHENTICATOR)).isEmpty();
    }
    finish();
  }

  @ParameterizedTest
  @EnumSource
  void norIsItWhenTheClientWroteWhileTheAppWasPaused(Volunteer volunteer) throws Exception {
    launch(volunteer);
    for (boolean asked : new boolean[] {false, true}) {
      wrapper.request(ClientRequest.SUSPEND);
      wrapper.awaitContainer("paused");
      task.writeInitData();
      if (asked) {
        wrapper.request(ClientRequest.REREAD_APP_INFO);
      }
      wrapper.request(ClientRequest.RESUME);
      wrapper.awaitContainer("running");
      wrapper.awaitCount(wrapper.count() + 2);
      assertThat(holding(TaskHarness.AUTHENTICATOR)).isEmpty();
    }
    finish();
    assertThat(task.read("seen")).as("reads that showed the secret").isEmpty();
  }

  private void awaitScrubbed() {
    Eventually.await(
        "the file is scrubbed",
        PATIENCE,
        () -> !task.read(SlotLayout.INIT_DATA).contains(TaskHarness.AUTHENTICATOR),
        task::stderr);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsTheClientsOrTheWrappersIsMasked(Volunteer volunteer) throws Exception {
    launch(volunteer);
    task.file("plain.txt", "the app's");

    assertThat(inside("ls -A .docker_wrapper 2> /dev/null || true")).isEmpty();
    assertThat(task.slot().memo()).isNotEmptyFile();
    inside("mkdir .docker_wrapper/planted || true");
    assertThat(task.slot().ownDirectory().resolve("planted")).doesNotExist();
    for (String name :
        new String[] {
          SlotLayout.STDERR,
          SlotLayout.TASK_STATE,
          SlotLayout.SHARED_MEMORY,
          SlotLayout.SETUP_COMPLETE
        }) {
      assertThat(inside("wc -c < " + name)).as(name).isEqualTo("0");
      if (!name.equals(SlotLayout.STDERR)) {
        assertDenied("echo planted >> " + name);
        assertDenied("truncate -s 0 " + name);
      }
      assertDenied("rm -f " + name);
      assertDenied("mv -f plain.txt " + name);
      assertDenied("ln plain.txt linked && mv -f linked " + name);
    }
    assertDenied("rm -rf .docker_wrapper");
    assertDenied("mv .docker_wrapper elsewhere");
    assertThat(inside("cat job.toml")).contains("image_name");
    assertDenied("echo >> job.toml");
    assertDenied("rm -f job.toml");
    assertThat(task.read("job.toml")).contains("image_name").doesNotContain("\n\n");
    finish();
    assertThat(task.stderr()).doesNotContain("planted");
  }

  /**
   * Planted in all that the masks and the file systems in memory hide, on the host and in the
   * image.
   */
  @ParameterizedTest
  @EnumSource
  void nothingOfWhatIsHiddenCanBeRead(Volunteer volunteer) throws Exception {
    task = volunteer.task(directory);
    task.job(
        """
        [[scratch]]
        path = "/var/log"
        size = "1m"
        [[scratch]]
        path = "/var/lib/dpkg"
        size = "1m"
        exec = true
        [[scratch]]
        path = "/hot"
        size = "1m"
        exec = true
        """);
    plantSecrets();
    start();
    Files.writeString(task.slot().ownDirectory().resolve("later"), SECRET);

    assertThat(inside("find .docker_wrapper /var/log /var/lib/dpkg -mindepth 1 || true"))
        .isIn("", "find: '.docker_wrapper': Permission denied");
    assertThat(inside("df --output=fstype .docker_wrapper /var/log /var/lib/dpkg | sort -u"))
        .isEqualTo("Type\ntmpfs");
    assertThat(inside("find . -type f ! -path '*/proc/*' -exec cat {} + | grep -c looking-app"))
        .as("the search reads files")
        .isNotEqualTo("0");
    assertThat(holding(SECRET)).isEmpty();
    assertNoTrickFinds(task, SECRET);
    inside("cp /bin/true /hot/run && /hot/run");
    finish();
  }

  /** On Docker a namespace of its own is refused; Podman's filter of system calls allows one. */
  static void assertNoTrickFinds(TaskHarness task, String secret) throws IOException {
    task.file("tricks.sh", TRICKS);
    Path memo = task.slot().memo();
    for (String how :
        new String[] {
          "",
          "unshare --user --mount",
          "unshare --user --map-root-user --mount",
          "unshare --user --map-root-user --mount --pid --fork --mount-proc",
          "unshare --user --map-root-user --mount --propagation unchanged"
        }) {
      Shell.Result found =
          task.inside(
              "sh", "-c", "sh /app/tricks.sh \"$1\" " + how + " 2> /dev/null", "sh", secret);
      assertThat(found.output()).as(how).doesNotContain("/");
    }
    assertThat(task.inside("sh", "/app/tricks.sh", "# looking-app").output())
        .as("they find what is there")
        .contains("/app/./app.sh", "/proc/1/root/app/./app.sh");
    assertThat(memo).isNotEmptyFile();
  }

  /** In the files that only the client and the wrapper may read, as far as they can be written. */
  private void plantSecrets() throws IOException {
    Path own = Files.createDirectories(task.slot().ownDirectory().resolve("deep/er"));
    Files.writeString(own.resolve("secret"), SECRET);
    Files.writeString(task.slot().ownDirectory().resolve("secret"), SECRET);
    for (String name :
        new String[] {SlotLayout.STDERR, SlotLayout.TASK_STATE, SlotLayout.SETUP_COMPLETE}) {
      task.file(name, SECRET + "\n");
    }
  }

  /** BOINC's library writes it: a file of ours stands in its place, whose end is quoted. */
  @ParameterizedTest
  @EnumSource
  void whatTheAppWritesToItsStderrTxtTheClientsDoesNotHoldBeforeTheEnd(Volunteer volunteer)
      throws Exception {
    launch(volunteer);

    inside("echo line of the app >> stderr.txt && truncate -s 100000 stderr.txt");
    assertThat(task.stderr()).doesNotContain("line of the app");
    inside("echo last words of the app > stderr.txt");
    finish();

    assertThat(task.stderr()).contains("last words of the app").hasSizeLessThan(100_000);
  }

  @ParameterizedTest
  @EnumSource
  void theSharedMemoryWithTheClientCannotBeWritten(Volunteer volunteer) throws Exception {
    launch(volunteer);
    Path shared = task.slot().sharedMemory();

    task.inside(
        "perl",
        "-e",
        "for $how ('+<', '>', '>>') {"
            + " open(F, $how, 'boinc_mmap_file') and syswrite(F, '<abort/>' x 1024); }"
            + " truncate('boinc_mmap_file', 0)");

    assertThat(Files.size(shared)).isEqualTo(8192);
    assertThat(new String(Files.readAllBytes(shared), java.nio.charset.StandardCharsets.US_ASCII))
        .doesNotContain("<abort/>");
    wrapper.awaitStatus("the link still works", status -> status.cpuSeconds() >= 0);
    finish();
  }

  @ParameterizedTest
  @EnumSource
  void anAppThatLocksItsSlotTakesNoLockOfTheWrappers(Volunteer volunteer) throws Exception {
    launch(volunteer);

    String locked =
        inside(
            "perl -e 'use Fcntl; open(F, \"+<\", \"boinc_lockfile\") or die $!;"
                + " $lock = pack(\"s s x4 q q l x4\", F_WRLCK, 0, 0, 0, 0);"
                + " fcntl(F, F_SETLK, $lock) or die $!;"
                + " syswrite(F, \"mine\") == 4 or die $!; print \"locked\"'");

    assertThat(locked).isEqualTo("locked");
    assertThat(task.read(SlotLayout.LOCK)).isEmpty();
    finish();
  }

  @ParameterizedTest
  @EnumSource
  void theAppHasNoRightsButThoseOfItsUser(Volunteer volunteer) throws Exception {
    launch(volunteer);
    String owner = slotsOwner();

    assertThat(inside("echo $(id -u):$(id -g)")).isEqualTo(owner);
    assertThat(inside("grep -E '^(Cap(Eff|Prm|Inh|Bnd|Amb)|NoNewPrivs)' /proc/1/status"))
        .isEqualTo(
            """
            CapInh:\t0000000000000000
            CapPrm:\t0000000000000000
            CapEff:\t0000000000000000
            CapBnd:\t0000000000000000
            CapAmb:\t0000000000000000
            NoNewPrivs:\t1""");
    assertThat(inside("cd / && echo $HOME && touch $HOME/t && test -n \"$USER\" && id -un"))
        .startsWith("/app\n")
        .isNotBlank();
    assertThat(inside("echo $USER")).isEqualTo(inside("id -un"));
    assertThat(inside("ls /sys/class/net")).isEqualTo("lo");
    assertDenied("perl -e 'use Socket; socket(S, PF_PACKET, SOCK_RAW, 3) or die'");
    assertDenied("mount -t tmpfs none /app");
    assertThat(inside("ls /app/.. ; ls /projects")).doesNotContain("slots", "docker_wrapper");
    assertThat(inside("cat /proc/mounts")).doesNotContain("docker.sock");
    finish();
  }

  @ParameterizedTest
  @EnumSource
  void theAppsMemoryAndProcessesAreBounded(Volunteer volunteer) throws Exception {
    task = volunteer.task(directory);
    task.job("[limits]\nmemory = \"96m\"\npids = 77\n");
    start();

    String bounds = "memory 100663296 swap 100663296 pids 77";
    if (!EngineUnderTest.hasGroups()) {
      bounds = "memory 0 swap 0 pids 0";
      Eventually.await("who keeps them", PATIENCE, this::tellsThatItLooks, task::stderr);
    }
    assertThat(limits()).isEqualTo(bounds + " network none privileged false");
    finish();
  }

  private boolean tellsThatItLooks() {
    return task.stderr()
        .contains(
            "looks once a second whether the app keeps to 96 MiB and 77 processes and threads");
  }

  /** As the container numbers users: a rootless engine's user is root in there. */
  private String slotsOwner() {
    return EngineUnderTest.isRootless()
        ? inside("stat -c %u:%g /app")
        : Shell.succeed("stat", "-c", "%u:%g", task.slot().directory().toString());
  }

  private String limits() {
    return Shell.succeed(
        "docker",
        "inspect",
        "--format",
        "memory {{.HostConfig.Memory}} swap {{.HostConfig.MemorySwap}} pids"
            + " {{.HostConfig.PidsLimit}} network {{.HostConfig.NetworkMode}} privileged"
            + " {{.HostConfig.Privileged}}",
        task.container());
  }

  @ParameterizedTest
  @EnumSource
  void aPublishedPortIsThisHostsOwn(Volunteer volunteer) throws Exception {
    assumeTrue(EngineUnderTest.hasNetwork(), "this machine's kernel has no tables of addresses");
    task = volunteer.task(directory);
    task.job("portmap = [\"8080\"]\n");
    start();

    String bound =
        Shell.succeed(
            "docker",
            "inspect",
            "--format",
            "{{range .HostConfig.PortBindings}}{{range .}}{{.HostIp}}{{end}}{{end}}",
            task.container());

    assertThat(bound).isEqualTo("127.0.0.1");
    finish();
  }

  private void assertDenied(String script) {
    Shell.Result result = task.inside("sh", "-c", script);
    assertThat(result.status()).as(script + "\n" + result.output()).isNotZero();
  }

  @ParameterizedTest
  @EnumSource
  void whatOnlyTheWrapperMayWriteIsRemovedAtOnce(Volunteer volunteer) throws Exception {
    launch(volunteer);
    for (String name : Arrays.asList(SlotLayout.FINISH, SlotLayout.TEMPORARY_EXIT)) {
      inside("printf '0\\nby the app\\n' > " + name);
      Path file = task.slot().directory().resolve(name);
      wrapper.await(name + " is removed", () -> !Files.exists(file));
    }
    finish();
    assertThat(task.read(SlotLayout.FINISH)).isEqualTo("0\n");
    assertThat(task.stderr()).contains("only the wrapper ends a task");
  }
}
