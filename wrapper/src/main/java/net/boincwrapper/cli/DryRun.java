package net.boincwrapper.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.boincwrapper.container.ContainerPlan;
import net.boincwrapper.container.DockerfileChecks;
import net.boincwrapper.container.Engine;
import net.boincwrapper.container.Engine.EngineInfo;
import net.boincwrapper.container.Engine.ImageInfo;
import net.boincwrapper.container.PlanInput;
import net.boincwrapper.container.Planner;
import net.boincwrapper.container.Planner.Planned;
import net.boincwrapper.container.TaskArguments;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import net.boincwrapper.slot.InitData;
import net.boincwrapper.slot.SlotLayout;

/**
 * A job, and what would run: the real path of a task up to the first effect. The author's directory
 * stands for the slot.
 *
 * @param init what a client might tell the task
 * @param plan empty where a problem is an error
 * @param notes lines for stderr.txt
 */
record DryRun(
    JobFolder folder,
    InitData init,
    TaskArguments arguments,
    List<Problem> problems,
    Optional<ContainerPlan> plan,
    List<String> notes) {

  static DryRun of(JobFolder folder, List<String> appArguments, double cpus) throws IOException {
    InitData init = SimulatedHost.initData(folder, cpus);
    TaskArguments arguments =
        new TaskArguments(
            appArguments, OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty());
    List<Problem> problems = new ArrayList<>(folder.problems());
    Optional<Planned> planned = Optional.empty();
    if (folder.job().job().isPresent()) {
      Job job = folder.job().job().get();
      problems.addAll(JobBounds.check(folder, job, init));
      problems.addAll(recipeProblems(folder, job));
      planned = Optional.of(Planner.plan(planInput(folder, job, init, arguments)));
      problems.addAll(planned.get().problems());
    }
    return new DryRun(
        folder,
        init,
        arguments,
        List.copyOf(problems),
        planned.flatMap(Planned::plan),
        planned.map(Planned::notes).orElse(List.of()));
  }

  boolean hasErrors() {
    return problems.stream().anyMatch(Problem::isError);
  }

  private static List<Problem> recipeProblems(JobFolder folder, Job job) {
    if (job.imageName().isPresent() || job.image().archive().isPresent()) {
      return List.of();
    }
    return folder
        .dockerfile()
        .map(text -> DockerfileChecks.check(folder.dockerfileName(), text, job))
        .orElseGet(
            () ->
                List.of(
                    Problem.error(
                        folder.dockerfileName(),
                        "is missing, and "
                            + folder.jobName()
                            + " names no image_name; write one of them")));
  }

  private static PlanInput planInput(
      JobFolder folder, Job job, InitData init, TaskArguments arguments) throws IOException {
    return new PlanInput(
        job,
        init,
        new SlotLayout(folder.directory()),
        imageFor(job),
        typicalEngine(init),
        arguments,
        (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid"),
        (int) Files.getAttribute(Path.of("/proc/self"), "unix:gid"),
        false,
        1);
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
        List.of("runc"));
  }

  private static ImageInfo imageFor(Job job) {
    return new ImageInfo(
        job.imageName().orElse("(built from the Dockerfile)"),
        List.of(),
        "",
        "",
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of());
  }
}
