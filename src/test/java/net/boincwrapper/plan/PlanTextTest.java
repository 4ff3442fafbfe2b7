package net.boincwrapper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.job.Job;
import net.boincwrapper.slot.record.InitData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanTextTest {
  private final TaskFixture task = new TaskFixture();

  @BeforeEach
  void aJobWithEverything() throws Exception {
    task.write("job.toml", "");
    task.link("out", "wu_0_0_r1");
    task.scratch = List.of(new Job.Scratch("/scratch", 1L << 30, true));
    task.ports = List.of(new Job.PortRequest(OptionalInt.empty(), 8080, "tcp"));
    task.limitMemory = OptionalLong.of(400_000_000);
    task.shm = OptionalLong.of(64 << 20);
    task.useGpu = true;
    task.gpuType = Optional.of("NVIDIA");
    task.gpuDevice = OptionalInt.of(1);
    task.entrypoint = Optional.of(List.of("sh", "-c", "echo it's $HOME"));
  }

  @Test
  void peopleReadOneLineForEachSetting() {
    assertThat(PlanText.lines(task.plan()))
        .filteredOn(line -> !line.contains("net.boincwrapper.plan"))
        .containsExactly(
            "container   boinc__example.org_quantum__wu_0_0",
            "image       sha256:1111111111111111111111111111111111111111111111111111111111111111",
            "user        1000:1001",
            "directory   /app",
            "entrypoint  sh -c 'echo it'\\''s $HOME'",
            "isolation   no capabilities, no new privileges, an init process",
            "memory      381.5 MiB (400000000 bytes)",
            "shm         64.0 MiB (67108864 bytes)",
            "cpus        2.0",
            "cpu shares  15",
            "processes   at most 1024",
            "ulimit      nofile=1024:2048",
            "stop        SIGINT, then SIGKILL after 45 s",
            "gpu         1",
            "network     boincwrapper",
            "port        127.0.0.1:(any) to 8080/tcp",
            "mount       /app (writable) from /var/lib/boinc/slots/0",
            "mount       /project (read-only) from /var/lib/boinc/projects/example.org_quantum",
            "mount       /scratch (in memory, 1.0 GiB (1073741824 bytes), exec)",
            "mount       /app/.docker_wrapper (in memory, 4.0 KiB (4096 bytes))",
            "mount       /app/boinc_lockfile (writable) from"
                + " /var/lib/boinc/slots/0/.docker_wrapper/lockfile",
            "mount       /app/boinc_task_state.xml (read-only) from"
                + " /var/lib/boinc/slots/0/.docker_wrapper/empty",
            "mount       /app/job.toml (read-only) from /var/lib/boinc/slots/0/job.toml",
            "mount       /app/stderr.txt (writable) from"
                + " /var/lib/boinc/slots/0/.docker_wrapper/app_stderr",
            "mount       /etc/group (read-only) from"
                + " /var/lib/boinc/slots/0/.docker_wrapper/group",
            "mount       /etc/passwd (read-only) from"
                + " /var/lib/boinc/slots/0/.docker_wrapper/passwd",
            "mount       /project/wu_0_0_r1 (writable) from"
                + " /var/lib/boinc/projects/example.org_quantum/wu_0_0_r1",
            "mount       /projects/example.org_quantum (read-only) from"
                + " /var/lib/boinc/projects/example.org_quantum",
            "mount       /projects/example.org_quantum/wu_0_0_r1 (writable) from"
                + " /var/lib/boinc/projects/example.org_quantum/wu_0_0_r1",
            "variable    BOINC_ATTEMPT=1",
            "variable    BOINC_CHECKPOINT_PERIOD=60",
            "variable    BOINC_GPU_DEVICE=0",
            "variable    BOINC_MEMORY_BYTES=400000000",
            "variable    BOINC_NCPUS=2",
            "variable    BOINC_PROJECT_DIR=/project",
            "variable    BOINC_RESULT=wu_0_0",
            "variable    BOINC_RESUMED=0",
            "variable    BOINC_WORKUNIT=wu_0",
            "variable    HOME=/app",
            "variable    LOGNAME=boinc",
            "variable    MKL_NUM_THREADS=2",
            "variable    OMP_NUM_THREADS=2",
            "variable    OPENBLAS_NUM_THREADS=2",
            "variable    TMPDIR=/scratch",
            "variable    USER=boinc",
            "label       net.boincwrapper.boinc-dir=/var/lib/boinc",
            "label       net.boincwrapper.result=wu_0_0",
            "label       net.boincwrapper.slot=/var/lib/boinc/slots/0");
  }

  @Test
  void theCommandLineSaysTheSame() {
    assertThat(oneLine(PlanText.createCommand(task.plan())))
        .startsWith("docker create --name boinc__example.org_quantum__wu_0_0 --label ")
        .contains(" --user 1000:1001 --workdir /app ")
        .contains(" --init --cap-drop ALL --security-opt no-new-privileges --no-healthcheck ")
        .contains(" --network boincwrapper --publish 127.0.0.1::8080/tcp ")
        .contains(" --memory 400000000 --memory-swap 400000000 --shm-size 67108864 --cpus 2.0 ")
        .contains(" --cpu-shares 15 --pids-limit 1024 --ulimit nofile=1024:2048 ")
        .contains(" --stop-signal SIGINT --stop-timeout 45 --gpus device=1 ")
        .contains(
            " --mount type=bind,source=/var/lib/boinc/slots/0/job.toml,target=/app/job.toml,readonly"
                + " ")
        .contains(" --tmpfs /scratch:exec,nosuid,nodev,size=1073741824,mode=1777 ")
        .contains(" --mount type=tmpfs,target=/app/.docker_wrapper,tmpfs-size=4096,tmpfs-mode=555 ")
        .endsWith(" --entrypoint sh sha256:" + "1".repeat(64) + " -c 'echo it'\\''s $HOME'");
  }

  @Test
  void thePasswordOfTheProxyIsNotShown() {
    task.proxy =
        Optional.of(
            new InitData.ProxyInfo(
                Optional.of("http://me:pass@word@proxy:3128"), Optional.empty(), ""));
    ContainerPlan plan = task.plan();
    assertThat(plan.environment()).containsEntry("http_proxy", "http://me:pass@word@proxy:3128");
    assertThat(PlanText.lines(plan)).contains("variable    http_proxy=http://***@proxy:3128");
    assertThat(PlanText.createCommand(plan)).contains("***@proxy").doesNotContain("pass@word");
  }

  @Test
  void anEmptyEntrypointIsTakenAway() {
    task.entrypoint = Optional.of(List.of());
    assertThat(oneLine(PlanText.createCommand(task.plan()))).contains(" --entrypoint '' sha256:");
  }

  @Test
  void variablesThatLookLikeOptionsStayValues() {
    task.environment = Map.of("X", "--privileged -v /:/host");
    assertThat(oneLine(PlanText.createCommand(task.plan())))
        .contains(" --env 'X=--privileged -v /:/host' ");
  }

  @Test
  void eachOptionOfTheCommandHasALineOfItsOwn() {
    assertThat(PlanText.createCommand(task.plan()))
        .startsWith("docker create \\\n  --name boinc__example.org_quantum__wu_0_0 \\\n")
        .contains(" \\\n  --cap-drop ALL \\\n");
  }

  @Test
  void aShellReadsTheCommandAsItIsMeant() {
    task.environment = Map.of("X", "it's $HOME; `date` \\ \"q\"", "Y", "two\nlines");
    String echoed = PlanText.createCommand(task.plan()).replace("docker create", "printf '%s\\0'");

    assertThat(Shell.succeed("sh", "-c", echoed).split("\0"))
        .containsSubsequence("--env", "X=it's $HOME; `date` \\ \"q\"", "--env", "Y=two\nlines")
        .containsSubsequence("--entrypoint", "sh", "-c", "echo it's $HOME");
  }

  private static String oneLine(String command) {
    return command.replace(" \\\n  ", " ");
  }
}
