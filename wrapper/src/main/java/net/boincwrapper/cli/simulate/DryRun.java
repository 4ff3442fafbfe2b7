package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.boincwrapper.cli.engine.PolicyEngine;
import net.boincwrapper.cli.folder.BoincTemplate;
import net.boincwrapper.cli.folder.JobBounds;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.folder.LinkedInputs;
import net.boincwrapper.cli.measure.RunBounds;
import net.boincwrapper.cli.preflight.Preflight;
import net.boincwrapper.cli.program.JobPrograms;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineAbilities;
import net.boincwrapper.image.BuildPlatform;
import net.boincwrapper.image.DockerfileReader;
import net.boincwrapper.image.ImagePreview;
import net.boincwrapper.image.ImageRecipe;
import net.boincwrapper.image.Images.Wish;
import net.boincwrapper.image.SlotFiles;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import net.boincwrapper.plan.AuthorFiles;
import net.boincwrapper.plan.ByHand;
import net.boincwrapper.plan.HostMountPlan;
import net.boincwrapper.plan.OwnerDevices;
import net.boincwrapper.plan.PlanInput;
import net.boincwrapper.plan.Planner;
import net.boincwrapper.plan.Planner.Planned;
import net.boincwrapper.plan.TaskArguments;
import net.boincwrapper.policy.HostPolicy;
import net.boincwrapper.policy.PolicyCheck;
import net.boincwrapper.policy.PolicyReader;
import net.boincwrapper.policy.PolicySource;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.task.TaskCommandLine;

/**
 * A job, and what would run: takes the real path of a task up to the first effect. The author's
 * directory stands for the slot.
 *
 * @param init what a client could tell the task
 * @param words of the workunit's command line
 * @param arguments what the wrapper takes from them
 * @param bounds what the client allows the task
 * @param plan empty where a problem is an error, or there is no image
 * @param notes lines for stderr.txt, and what is worth knowing of the inputs
 * @param programs what the job's own programs ask of host and image
 * @param preflight what its circuits need
 * @param allowed what the policy says of the job's project
 */
