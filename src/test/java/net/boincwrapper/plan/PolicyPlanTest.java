package net.boincwrapper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.ContainerPlan.Bind;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.JobText;
import net.boincwrapper.policy.HostPolicy;
import net.boincwrapper.policy.PolicyText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyPlanTest {
  private final TaskFixture task = new TaskFixture();

  @Test
  void aCeilingClampsWhatTheJobDoesNotSayAndIsToldWithItsLine() {
    policy("[limits]\nmemory = \"256m\"\ncpus = 1\npids = 64\n");

    ContainerPlan plan = task.plan();

    assertThat(plan.memoryBytes()).isEqualTo(OptionalLong.of(256L << 20));
    assertThat(plan.environment()).containsEntry("BOINC_MEMORY_BYTES", "" + (256L << 20));
    assertThat(plan.cpus()).contains(1.0);
    assertThat(plan.environment()).containsEntry("BOINC_NCPUS", "1");
    assertThat(plan.pids()).isEqualTo(64);
    assertThat(task.planned().notes())
        .contains(
            "the app has 256 MiB of memory, as the host's owner has decided"
                + " (/etc/docker-wrapper/host.toml:2)",
            "the app may have 64 processes, as the host's owner has decided"
                + " (/etc/docker-wrapper/host.toml:4)");
  }

  @Test
  void aCeilingAboveWhatTheJobHasChangesNothing() {
    task.extended = true;
    ContainerPlan before = task.plan();
    policy("[limits]\nmemory = \"64g\"\ncpus = 64\npids = 5000\n");

    ContainerPlan plan = task.plan();

    assertThat(plan.memoryBytes()).isEqualTo(before.memoryBytes());
    assertThat(plan.cpus()).isEqualTo(before.cpus());
    assertThat(plan.pids()).isEqualTo(before.pids());
    assertThat(task.planned().notes()).noneMatch(note -> note.contains("owner"));
  }

  @Test
  void namedPlacesAreMountedAndTheAppHearsWhereTheyAre() throws IOException {
    Files.createDirectories(task.files.getPath("/mnt/nvme0/data"));
    task.hostMounts = new Job.HostMounts(List.of("cvmfs"), List.of("big-disk", "absent"));
    policy(
        """
        [[mount]]
        name = "cvmfs"
        source = "/cvmfs"
        propagation = "rslave"
        [[mount]]
        name = "big-disk"
        source = "/mnt/nvme0"
        target = "/big"
        read_only = false
        """);

    ContainerPlan plan = task.plan();

    assertThat(plan.mounts())
        .contains(
            new Bind("/cvmfs", "/cvmfs", true, true), new Bind("/mnt/nvme0", "/big", false, false));
    assertThat(plan.environment())
        .containsEntry("BOINC_MOUNT_CVMFS", "/cvmfs")
        .containsEntry("BOINC_MOUNT_BIG_DISK", "/big")
        .doesNotContainKey("BOINC_MOUNT_ABSENT");
    assertThat(task.planned().notes())
        .contains("the app does without the place \"absent\": this host has none");
  }

  @Test
  void aPlaceThatHasNotBeenMountedYetIsAnEmptyDirectory() throws IOException {
    Job needs = needing("nvme");
    HostPolicy policy = PolicyText.policy("[[mount]]\nname = \"nvme\"\nsource = \"/mnt/nvme\"\n");

    assertThat(HostMountPlan.lack(needs, policy, task.files))
        .contains("the job needs the place \"nvme\": /mnt/nvme is no directory on this host");
    Files.createDirectories(task.files.getPath("/mnt/nvme"));
    assertThat(HostMountPlan.lack(needs, policy, task.files).orElse(""))
        .contains("is an empty directory");
    Files.createFile(task.files.getPath("/mnt/nvme/file"));
    assertThat(HostMountPlan.lack(needs, policy, task.files)).isEmpty();
  }

  @Test
  void theOwnersConfinementIsInThePlanAndInTheCommandThatIsPrinted() {
    policy("cpuset = \"0-1\"\nnuma_nodes = \"0\"\nruntime = \"runsc\"\n");

    ContainerPlan plan = task.plan();

    assertThat(plan.grants().cpuset()).contains("0-1");
    assertThat(CreateCommand.words(plan))
        .containsSubsequence("--cpuset-cpus", "0-1", "--cpuset-mems", "0", "--runtime", "runsc");
  }

  @Test
  void whatTheJobAsksForAndTheOwnerNamesIsGiven() throws IOException {
    device("fuse", "rw-rw-rw-");
    device("kvm", "rw-rw----");
    task.privileges =
        new Job.Privileges(
            List.of("NET_RAW", "SYS_ADMIN"), List.of("/dev/fuse", "/dev/kvm", "/dev/mem"));
    policy("capabilities = [\"SYS_ADMIN\", \"KILL\"]\ndevices = [\"/dev/fuse\", \"/dev/kvm\"]\n");

    ContainerPlan plan = task.plan();

    assertThat(plan.grants().capabilities()).containsExactly("SYS_ADMIN");
    assertThat(plan.grants().devices().nodes()).containsExactly("/dev/fuse", "/dev/kvm");
    assertThat(plan.grants().devices().groups()).hasSize(1);
    assertThat(CreateCommand.words(plan))
        .containsSubsequence("--cap-add", "SYS_ADMIN", "--device", "/dev/fuse", "--group-add");
    assertThat(task.planned().notes())
        .anyMatch(note -> note.contains("(SYS_ADMIN) to root alone, and the app is not root"));
  }

  @Test
  void whatIsNotAskedForIsNotGiven() {
    policy("capabilities = [\"SYS_ADMIN\"]\ndevices = [\"/dev/fuse\"]\n");

    assertThat(task.plan().grants().isNone()).isTrue();
  }

  @Test
  void anAppOfARootlessEngineIsToldWhyAClosedDeviceIsOfNoUse() throws IOException {
    device("kvm", "rw-------");
    task.rootless = true;
    task.privileges = new Job.Privileges(List.of("SYS_ADMIN"), List.of("/dev/kvm"));
    policy("capabilities = [\"SYS_ADMIN\"]\ndevices = [\"/dev/kvm\"]\n");

    assertThat(task.planned().notes())
        .anyMatch(note -> note.contains("/dev/kvm"))
        .noneMatch(note -> note.contains("root alone"));
  }

  @Test
  void aDeviceThatThisHostHasNotPostponesTheJob() throws IOException {
    Job needs = JobText.job("create_args = \"--device /dev/fuse:/dev/fuse:rw\"");

    assertThat(OwnerDevices.lack(needs, task.files))
        .contains("the job needs the device /dev/fuse, and this host has none");
    device("fuse", "rw-rw-rw-");
    assertThat(OwnerDevices.lack(needs, task.files)).isEmpty();
  }

  @Test
  void aContainerIsNotKeptThatHasAPrivilegeWhichTheOwnerTookBack() throws IOException {
    device("fuse", "rw-rw-rw-");
    task.privileges = new Job.Privileges(List.of("SYS_ADMIN"), List.of("/dev/fuse"));
    policy("capabilities = [\"SYS_ADMIN\"]\ndevices = [\"/dev/fuse\"]\n");
    Map<String, String> labels = task.plan().labels();

    assertThat(allows("capabilities = [\"SYS_ADMIN\"]\ndevices = [\"/dev/fuse\"]\n", labels))
        .isTrue();
    assertThat(allows("capabilities = [\"SYS_ADMIN\"]\n", labels)).isFalse();
    assertThat(allows("devices = [\"/dev/fuse\"]\n", labels)).isFalse();
  }

  private void device(String name, String permissions) throws IOException {
    Files.createDirectories(task.files.getPath("/dev"));
    Files.createFile(
        task.files.getPath("/dev", name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
  }

  @Test
  void aTighterPolicyKeepsAContainerThatItWouldStillAllow() {
    task.extended = true;
    Map<String, String> labels = task.plan().labels();

    assertThat(allows("[limits]\nmemory = \"64g\"\n", labels)).isTrue();
    assertThat(allows("network = \"none\"\nbuilds = false\ngpus = false\n", labels)).isTrue();
    assertThat(allows("[limits]\ncpus = 0.5\n", labels)).as("set while it runs").isTrue();
    assertThat(allows("[limits]\nmemory = \"64m\"\n", labels)).isFalse();
    assertThat(allows("[limits]\npids = 5\n", labels)).isFalse();
    assertThat(allows("cpuset = \"0\"\n", labels)).isFalse();
    assertThat(allows("runtime = \"runsc\"\n", labels)).isFalse();
  }

  @Test
  void aContainerThatHadANetworkIsNotKeptWhereItMayHaveNone() {
    task.network = true;
    Map<String, String> labels = task.plan().labels();

    assertThat(allows("keep_days = 3\n", labels)).isTrue();
    task.network = false;
    assertThat(allows("network = \"none\"\n", labels)).isFalse();
  }

  @Test
  void aContainerOfAnEarlierPolicyIsHeldAgainstTheNewOne() throws IOException {
    Files.createDirectories(task.files.getPath("/mnt/a/x"));
    task.hostMounts = new Job.HostMounts(List.of(), List.of("a"));
    String mount = "[[mount]]\nname = \"a\"\nsource = \"/mnt/a\"\n";
    policy("cpuset = \"0-3\"\n" + mount);
    Map<String, String> labels = task.plan().labels();

    assertThat(allows("cpuset = \"0-7\"\n" + mount, labels)).isTrue();
    assertThat(allows("keep_days = 3\n" + mount, labels)).isTrue();
    assertThat(allows("cpuset = \"0-1\"\n" + mount, labels)).isFalse();
    assertThat(allows("cpuset = \"0-3\"\n", labels)).as("the mount is gone").isFalse();
    assertThat(allows("cpuset = \"0-3\"\n" + mount + "read_only = false\n", labels)).isFalse();
  }

  @Test
  void anotherJobIsAnotherContainerUnderAnyPolicy() {
    policy("keep_days = 3\n");
    Map<String, String> labels = task.plan().labels();
    task.workdir = "/elsewhere";

    assertThat(allows("keep_days = 3\n", labels)).isFalse();
  }

  private boolean allows(String toml, Map<String, String> labels) {
    policy(toml);
    return task.planned().allows(labels);
  }

  /** With an eighth more, so that the task's own measure comes first. */
  @ParameterizedTest
  @CsvSource({
    "overlay2, xfs, 9437184",
    "overlay, xfs, 9437184",
    "zfs, '', 9437184",
    "btrfs, '', 9440184",
    "overlay2, extfs, ",
    "overlay2, '', ",
    "vfs, xfs, ",
    "fuse-overlayfs, '', "
  })
  void aCeilingOfTheLayerIsGivenToAnEngineThatMayKeepIt(
      String storage, String backing, @Nullable Long bytes) {
    policy("[limits]\nlayer = \"8m\"\n");
    task.storage = storage;
    task.backing = backing;
    task.imageBytes = 2000; // Counts on btrfs alone.

    OptionalLong asked = task.plan().grants().layerBytes();

    assertThat(asked).isEqualTo(bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes));
  }

  @Test
  void noQuotaIsAskedOfARootlessEngine() {
    policy("[limits]\nlayer = \"8m\"\n");
    task.storage = "btrfs";
    task.rootless = true;

    assertThat(task.plan().grants().layerBytes()).isEmpty();
  }

  @Test
  void withoutACeilingTheEngineIsAskedForNone() {
    task.storage = "btrfs";

    assertThat(task.plan().grants().layerBytes()).isEmpty();
  }

  private void policy(String toml) {
    task.policy = PolicyText.policy(toml);
  }

  private Job needing(String name) {
    task.hostMounts = new Job.HostMounts(List.of(name), List.of());
    return task.job();
  }
}
