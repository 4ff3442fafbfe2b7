package net.boincwrapper.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import net.boincwrapper.job.Job.CheckpointRules;
import net.boincwrapper.job.Job.MountRequest;
import net.boincwrapper.job.Job.PortRequest;
import net.boincwrapper.job.Job.QuantumNeeds;
import net.boincwrapper.job.Job.Scratch;
import net.boincwrapper.job.Job.Tmpfs;
import net.boincwrapper.job.Job.Ulimit;
import org.junit.jupiter.api.Test;

class FullJobTest {
  @Test
  void aJobWithEveryKeyIsReadWithoutAnError() {
    assertThat(JobText.problems(JobText.FULL))
        .containsExactly(
            "job.toml:10: warning: \"build_args\" has no effect, because the image is not built");
  }

  @Test
  void theKeysOfDockerWrapperAreMeantAsThere() {
    Job job = JobText.job(JobText.FULL);

    assertThat(job.workdir()).isEqualTo("/work");
    assertThat(job.projectDirMount()).isEqualTo("/proj");
    assertThat(job.imageName()).contains("lab/aer-sim:3");
    assertThat(job.useGpu()).isTrue();
    assertThat(job.webGraphicsGuestPort()).hasValue(8080);
    assertThat(job.verbosity()).isEqualTo(2);
    assertThat(job.extended()).isTrue();
    assertThat(job.hostMounts())
        .isEqualTo(new Job.HostMounts(List.of("cvmfs"), List.of("nvme", "big-disk")));
    assertThat(job.mounts())
        .containsExactly(
            new MountRequest("data", "/data", true),
            new MountRequest("/srv/boinc/projects/p/tables", "/tables", false),
            new MountRequest("more", "/more", false),
            new MountRequest("m", "/m", true));
    assertThat(job.ports())
        .containsExactly(
            new PortRequest(OptionalInt.empty(), 9000, "tcp"),
            new PortRequest(OptionalInt.of(9001), 9001, "udp"),
            new PortRequest(OptionalInt.of(9002), 9002, "tcp"));
  }

  @Test
  void optionsOfBuildAndCreateAreMappedOneByOne() {
    Job job = JobText.job(JobText.FULL);

    assertThat(job.buildOptions())
        .isEqualTo(
            new Job.BuildOptions(
                Map.of("CFLAGS", "-O2 -g"), Map.of("a", "b"), Optional.of("app"), true));
    assertThat(job.createOptions())
        .isEqualTo(
            new Job.CreateOptions(
                Map.of("SEED", "7", "GREETING", "hello world"),
                Map.of("owner", "me"),
                Map.of("nofile", new Ulimit(1024, 4096)),
                List.of(new Tmpfs("/tmp", OptionalLong.of(64 << 20), true)),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.of(1.5),
                Optional.of("node"),
                Optional.of(List.of("/bin/app")),
                Optional.of("/work/run"),
                Optional.of("SIGINT"),
                Set.of("ALL"),
                Job.Privileges.NONE,
                true));
  }

  @Test
  void theNewTablesAreRead() {
    Job job = JobText.job(JobText.FULL);

    assertThat(job.image())
        .isEqualTo(
            new Job.ImageRules(
                Optional.empty(), Optional.of("sha256:" + "0123456789abcdef".repeat(4)), false));
    assertThat(job.checkpoint())
        .isEqualTo(
            new CheckpointRules(
                List.of("state.npz", "progress.json", "out/**/*.part"),
                Optional.of("SIGUSR1"),
                Optional.of("checkpoint_now"),
                Duration.ofSeconds(40),
                3,
                OptionalInt.of(85),
                CheckpointRules.OnQuit.STOP));
    assertThat(job.exit()).isEqualTo(new Job.ExitRules(Set.of(75, 76), 4, Duration.ofSeconds(60)));
    assertThat(job.progress())
        .isEqualTo(new Job.ProgressRules("done", Optional.of(Duration.ofHours(1))));
    assertThat(job.requests())
        .isEqualTo(
            new Job.RequestRules(
                List.of("energy", "norm.txt"), Optional.of("all_done"), Optional.of("try_later")));
    assertThat(job.limits())
        .isEqualTo(
            new Job.Limits(
                OptionalLong.of(2L << 30),
                OptionalLong.of(64 << 20),
                512,
                Optional.of(Duration.ofHours(2)),
                true));
    assertThat(job.scratch())
        .containsExactly(
            new Scratch("/scratch", 1 << 30, false), new Scratch("/fast", 1 << 20, true));
    assertThat(job.quantum())
        .contains(
            new QuantumNeeds(
                OptionalInt.of(24),
                Optional.of(StateMethod.TRAJECTORIES),
                8,
                OptionalInt.of(120),
                OptionalInt.of(2000),
                OptionalLong.of(150 << 20),
                OptionalDouble.of(2.5),
                Optional.of(StateMethod.STABILIZER)));
  }