public record DryRun(
    JobFolder folder,
    InitData init,
    List<String> words,
    TaskArguments arguments,
    RunBounds bounds,
    List<Problem> problems,
    Optional<ContainerPlan> plan,
    List<String> notes,
    JobPrograms programs,
    Preflight preflight,
    Allowed allowed) {

  /**
   * What the owner of a host allows the job's project.
   *
   * @param source the whole policy
   */
  public record Allowed(PolicySource source, HostPolicy policy) {
    /** How such a host finds its engine. */
    public PolicyEngine engines() {
      return PolicyEngine.of(policy, System.getenv());
    }
  }

  /**
   * Whose client would run the task.
   *
   * @param cpus CPUs that the client gives the task
   * @param flops speed of the task's app version on the host
   */
  public record Volunteer(double cpus, double flops, int userId, int groupId) {
    /** At the speed that we assume. */
    public Volunteer(double cpus, int userId, int groupId) {
      this(cpus, RunBounds.FLOPS_PER_CPU * cpus, userId, groupId);
    }

    /** The author, on this machine. */
    public static Volunteer here(double cpus, double flops) throws IOException {
      Path self = Path.of("/proc/self");
      return new Volunteer(
          cpus,
          flops,
          (int) Files.getAttribute(self, "unix:uid"),
          (int) Files.getAttribute(self, "unix:gid"));
    }
  }

  /**
   * Plans it.
   *
   * @param words of the workunit's command line
   */
  public static DryRun of(JobFolder folder, List<String> words, Volunteer volunteer)
      throws IOException {
    return of(folder, words, volunteer, PolicySource.none());
  }

  /**
   * Plans it within a policy.
   *
   * @param words of the workunit's command line
   */
  public static DryRun of(
      JobFolder folder, List<String> words, Volunteer volunteer, PolicySource policies)
      throws IOException {
    Path project = folder.directory().resolve(JobFolder.PROJECT_DIRECTORY);
    SimulatedTask task = SimulatedTask.fresh(SimulatedHost.workunit(folder));
    InitData init = SimulatedHost.initData(folder, project, task, volunteer.cpus());
    TaskCommandLine line = TaskCommandLine.parse(words);
    TaskArguments arguments = line.arguments();
    List<Problem> problems = new ArrayList<>(folder.problems());
    problems.addAll(line.problems());
    Optional<Planned> planned = Optional.empty();
    PolicyReader.Outcome read = policies.read();
    problems.addAll(read.problems());
    HostPolicy policy =
        read.policy().map(file -> file.forProject(init.projectName())).orElse(HostPolicy.DEFAULT);
    JobPrograms programs = programs(folder, init);
    Preflight preflight = Preflight.none();
    if (folder.job().job().isPresent()) {
      Job job = folder.job().job().get();
      problems.addAll(JobBounds.check(folder, job, init));
      PolicyCheck.refusals(job, policy, init.projectName()).stream()
          .map(refusal -> Problem.error(folder.jobName(), refusal.text()))
          .forEach(problems::add);
      FileSystem host = folder.directory().getFileSystem();
      HostMountPlan.lack(job, policy, host)
          .or(() -> OwnerDevices.lack(job, host))
          .map(why -> Problem.error(folder.jobName(), why))
          .ifPresent(problems::add);
      preflight = Preflight.of(folder, job, platform(init), init.host().memoryBytes());
      problems.addAll(preflight.problems());
      ImagePreview preview = preview(folder, job, init);
      problems.addAll(preview.problems());
      problems.addAll(programs.problems());
      planned =
          preview
              .image()
              .map(image -> plan(folder, job, init, image, arguments, volunteer, policy));
      planned.map(Planned::problems).ifPresent(problems::addAll);
    }
    boolean errors = problems.stream().anyMatch(Problem::isError);
    return new DryRun(
        folder,
        init,
        words,
        arguments,
        RunBounds.of(folder, volunteer.flops()),
        List.copyOf(problems),
        errors ? Optional.empty() : planned.flatMap(Planned::plan),
        notes(folder, planned, project),
        programs,
        preflight,
        new Allowed(policies, policy));
  }

  /** The plan as commands for a shell; empty where there is none. */
  public Optional<ByHand> byHand() {
    ByHand.Folder place =
        new ByHand.Folder(
            folder.directory(),
            folder.directory().resolve(JobFolder.DRY_RUN_DIRECTORY),
            folder.appFiles(),
            folder.dockerfileName());
    return plan.map(it -> ByHand.of(it, folder.job().job().orElseThrow(), place));
  }

  public boolean hasErrors() {
    return problems.stream().anyMatch(Problem::isError);
  }

  /** An image name goes before a Dockerfile. */
  private static JobPrograms programs(JobFolder folder, InitData init) throws IOException {
    Optional<Job> job = folder.job().job();
    if (job.isEmpty() || job.get().image().archive().isPresent()) {
      return JobPrograms.none();
    }
    Optional<String> name = job.get().imageName();
    Optional<ImageRecipe> recipe =
        name.isPresent()
            ? name.map(image -> ImageRecipe.named(image, job.get()))
            : folder
                .dockerfile()
                .map(text -> DockerfileReader.read(folder.dockerfileName(), text))
                .map(file -> ImageRecipe.of(file, job.get(), platform(init)));
    return recipe.isPresent() ? JobPrograms.of(folder, recipe.get()) : JobPrograms.none();
  }

  private static BuildPlatform platform(InitData init) {
    return BuildPlatform.of(typicalEngine(init).architecture());
  }

  private static ImagePreview preview(JobFolder folder, Job job, InitData init) throws IOException {
    String dockerfile = folder.dockerfileName();
    ImagePreview preview =
        ImagePreview.of(
            new Wish(
                job, init, new SlotLayout(folder.directory()), dockerfile, typicalEngine(init)),
            slotFiles(folder));
    boolean known =
        preview.image().isPresent()
            || !preview.problems().isEmpty()
            || folder.problems().stream().anyMatch(p -> p.file().equals(dockerfile));
    return known || Files.exists(folder.directory().resolve(dockerfile))
        ? preview
        : new ImagePreview(
            Optional.empty(),
            List.of(
                Problem.error(
                    dockerfile,
                    "is missing, and "
                        + folder.jobName()
                        + " names no image_name; write one of them")));
  }

  private static SlotFiles slotFiles(JobFolder folder) {
    return new SlotFiles(
        folder.appFiles().stream().map(Path::toString).collect(Collectors.toSet()),
        folder.input().stream()
            .flatMap(template -> template.files().stream())
            .map(BoincTemplate.FileReference::openName)
            .collect(Collectors.toSet()));
  }

  private static Planned plan(
      JobFolder folder,
      Job job,
      InitData init,
      ImageInfo image,
      TaskArguments arguments,
      Volunteer volunteer,
      HostPolicy policy) {
    PlanInput input =
        new PlanInput(
            job,
            init,
            new SlotLayout(folder.directory()),
            image,
            typicalEngine(init),
            arguments,
            volunteer.userId(),
            volunteer.groupId(),
            false,
            1,
            policy);
    return Planner.plan(input, new AuthorFiles(folder.jobName(), folder.dockerfileName()));
  }

  /** That an author has no files of the project is worth no line. */
  private static List<String> notes(JobFolder folder, Optional<Planned> planned, Path project) {
    return Stream.concat(
            planned.stream()
                .flatMap(it -> it.notes().stream())
                .filter(note -> Files.isDirectory(project) || !note.contains(project.toString())),
            LinkedInputs.notes(folder).stream())
        .toList();
  }

  /** There need be no engine. */
  private static EngineInfo typicalEngine(InitData init) {
    return new EngineInfo(
        Engine.Kind.DOCKER,
        "",
        "",
        false,
        2,
        "systemd",
        init.host().cpus(),
        init.host().memoryBytes(),
        List.of("runc"),
        EngineAbilities.USUAL,
        System.getProperty("os.arch"));
  }
}
