package net.boincwrapper.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Devices;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineAbilities.Limit;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import net.boincwrapper.slot.SoftLinks;
import net.boincwrapper.slot.record.InitData.ClientVersion;

/**
 * Turns a job and its surroundings into the plan of one container. Reads the slot, changes nothing:
 * {@link PlanFiles} makes what the plan mounts.
 */
public final class Planner {
  /** A note. */
  public static final String RUNS_AS_ROOT =
      "the BOINC client runs as root, and so does the app in its container; let the client run"
          + " as a user of its own";

  private static final String YOU_ARE_ROOT =
      "you are root, and so is the app in its container; let another user run it";

  private Planner() {}

  /**
   * A plan, or the reasons why there is none.
   *
   * @param plan empty where a problem is an error
   * @param problems errors and warnings
   * @param notes lines for stderr.txt, such as how a job without a network can ask for one
   */
  public record Planned(Optional<ContainerPlan> plan, List<Problem> problems, List<String> notes) {}

  /** Plans the container of a job whose files have their usual names. */
  static Planned plan(PlanInput input) {
    return plan(input, AuthorFiles.standard());
  }

  /** Plans the container. */
  public static Planned plan(PlanInput input, AuthorFiles author) {
    Findings findings = new Findings(author.job());
    ContainerPlan plan = marked(assemble(input, author, findings));
    return new Planned(
        findings.fatal() ? Optional.empty() : Optional.of(plan),
        findings.problems(),
        findings.notes());
  }

  private static ContainerPlan assemble(PlanInput input, AuthorFiles author, Findings findings) {
    Job job = input.job();
    Job.CreateOptions options = job.createOptions();
    ContainerUser user = ContainerUser.of(input);
    warnOfRoot(input, findings);
    Resources resources = Resources.of(input, findings);
    NetworkChoice network = NetworkChoice.of(job, findings);
    Devices devices = GpuChoice.of(input, findings);
    return new ContainerPlan(
        ContainerNames.of(input.init(), input.slot()),
        input.image().id(),
        user.text(),
        options.workingDirectory().orElse(job.workdir()),
        options.entrypoint(),
        AppEnvironment.of(input, user, resources, network.wanted(), !devices.isEmpty(), findings),
        PlanLabels.of(input, findings),
        new MountPlan(input, author, links(input), findings).mounts(user),
        network.name(),
        network.ports(),
        devices,
        keeps(input, Limit.MEMORY) ? resources.memoryBytes() : OptionalLong.empty(),
        resources.shmBytes(),
        quota(input, resources, findings),
        weight(input),
        keeps(input, Limit.PIDS) ? job.limits().pids() : ContainerPlan.UNLIMITED,
        options.ulimits(),
        stopSignal(input),
        Math.toIntExact(job.checkpoint().grace().toSeconds()),
        options.hostname(),
        options.readOnlyRoot(),
        input.engine().abilities().labelsContainers(),
        input.engine().kind());
  }

  /**
   * Podman sends the stop signal without a trace in its events (tried with 4.3.1). So if somebody
   * else stopped an app and it exited with 0, that would look like its own end. Nobody exits with 0
   * after SIGKILL; the signal with which we, and we alone, ask the app to stop is in a label.
   */
  private static Optional<String> stopSignal(PlanInput input) {
    return input.engine().kind() == Engine.Kind.PODMAN
        ? Optional.of("SIGKILL")
        : input.job().createOptions().stopSignal();
  }

  /**
   * What an engine cannot limit, it is not asked to: Podman's runtime refuses to start a container
   * for which a controller is missing (crun 1.8.1 to 1.9.2, {@code
   * src/libcrun/cgroup-resources.c:write_file_and_check_controllers_at}). The task keeps it
   * instead.
   */
  private static boolean keeps(PlanInput input, Limit limit) {
    return input.engine().abilities().limits().contains(limit);
  }

  /** The weight needs the same controller. Docker leaves out what it cannot do by itself. */
  private static int weight(PlanInput input) {
    return input.engine().kind() == Engine.Kind.DOCKER || keeps(input, Limit.CPU)
        ? Resources.CPU_SHARES
        : ContainerPlan.UNLIMITED;
  }

  /** An engine without CPU quotas would refuse a container that has one. */
  private static Optional<Double> quota(PlanInput input, Resources resources, Findings findings) {
    if (input.engine().cpuQuota()) {
      return Optional.of(resources.cpus());
    }
    findings.note(
        "the engine cannot limit the CPUs of a container: the app is told how many to use, and the"
            + " client suspends it to keep a limit of CPU time");
    return Optional.empty();
  }

  private static Links links(PlanInput input) {
    return new SoftLinks(input.slot(), input.init().projectDirectory())::target;
  }

  private static ContainerPlan marked(ContainerPlan plan) {
    Map<String, String> labels = new TreeMap<>(plan.labels());
    labels.put(ContainerPlan.LABEL_PLAN, PlanHash.of(plan));
    return plan.with(plan.environment(), labels);
  }

  private static void warnOfRoot(PlanInput input, Findings findings) {
    if (input.userId() == 0 && !input.engine().rootless()) {
      boolean client = !input.init().clientVersion().equals(ClientVersion.NONE);
      findings.note(client ? RUNS_AS_ROOT : YOU_ARE_ROOT);
    }
  }
}
