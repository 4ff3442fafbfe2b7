package net.boincwrapper.plan;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineAbilities;
import net.boincwrapper.engine.EngineAbilities.Limit;
import net.boincwrapper.image.BuildPlatform;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Job.MountRequest;
import net.boincwrapper.job.Job.PortRequest;
import net.boincwrapper.policy.HostPolicy;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.InitData;

/** A task in a slot of an in-memory BOINC directory; tests change what matters to them. */
public final class TaskFixture {
  static final String IMAGE_ID = "sha256:" + "1".repeat(64);

  public final FileSystem files =
      Jimfs.newFileSystem(
          Configuration.unix().toBuilder()
              .setAttributeViews("basic", "posix", "owner", "unix")
              .build());
  final Path boinc = files.getPath("/var/lib/boinc");
  final Path project;
  public final SlotLayout slot = new SlotLayout(boinc.resolve("slots/0"));

  public String workdir = "/app";
  String projectMount = "/project";
  public Optional<String> imageName = Optional.empty();
  boolean useGpu;
  OptionalInt graphicsPort = OptionalInt.empty();
  List<MountRequest> mounts = List.of();
  List<PortRequest> ports = List.of();
  public Map<String, String> buildArguments = Map.of();
  public Optional<String> target = Optional.empty();
  Map<String, String> environment = Map.of();
  Map<String, String> labels = Map.of();
  List<Job.Tmpfs> tmpfs = List.of();
  Set<Limit> limits = Set.of(Limit.values());
  OptionalLong createMemory = OptionalLong.empty();
  OptionalLong limitMemory = OptionalLong.empty();
  OptionalLong shm = OptionalLong.empty();
  Optional<Double> cpus = Optional.empty();
  Optional<List<String>> entrypoint = Optional.empty();
  Optional<String> workingDirectory = Optional.empty();
  public Job.ImageRules imageRules = new Job.ImageRules(Optional.empty(), Optional.empty(), true);
  boolean network;
  List<Job.Scratch> scratch = List.of();
  Job.Privileges privileges = Job.Privileges.NONE;
  public boolean extended;
  Job.HostMounts hostMounts = Job.HostMounts.NONE;
  HostPolicy policy = HostPolicy.DEFAULT;

  InitData.ClientVersion clientVersion = new InitData.ClientVersion(8, 3, 0);
  Optional<String> planClass = Optional.of("docker");
  String resultName = "wu_0_0";
  Optional<String> gpuType = Optional.empty();
  OptionalInt gpuDevice = OptionalInt.empty();
  double ncpus = 2;
  public double usageLimit = 100;
  double checkpointPeriod = 60;
  public Optional<InitData.ProxyInfo> proxy = Optional.empty();

  Engine.Kind engine = Engine.Kind.DOCKER;
  boolean rootless;
  boolean selinux;
  String storage = "";
  String backing = "";
  long imageBytes;
  public String architecture = "x86_64";
  int hostCpus = 8;
  TaskArguments arguments =
      new TaskArguments(List.of(), OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty());
  int userId = 1000;
  int groupId = 1001;
  boolean resumed;
  int attempt = 1;
  Map<String, String> imageEnvironment = Map.of();
  List<String> imageVolumes = List.of();

  public TaskFixture() {
    this("example.org_quantum");
  }

  /** A task of another project, by the name of its directory. */
  public TaskFixture(String projectDirectory) {
    project = boinc.resolve("projects").resolve(projectDirectory);
    try {
      Files.createDirectories(project);
      Files.createDirectories(slot.directory());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public Path write(String name, String content) throws IOException {
    return write(slot.directory().resolve(name), content);
  }

  public Path writeProject(String name, String content) throws IOException {
    return write(project.resolve(name), content);
  }

  private static Path write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  /** A text link as the client writes it. */
  public Path link(String name, String physical) throws IOException {
    return write(
        name,
        "<soft_link>../../projects/" + project.getFileName() + "/" + physical + "</soft_link>\n");
  }

  public Path symbolicLink(String name, String target) throws IOException {
    return Files.createSymbolicLink(slot.directory().resolve(name), files.getPath(target));
  }

  public BuildPlatform platform() {
    return BuildPlatform.of(architecture);
  }

  public Job job() {
    return new Job(
        workdir,
        projectMount,
        imageName,
        useGpu,
        graphicsPort,
        mounts,
        ports,
        new Job.BuildOptions(buildArguments, Map.of(), target, false),
        new Job.CreateOptions(
            environment,
            labels,
            Map.of("nofile", new Job.Ulimit(1024, 2048)),
            tmpfs,
            createMemory,
            OptionalLong.empty(),
            cpus,
            Optional.empty(),
            entrypoint,
            workingDirectory,
            Optional.of("SIGINT"),
            Set.of(),
            privileges,
            false),
        1,
        imageRules,
        new Job.CheckpointRules(
            List.of("state"),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(45),
            2,
            OptionalInt.empty(),
            Job.CheckpointRules.OnQuit.AUTO),
        new Job.ExitRules(Set.of(), 5, Duration.ofMinutes(5)),
        new Job.ProgressRules("fraction_done", Optional.empty()),
        new Job.RequestRules(List.of(), Optional.empty(), Optional.empty()),
        new Job.Limits(limitMemory, shm, 1024, Optional.empty(), network),
        scratch,
        Optional.empty(),
        hostMounts,
        extended);
  }

  public InitData init() {
    return new InitData(
        clientVersion,
        "simapp",
        planClass,
        project,
        boinc,
        "wu_0",
        resultName,
        0,
        OptionalLong.of(4242),
        0,
        0,
        checkpointPeriod,
        gpuType,
        gpuDevice,
        ncpus,
        OptionalLong.of(500_000_000),
        OptionalLong.of(1_000_000_000),
        new InitData.HostInfo(8, 1L << 34, Optional.of(InitData.EngineKind.DOCKER)),
        proxy,
        usageLimit,
        false,
        List.of("simapp_main"));
  }

  PlanInput input() {
    return new PlanInput(
        job(),
        init(),
        slot,
        new ImageInfo(
            IMAGE_ID,
            List.of(),
            "",
            "",
            List.of(),
            List.of(),
            Optional.empty(),
            imageEnvironment,
            Map.of(),
            List.of(),
            imageVolumes,
            imageBytes),
        engineInfo(),
        arguments,
        userId,
        groupId,
        resumed,
        attempt,
        policy);
  }

  public EngineInfo engineInfo() {
    return new EngineInfo(
        engine,
        "28.2",
        "1",
        rootless,
        2,
        "systemd",
        hostCpus,
        1L << 34,
        List.of("runc"),
        abilities(),
        architecture);
  }

  /** The engine is of this kind, and gives its containers SELinux labels. */
  public void onSelinux(Engine.Kind kind) {
    engine = kind;
    selinux = true;
  }

  private EngineAbilities abilities() {
    return new EngineAbilities(
        "",
        new EngineAbilities.Storage(storage, backing, ""),
        limits,
        false,
        selinux,
        "",
        List.of());
  }

  Planner.Planned planned() {
    return Planner.plan(input());
  }

  public ContainerPlan plan() {
    Planner.Planned planned = planned();
    return planned.plan().orElseThrow(() -> new AssertionError(planned.problems()));
  }
}
