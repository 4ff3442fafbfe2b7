package net.boincwrapper.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.job.Job.CheckpointRules.OnQuit;
import net.boincwrapper.policy.NamedMount.Propagation;
import org.junit.jupiter.api.Test;

class PolicyReaderTest {
  private static final String WHOLE =
      """
      engine = "podman"
      socket = "/run/podman/podman.sock"
      network = "none"
      require_lan_rules = true
      gpus = false
      cpuset = "0-3,8"
      numa_nodes = "0"
      capabilities = ["cap_sys_admin", "NET_RAW"]
      devices = ["/dev/fuse"]
      seccomp = "/etc/docker-wrapper/seccomp.json"
      runtime = "runsc"
      builds = false
      image_budget = "2g"
      keep_days = 3
      on_quit = "stop"

      [limits]
      memory = "8g"
      cpus = 2.5
      pids = 100
      layer = "1g"

      [[mount]]
      name = "cvmfs"
      source = "/cvmfs"
      propagation = "rslave"

      [[mount]]
      name = "nvme"
      source = "/mnt/nvme0"
      target = "/scratch-disk"
      read_only = false

      [project."https://LHCathome.cern.ch/lhcathome"]
      network = "bridge"
      capabilities = []

      [project."https://LHCathome.cern.ch/lhcathome".limits]
      memory = "16g"

      [[project."https://LHCathome.cern.ch/lhcathome".mount]]
      name = "nvme"
      source = "/mnt/nvme1"
      """;

  @Test
  void everyKeyIsReadWithTheLineThatItStandsIn() {
    HostPolicy policy = PolicyText.policy(WHOLE);

    assertThat(policy.engine().value()).contains(Engine.Kind.PODMAN);
    assertThat(policy.socket().value()).contains("/run/podman/podman.sock");
    assertThat(policy.network()).isEqualTo(new Rule<>(NetworkRule.NONE, at(3)));
    assertThat(policy.requireLanRules().value()).isTrue();
    assertThat(policy.onQuit().value()).isEqualTo(OnQuit.STOP);
    Confinement confinement = policy.confinement();
    assertThat(confinement.gpus().value()).isFalse();
    assertThat(confinement.cpuset().value()).contains("0-3,8");
    assertThat(confinement.numaNodes().value()).contains("0");
    assertThat(confinement.capabilities())
        .isEqualTo(new Rule<>(List.of("SYS_ADMIN", "NET_RAW"), at(8)));
    assertThat(confinement.devices().value()).containsExactly("/dev/fuse");
    assertThat(confinement.seccomp().value()).contains("/etc/docker-wrapper/seccomp.json");
    assertThat(confinement.runtime().value()).contains("runsc");
    assertThat(policy.images().builds().value()).isFalse();
    assertThat(policy.images().budget().value()).isEqualTo(2L << 30);
    assertThat(policy.images().keepDays()).isEqualTo(new Rule<>(3, at(14)));
    Ceilings ceilings = policy.ceilings();
    assertThat(ceilings.memory()).isEqualTo(new Rule<>(OptionalLong.of(8L << 30), at(18)));
    assertThat(ceilings.cpus().value()).contains(2.5);
    assertThat(ceilings.pids().value()).isEqualTo(OptionalInt.of(100));
    assertThat(ceilings.layer().value()).isEqualTo(OptionalLong.of(1L << 30));
    assertThat(policy.mounts())
        .containsExactly(
            new NamedMount("cvmfs", "/cvmfs", "/cvmfs", true, Propagation.RSLAVE, at(24)),
            new NamedMount(
                "nvme", "/mnt/nvme0", "/scratch-disk", false, Propagation.PRIVATE, at(29)));
  }

  @Test
  void aProjectHasItsOwnValuesAndInheritsTheRest() {
    PolicyFile file = PolicyText.file(WHOLE);

    HostPolicy policy = file.forProject("lhcathome.cern.ch_lhcathome");

    assertThat(policy.network().value()).isEqualTo(NetworkRule.BRIDGE);
    assertThat(policy.network().origin().toString()).isEqualTo("/etc/docker-wrapper/host.toml:35");
    assertThat(policy.confinement().capabilities().value()).isEmpty();
    assertThat(policy.ceilings().memory().value()).isEqualTo(OptionalLong.of(16L << 30));
    assertThat(policy.ceilings().pids()).isEqualTo(file.general().ceilings().pids());
    assertThat(policy.mounts()).extracting(NamedMount::name).containsExactly("cvmfs", "nvme");
    assertThat(policy.mount("nvme").orElseThrow().source()).isEqualTo("/mnt/nvme1");
    assertThat(file.forProject("example.org_other")).isEqualTo(file.general());
    assertThat(file.projects()).containsExactly("lhcathome.cern.ch_lhcathome");
  }

  @Test
  void anEmptyFileSaysWhatNoFileSays() {
    assertThat(PolicyText.file("# nothing\n").general()).isEqualTo(HostPolicy.DEFAULT);
  }