  @Test
  void noFileAtAllIsAJobWithEveryDefault() {
    Job job = JobText.job("");

    assertThat(job.workdir()).isEqualTo("/app");
    assertThat(job.projectDirMount()).isEqualTo("/project");
    assertThat(job.verbosity()).isEqualTo(1);
    assertThat(job.extended()).isFalse();
    assertThat(job.webGraphicsGuestPort()).isEmpty();
    assertThat(job.checkpoint().grace()).isEqualTo(Duration.ofSeconds(45));
    assertThat(job.checkpoint().generations()).isEqualTo(2);
    assertThat(job.checkpoint().onQuit()).isEqualTo(CheckpointRules.OnQuit.AUTO);
    assertThat(job.exit()).isEqualTo(new Job.ExitRules(Set.of(), 5, Duration.ofSeconds(300)));
    assertThat(job.progress()).isEqualTo(new Job.ProgressRules("fraction_done", Optional.empty()));
    assertThat(job.requests())
        .isEqualTo(new Job.RequestRules(List.of(), Optional.empty(), Optional.empty()));
    assertThat(job.limits().pids()).isEqualTo(1024);
    assertThat(job.limits().network()).isFalse();
    assertThat(job.image().pull()).isTrue();
    assertThat(job.quantum()).isEmpty();
  }

  @Test
  void anEmptyTextOrAZeroPortSaysAsLittleAsNoKey() {
    String toml =
        "image_name = ''\nproject_dir_mount = ''\nweb_graphics_guest_port = 0\ncreate_args = ''";

    assertThat(JobText.job(toml)).isEqualTo(JobText.job(""));
  }

  @Test
  void theJobFileInTheSourceTreeOfBoincIsRead() {
    // samples/docker_wrapper/test/job.toml, the only one there.
    assertThat(JobText.job("project_dir_mount = \"/project\"\n")).isEqualTo(JobText.job(""));
  }

  @Test
  void whatHonestJobsOfDockerWrapperWriteIsAccepted() {
    String toml =
        """
        workdir = "/usr/src/app"
        image_name = "registry.example:5000/lab/sim:1.2"
        use_gpu = true
        portmap = [ "8080:80", ]
        create_args = "--rm -it --shm-size=1g --network bridge --gpus all --init"
        """;
    Job job = JobText.job(toml);

    assertThat(job.useGpu()).isTrue();
    assertThat(job.limits().network()).isTrue();
    assertThat(job.createOptions().shmBytes()).hasValue(1 << 30);
    assertThat(JobText.problems(toml))
        .containsExactly(
            "job.toml:5: warning: \"create_args\" has --interactive, which is ignored: a task is"
                + " not interactive",
            "job.toml:5: warning: \"create_args\" has --tty, which is ignored: a task is not"
                + " interactive",
            "job.toml:5: warning: \"create_args\" option --gpus all asks for the GPU that the"
                + " client assigned and no other, as use_gpu = true does");
  }

  @Test
  void aByteOrderMarkAndWindowsLineEndsDoNotMatter() {
    assertThat(JobText.job("\uFEFFverbose = 0\r\nworkdir = '/w'\r\n"))
        .isEqualTo(JobText.job("verbose = 0\nworkdir = '/w'\n"));
  }

  @Test
  void inlineTablesMeanTheSame() {
    assertThat(
            JobText.job(
                "checkpoint = { files = [\"a\"], grace = 7 }\n"
                    + "scratch = [{ path = \"/s\", size = \"1m\" }]"))
        .isEqualTo(
            JobText.job(
                "[checkpoint]\nfiles = [\"a\"]\ngrace = 7\n[[scratch]]\npath = '/s'\nsize = '1m'"));
  }
}
