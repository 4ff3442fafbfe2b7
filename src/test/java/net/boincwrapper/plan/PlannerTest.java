package net.boincwrapper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.ContainerPlan.PublishedPort;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineAbilities.Limit;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.slot.record.InitData.ClientVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
  private final TaskFixture task = new TaskFixture();

  @Test
  void aContainerOfADockerPlanClassHasTheNameThatTheClientSpares() {
    task.planClass = Optional.of("docker_mt");
    task.resultName = "WU_Alpha_0";
    assertThat(task.plan().name()).isEqualTo("boinc__example.org_quantum__wu_alpha_0");
  }

  @Test
  void whoRunsAsRootIsToldWhoThatIs() {
    task.userId = 0;
    assertThat(task.planned().notes())
        .contains(
            "the BOINC client runs as root, and so does the app in its container; let the client run"
                + " as a user of its own");

    task.clientVersion = ClientVersion.NONE;
    assertThat(task.planned().notes())
        .contains("you are root, and so is the app in its container; let another user run it");
  }

  @Test
  void withoutSuchAPlanClassTheNameIsOneThatTheClientLeavesAlone() {
    task.planClass = Optional.of("mt");
    assertThat(task.plan().name()).matches("boincw__example.org_quantum__wu_0_0__[0-9a-f]{8}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wu:0 0", "wu/../0", "wü_0"})
  void aResultNameThatNoEngineTakesIsReplacedAndTheClientLeavesItAlone(String result) {
    task.resultName = result;
    assertThat(task.plan().name()).matches("boincw__[a-z0-9_.-]+__[0-9a-f]{8}");
  }

  @Test
  void namesThatDifferOnlyInReplacedCharactersStayDifferent() {
    task.resultName = "a:0";
    String first = task.plan().name();
    task.resultName = "a;0";
    assertThat(task.plan().name()).isNotEqualTo(first);
  }

  @Test
  void aVeryLongNameIsCut() {
    task.resultName = "r".repeat(400);
    assertThat(task.plan().name().length()).isLessThan(255);
    assertThat(ContainerNames.second(task.plan()).length()).isLessThan(255);
  }

  @Test
  void aNameThatIsTakenHasASecondOneThatDiffersAlsoInCaseAndIsTheSameContainer() {
    task.planClass = Optional.of("docker");
    task.resultName = "WU_0";
    ContainerPlan upper = task.plan();
    task.resultName = "wu_0";
    ContainerPlan lower = task.plan();
    assertThat(upper.name()).isEqualTo(lower.name());
    assertThat(upper.withName(ContainerNames.second(upper)).name())
        .matches("boincw__example.org_quantum__wu_0__[0-9a-f]{8}")
        .isNotEqualTo(lower.withName(ContainerNames.second(lower)).name())
        .isEqualTo(upper.withName(ContainerNames.second(upper)).name());
    assertThat(upper.withName(ContainerNames.second(upper)).labels()).isEqualTo(upper.labels());
  }

  @Test
  void theAppRunsAsTheClientsUserAndHasAHome() {
    ContainerPlan plan = task.plan();
    assertThat(plan.user()).isEqualTo("1000:1001");
    assertThat(plan.environment())
        .containsEntry("HOME", "/app")
        .containsEntry("USER", "boinc")
        .containsEntry("LOGNAME", "boinc")
        .containsEntry("TMPDIR", "/tmp");
  }

  @Test
  void onARootlessEngineTheClientsUserIsRootInside() {
    task.rootless = true;
    assertThat(task.plan().user()).isEqualTo("0:0");
    assertThat(task.plan().environment()).containsEntry("USER", "root");
  }

  /** The slot's files keep the label that the volunteer's system has given them. */
  @Test
  void whereTheEngineLabelsContainersThisOneIsWithoutALabel() {
    ContainerPlan before = task.plan();
    task.selinux = true;

    ContainerPlan plan = task.plan();

    assertThat(plan.withoutLabel()).isTrue();
    assertThat(before.withoutLabel()).isFalse();
    assertThat(PlanText.createCommand(plan)).contains("--security-opt label=disable");
    assertThat(PlanText.createCommand(before)).doesNotContain("label=disable");
    assertThat(plan.labels().get(ContainerPlan.LABEL_PLAN))
        .isNotEqualTo(before.labels().get(ContainerPlan.LABEL_PLAN));
  }

  @Test
  void aRootClientIsTold() {
    task.userId = 0;
    task.groupId = 0;
    assertThat(task.plan().user()).isEqualTo("0:0");
    assertThat(task.planned().notes()).anyMatch(note -> note.contains("runs as root"));
  }

  @Test
  void theAppIsToldWhatItNeeds() {
    task.attempt = 3;
    task.resumed = true;
    assertThat(task.plan().environment())
        .containsEntry("BOINC_NCPUS", "2")
        .containsEntry("BOINC_MEMORY_BYTES", "500000000")
        .containsEntry("BOINC_CHECKPOINT_PERIOD", "60")
        .containsEntry("BOINC_RESUMED", "1")
        .containsEntry("BOINC_ATTEMPT", "3")
        .containsEntry("BOINC_PROJECT_DIR", "/project")
        .containsEntry("BOINC_WORKUNIT", "wu_0")
        .containsEntry("BOINC_RESULT", "wu_0_0")
        .containsEntry("OMP_NUM_THREADS", "2")
        .containsEntry("OPENBLAS_NUM_THREADS", "2")
        .containsEntry("MKL_NUM_THREADS", "2")
        .doesNotContainKeys("BOINC_GPU_DEVICE", "ARGS", "http_proxy");
  }

  @Test
  void argumentsBecomeOneVariable() {
    task.arguments = arguments(List.of("--seed", "7", "a b"), OptionalInt.empty());
    assertThat(task.plan().environment()).containsEntry("ARGS", "--seed 7 a b");
  }

  @Test
  void anImageThatSetsItsThreadsKeepsThem() {
    task.imageEnvironment = Map.of("OMP_NUM_THREADS", "1");
    assertThat(task.plan().environment())
        .doesNotContainKey("OMP_NUM_THREADS")
        .containsEntry("MKL_NUM_THREADS", "2");
  }

  @Test
  void theJobMaySetVariablesButNotThoseOfBoinc() {
    task.environment = Map.of("OMP_NUM_THREADS", "1", "BOINC_NCPUS", "64", "BOINC_X", "y");
    assertThat(task.plan().environment())
        .containsEntry("OMP_NUM_THREADS", "1")
        .containsEntry("BOINC_NCPUS", "2")
        .doesNotContainKey("BOINC_X");
    assertThat(task.planned().problems())
        .extracting(Problem::toString)
        .anyMatch(text -> text.startsWith("job.toml: warning: create_args sets BOINC_NCPUS"))
        .anyMatch(text -> text.contains("BOINC_X"));
  }

  @Test
  void theProxyReachesOnlyAJobWithANetwork() {
    task.proxy =
        Optional.of(
            new InitData.ProxyInfo(
                Optional.of("http://u:p@h:1"), Optional.of("socks5://s"), "lan"));
    assertThat(task.plan().environment()).doesNotContainKeys("http_proxy", "no_proxy");
    task.network = true;
    assertThat(task.plan().environment())
        .containsEntry("http_proxy", "http://u:p@h:1")
        .containsEntry("https_proxy", "http://u:p@h:1")
        .containsEntry("HTTPS_PROXY", "http://u:p@h:1")
        .containsEntry("no_proxy", "lan")
        .containsEntry("NO_PROXY", "lan");
  }

  @Test
  void aSocksProxyServesWhereThereIsNoOther() {
    task.network = true;
    task.proxy =
        Optional.of(new InitData.ProxyInfo(Optional.empty(), Optional.of("socks5h://s:1"), ""));
    assertThat(task.plan().environment())
        .containsEntry("https_proxy", "socks5h://s:1")
        .doesNotContainKey("no_proxy");
  }

  @Test
  void aJobWithoutANetworkIsToldHowToAsk() {
    assertThat(task.plan().network()).isEqualTo("none");
    assertThat(task.planned().notes()).anyMatch(note -> note.contains("[limits] network = true"));
  }

  @Test
  void portsImplyANetwork() {
    task.ports = List.of(new Job.PortRequest(OptionalInt.of(8080), 80, "tcp"));
    task.graphicsPort = OptionalInt.of(9000);
    ContainerPlan plan = task.plan();
    assertThat(plan.network()).isEqualTo("boincwrapper");
    assertThat(plan.ports())
        .containsExactly(
            new PublishedPort(OptionalInt.of(8080), 80, "tcp"),
            new PublishedPort(OptionalInt.empty(), 9000, "tcp"));
    assertThat(task.planned().notes()).isEmpty();
  }

  @Test
  void aGraphicsPortThatIsMappedAlreadyIsPublishedOnce() {
    task.ports = List.of(new Job.PortRequest(OptionalInt.of(8080), 9000, "tcp"));
    task.graphicsPort = OptionalInt.of(9000);
    assertThat(task.plan().ports()).hasSize(1);
  }

  @Test
  void onlyTheAssignedGpuIsRequested() {
    task.useGpu = true;
    task.gpuType = Optional.of("NVIDIA");
    task.gpuDevice = OptionalInt.of(2);
    assertThat(task.plan().devices().names()).containsExactly("2");
    assertThat(task.plan().environment()).containsEntry("BOINC_GPU_DEVICE", "0");
  }

  @Test
  void aDoubtAboutTheCardIsNoted() throws IOException {
    task.useGpu = true;
    task.gpuType = Optional.of("NVIDIA");
    task.gpuDevice = OptionalInt.of(1);
    String found = "<coproc_cuda><name>%s</name></coproc_cuda>";
    Path data = task.init().boincDirectory();
    Files.createDirectories(data);
    Files.writeString(
        data.resolve("coproc_info.xml"), found.formatted("L4") + found.formatted("T4"));
    assertThat(task.planned().notes()).anyMatch(note -> note.contains("it counts as 1"));
  }

  @Test
  void anOldClientsDeviceCountsWhereInitDataHasNone() {
    task.useGpu = true;
    task.arguments = arguments(List.of(), OptionalInt.of(1));
    assertThat(task.plan().devices().names()).containsExactly("1");
  }

  @Test
  void anAssignedGpuThatTheJobDoesNotWantIsNotRequested() {
    task.gpuType = Optional.of("NVIDIA");
    task.gpuDevice = OptionalInt.of(0);
    assertThat(task.plan().devices().names()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"NVIDIA, -1, has assigned no GPU", "intel_gpu, 0, is of type intel_gpu"})
  void withoutTheGpuOnlyADryRunGoesOnAndTellsTheApp(String type, int device, String lack) {
    task.useGpu = true;
    task.gpuType = Optional.of(type);
    task.gpuDevice = device < 0 ? OptionalInt.empty() : OptionalInt.of(device);
    assertThat(task.plan().devices().names()).isEmpty();
    assertThat(task.plan().environment())
        .containsEntry("BOINC_DRY_RUN", "1")
        .doesNotContainKey("BOINC_GPU_DEVICE");
    assertThat(task.planned().notes())
        .anyMatch(n -> n.contains(lack) && n.contains("this dry run goes on without one"));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 100, 8, 2.0, 2",
    "2, 50, 8, 1.0, 2",
    "0.04, 100, 8, 1.0, 1",
    "1.5, 100, 8, 1.5, 1",
    "16, 100, 8, 8.0, 8",
    "4, 33.3, 0, 1.33, 4",
    "1, 0.1, 8, 0.01, 1",
  })
  void theQuotaFollowsCpusAndTheVolunteersLimit(
      double ncpus, double limit, int host, double quota, int threads) {
    task.ncpus = ncpus;
    task.usageLimit = limit;
    task.hostCpus = host;
    assertThat(task.plan().cpus()).contains(quota);
    assertThat(task.plan().environment()).containsEntry("BOINC_NCPUS", String.valueOf(threads));
  }

  /** As a kernel without bandwidth control, or a rootless engine without the controller. */
  @Test
  void anEngineThatCannotLimitCpusIsNotAskedTo() {
    task.limits = Set.of(Limit.MEMORY, Limit.PIDS);
    assertThat(task.plan().cpus()).isEmpty();
    assertThat(task.plan().environment()).containsKey("BOINC_NCPUS");
    assertThat(task.planned().notes()).anyMatch(note -> note.contains("cannot limit the CPUs"));
  }

  /** Its runtime would refuse to start the container ("controller is not available"). */
  @Test
  void whatPodmanCannotLimitItIsNotAskedTo() {
    task.limitMemory = OptionalLong.of(300 << 20);
    task.engine = Engine.Kind.PODMAN;
    assertThat(task.plan().memoryBytes()).hasValue(300 << 20);
    assertThat(task.plan().cpuShares()).isPositive();
    int pids = task.plan().pids();

    task.limits = Set.of(Limit.CPU);
    assertThat(task.plan().memoryBytes()).isEmpty();
    assertThat(task.plan().pids()).isEqualTo(ContainerPlan.UNLIMITED);
    assertThat(task.plan().cpuShares()).isPositive();

    task.limits = Set.of(Limit.MEMORY, Limit.PIDS);
    assertThat(task.plan().memoryBytes()).hasValue(300 << 20);
    assertThat(task.plan().pids()).isEqualTo(pids).isPositive();
    assertThat(task.plan().cpuShares()).isEqualTo(ContainerPlan.UNLIMITED);
  }

  @Test
  void theCommandLinesThreadsWinAndTheJobMayTakeLess() {
    task.arguments =
        new TaskArguments(List.of(), OptionalInt.of(4), OptionalInt.empty(), OptionalLong.empty());
    assertThat(task.plan().cpus()).contains(4.0);
    assertThat(task.plan().environment()).containsEntry("OMP_NUM_THREADS", "4");
    task.cpus = Optional.of(2.5);
    assertThat(task.plan().environment()).containsEntry("OMP_NUM_THREADS", "2");
    task.cpus = Optional.of(0.5);
    assertThat(task.plan().cpus()).contains(0.5);
    assertThat(task.plan().environment()).containsEntry("OMP_NUM_THREADS", "1");
    task.cpus = Optional.of(64.0);
    assertThat(task.plan().cpus()).contains(4.0);
  }

  @Test
  void aPlainJobHasNoMemoryLimit() {
    assertThat(task.plan().memoryBytes()).isEmpty();
  }

  @Test
  void anExtendedJobsLimitIsItsBoundAndWhatItHasInMemory() {
    task.extended = true;
    task.shm = OptionalLong.of(1000);
    task.scratch = List.of(new Job.Scratch("/scratch", 2000, false));
    task.tmpfs = List.of(new Job.Tmpfs("/var/tmp", OptionalLong.of(300), false));
    assertThat(task.plan().memoryBytes()).hasValue(500_003_300);
    assertThat(task.plan().shmBytes()).hasValue(1000);
    assertThat(task.plan().environment())
        .containsEntry("BOINC_MEMORY_BYTES", "500003300")
        .containsEntry("TMPDIR", "/scratch");
  }

  @Test
  void theCommandLinesMemoryReplacesTheBound() {
    task.extended = true;
    task.arguments =
        new TaskArguments(
            List.of(), OptionalInt.empty(), OptionalInt.empty(), OptionalLong.of(1 << 20));
    assertThat(task.plan().memoryBytes()).hasValue(1 << 20);
  }

  @Test
  void aLimitAboveTheBoundIsWarnedOf() {
    task.limitMemory = OptionalLong.of(2_000_000_000);
    assertThat(task.plan().memoryBytes()).hasValue(2_000_000_000);
    assertThat(task.planned().problems())
        .extracting(Problem::message)
        .anyMatch(message -> message.contains("raise rsc_memory_bound"));
  }

  @Test
  void theRestComesFromTheJob() {
    task.entrypoint = Optional.of(List.of("/bin/run", "-x"));
    task.workingDirectory = Optional.of("/app/sub");
    ContainerPlan plan = task.plan();
    assertThat(plan.image()).isEqualTo(TaskFixture.IMAGE_ID);
    assertThat(plan.entrypoint()).contains(List.of("/bin/run", "-x"));
    assertThat(plan.workingDirectory()).isEqualTo("/app/sub");
    assertThat(plan.pids()).isEqualTo(1024);
    assertThat(plan.cpuShares()).isEqualTo(15);
    assertThat(plan.stopSignal()).contains("SIGINT");
    assertThat(plan.stopTimeoutSeconds()).isEqualTo(45);
    assertThat(plan.ulimits()).containsEntry("nofile", new Job.Ulimit(1024, 2048));
  }

  @Test
  void labelsMarkTheContainerAsOurs() {
    task.labels = Map.of("mine", "1");
    assertThat(task.plan().labels())
        .containsEntry("mine", "1")
        .containsEntry(ContainerPlan.LABEL_RESULT, "wu_0_0")
        .containsEntry(ContainerPlan.LABEL_SLOT, "/var/lib/boinc/slots/0")
        .containsEntry(ContainerPlan.LABEL_BOINC_DIRECTORY, "/var/lib/boinc")
        .hasEntrySatisfying(
            ContainerPlan.LABEL_PLAN, hash -> assertThat(hash).matches("[0-9a-f]{64}"));
  }

  @Test
  void aJobCannotMarkItsContainerAsAnothers() {
    task.labels = Map.of("net.boincwrapper.result", "other");
    assertThat(task.planned().plan()).isEmpty();
    assertThat(task.planned().problems()).anyMatch(Problem::isError);
  }

  @Test
  void anotherStartOrPreferenceIsNoOtherPlan() {
    String before = planLabel();
    task.attempt = 2;
    task.resumed = true;
    task.checkpointPeriod = 600;
    task.proxy =
        Optional.of(new InitData.ProxyInfo(Optional.of("http://h"), Optional.empty(), "x"));
    assertThat(planLabel()).isEqualTo(before);
    assertThat(PlanHash.of(task.plan())).isEqualTo(before);
  }

  @Test
  void anotherCpuLimitIsNoOtherPlan() {
    String before = planLabel();
    task.usageLimit = 50;
    assertThat(planLabel()).isEqualTo(before);
  }

  @Test
  void whatTheContainerIsMadeOfIsAnotherPlan() {
    String before = planLabel();
    task.environment = Map.of("A", "1");
    String withVariable = planLabel();
    task.limitMemory = OptionalLong.of(64 << 20);
    assertThat(List.of(before, withVariable, planLabel())).doesNotHaveDuplicates();
  }

  private String planLabel() {
    return task.plan().labels().get(ContainerPlan.LABEL_PLAN);
  }

  private static TaskArguments arguments(List<String> app, OptionalInt device) {
    return new TaskArguments(app, OptionalInt.empty(), device, OptionalLong.empty());
  }
}