  @Test
  void everyMistakeIsToldAtOnceWithItsLine() {
    String wrong =
        """
        engine = "dockr"
        netwrok = "none"
        network = 5
        socket = "docker.sock"
        cpuset = "all"
        capabilities = ["SYS_ADMN"]
        devices = ["/etc/passwd"]
        keep_days = -1
        runtime = "a b"
        [limit]
        memory = "1g"
        [limits]
        memory = "1k"
        cpus = 0.0
        [[mount]]
        name = "Scratch Disk"
        source = "/mnt/x"
        [[mount]]
        source = "/"
        [project."ftp://example.org/x"]
        builds = true
        [project."https://example.org/x"]
        netwrok = "none"
        [project."http://EXAMPLE.org/x/"]
        builds = true
        """;

    assertThat(PolicyText.problems(wrong))
        .containsExactly(
            "host.toml:1: \"engine\" is \"dockr\", which is none of \"docker\", \"podman\"; did you"
                + " mean \"docker\"?",
            "host.toml:2: unknown key \"netwrok\"; did you mean \"network\"?",
            "host.toml:3: \"network\" is the integer 5, not a string (in quotes)",
            "host.toml:4: \"socket\" \"docker.sock\" is not absolute; write it from /",
            "host.toml:5: \"cpuset\" \"all\" is no list of numbers; write it as \"0-3,8\"",
            "host.toml:6: \"capabilities\" entry \"SYS_ADMN\" is no capability of Linux; did you"
                + " mean \"SYS_ADMIN\"?",
            "host.toml:7: \"devices\" entry \"/etc/passwd\" is no device; name one below /dev, such"
                + " as /dev/fuse",
            "host.toml:8: \"keep_days\" is -1, outside 0 to 3650",
            "host.toml:9: \"runtime\" \"a b\" is no name of a runtime; write the one that the"
                + " engine knows it by",
            "host.toml:10: unknown table [limit]; did you mean \"limits\"?",
            "host.toml:13: \"limits.memory\" is \"1k\"; the least is 6 MiB",
            "host.toml:14: \"limits.cpus\" 0.0 is less than 0.01",
            "host.toml:16: \"mount[0].name\" \"Scratch Disk\" is no name for a mount; use a-z, 0-9,"
                + " - and _, a letter first, at most 32",
            "host.toml:18: [[mount]] has no \"name\"; write name = \"cvmfs\"",
            "host.toml:19: \"mount[1].source\" \"/\" is all of the host; name one directory",
            "host.toml:20: [project.\"ftp://example.org/x\"] is not the URL of a project; write it"
                + " as boinccmd --get_project_status shows it, such as"
                + " [project.\"https://example.org/project/\"]",
            "host.toml:23: unknown key \"netwrok\" in [project.\"https://example.org/x\"]; did you"
                + " mean \"network\"?",
            "host.toml:24: [project.\"http://EXAMPLE.org/x/\"] is the same project as the one in"
                + " line 22; join the two");
    assertThat(PolicyText.read(wrong).policy()).isEmpty();
  }

  @Test
  void mountsThatWouldMeetInAContainerAreRefused() {
    String toml =
        """
        [[mount]]
        name = "a-b"
        source = "/mnt/one"
        [[mount]]
        name = "a_b"
        source = "/mnt/two"
        [[mount]]
        name = "c"
        source = "/mnt/one/deeper"
        [[mount]]
        name = "c"
        source = "/elsewhere"
        """;

    assertThat(PolicyText.problems(toml))
        .containsExactly(
            "host.toml:5: [[mount]] \"a_b\" and the one in line 2 have one name for apps,"
                + " BOINC_MOUNT_A_B; choose another",
            "host.toml:8: [[mount]] \"c\" and the one in line 2 overlap in the container, at"
                + " /mnt/one/deeper and /mnt/one; choose another",
            "host.toml:11: there are two mounts of this name");
  }

  @Test
  void garbageIsNoPolicyAndNoException() {
    assertThat(PolicyReader.read("host.toml", new byte[] {(byte) 0xff}).policy()).isEmpty();
    assertThat(PolicyReader.read("host.toml", new byte[70_000]).policy()).isEmpty();
    assertThat(PolicyText.read("[project]\nx = 5\n").policy()).isEmpty();
    assertThat(PolicyText.read("project = 5\n").policy()).isEmpty();
    assertThat(PolicyText.read("[[project]]\nnetwork = \"none\"\n").policy()).isEmpty();
    assertThat(PolicyText.read("[project.\"\"]\nnetwork = \"none\"\n").policy()).isEmpty();
    assertThat(PolicyText.read("[project.\"a b\"]\nnetwork = \"none\"\n").policy()).isEmpty();
    assertThat(PolicyText.read("[limits.memory]\n").policy()).isEmpty();
    assertThat(PolicyText.read("[mount]\nname = \"x\"\n").policy()).isEmpty();
  }

  @Test
  void thousandsOfMountsAreCutShort() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertThat(PolicyText.problems("[[mount]]\n".repeat(6_000)))
                .containsExactly("host.toml:1: more than 64 [[mount]] tables"));
  }

  @Test
  void whatIsInForceIsListedAsTheFileWouldWriteIt() {
    assertThat(PolicySettings.of(PolicyText.file(WHOLE).forProject("lhcathome.cern.ch_lhcathome")))
        .extracting(setting -> setting.key() + " = " + setting.value() + "  " + line(setting))
        .contains(
            "engine = \"podman\"  1",
            "network = \"bridge\"  35",
            "capabilities = []  36",
            "limits.memory = 17179869184  39",
            "limits.cpus = 2.5  19",
            "mount cvmfs = { source = \"/cvmfs\", target = \"/cvmfs\", read_only = true,"
                + " propagation = \"rslave\" }  24")
        .hasSize(21);
    assertThat(PolicySettings.of(HostPolicy.DEFAULT))
        .extracting(setting -> setting.key() + " = " + setting.value() + "  " + line(setting))
        .containsSubsequence(
            "engine = none  0", "network = \"project\"  0", "image_budget = 10737418240  0");
    assertThat(Optional.of(HostPolicy.DEFAULT.network().origin().toString())).contains("default");
  }

  private static int line(PolicySettings.Setting setting) {
    return setting.origin().line();
  }

  private static Origin at(int line) {
    return new Origin(PolicyText.FILE, line, "");
  }
}
