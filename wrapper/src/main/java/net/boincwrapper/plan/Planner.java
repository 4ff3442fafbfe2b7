package net.boincwrapper.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Devices;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineAbilities.Limit;
import net.boincwrapper.engine.OwnerGrants;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import net.boincwrapper.policy.Confinement;
import net.boincwrapper.policy.HostPolicy;
import net.boincwrapper.policy.NamedMount;
import net.boincwrapper.policy.PolicyCheck;
import net.boincwrapper.policy.SeccompProfile;
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
  public record Planned(
      Optional<ContainerPlan> plan,
      List<Problem> problems,
      List<String> notes,
      Optional<Granted> free) {
    /** A plan on a host whose owner has decided nothing. */
    public Planned(Optional<ContainerPlan> plan, List<Problem> problems, List<String> notes) {
      this(plan, problems, notes, Optional.empty());
    }

    /**
     * Whether a container with these labels is what is planned, or has no more than the policy of
     * the host's owner would grant it now.
     */
    public boolean allows(Map<String, String> labels) {
      if (plan.isEmpty()
          || !Objects.equals(
              plan.get().labels().get(ContainerPlan.LABEL_PLAN),
              labels.get(ContainerPlan.LABEL_PLAN))) {
        return false;
      }
      String granted = labels.get(ContainerPlan.LABEL_GRANTED);
      String now = plan.get().labels().get(ContainerPlan.LABEL_GRANTED);
      if (now == null) {
        return granted == null;
      }
      return granted == null
          ? free.filter(Granted.parse(now)::covers).isPresent()
          : Granted.parse(now).covers(Granted.parse(granted));
    }
  }

  /** Plans the container of a job whose files have their usual names. */
  static Planned plan(PlanInput input) {
    return plan(input, AuthorFiles.standard());
  }

  /** Plans the container. */
  public static Planned plan(PlanInput input, AuthorFiles author) {
    Findings findings = new Findings(author.job());
    if (input.policy().isDefault()) {
      ContainerPlan plan = assemble(input, author, findings);
      return new Planned(
          findings.fatal() ? Optional.empty() : Optional.of(marked(plan, PlanHash.of(plan))),
          findings.problems(),
          findings.notes());
    }
    return governed(input, author, findings);
  }

  /**
   * Within a policy. The label that stands for the plan does so without the policy: a new one is no
   * reason to throw a container away that it would allow.
   */
  private static Planned governed(PlanInput input, AuthorFiles author, Findings findings) {
    PlanInput without = input.with(input.job(), HostPolicy.DEFAULT);
    ContainerPlan free = assemble(without, author, new Findings(author.job()));
    PlanInput within =
        input.with(PolicyCheck.governed(input.job(), input.policy()), input.policy());
    ContainerPlan plan = assemble(within, author, findings);
    new PolicyNotes(within, findings).of(free, plan);
    Set<String> owners =
        HostMountPlan.of(within).stream().map(NamedMount::target).collect(Collectors.toSet());
    ContainerPlan marked = marked(plan, PlanHash.of(free));
    Map<String, String> labels = new TreeMap<>(marked.labels());
    labels.put(ContainerPlan.LABEL_GRANTED, Granted.of(plan, owners).text());
    return new Planned(
        findings.fatal()
            ? Optional.empty()
            : Optional.of(marked.with(marked.environment(), labels)),
        findings.problems(),
        findings.notes(),
        Optional.of(Granted.of(free, Set.of())));
  }

  private static OwnerGrants grants(PlanInput input, Findings findings) {
    if (input.policy().isDefault()) {
      return OwnerGrants.NONE;
    }
    Confinement confinement = input.policy().confinement();
    Optional<OwnerGrants.Seccomp> seccomp = Optional.empty();
    try {
      if (confinement.seccomp().value().isPresent()) {
        String path = confinement.seccomp().value().get();
        seccomp = Optional.of(new OwnerGrants.Seccomp(path, SeccompProfile.read(path)));
      }
    } catch (IOException e) {
      findings.error(String.valueOf(e.getMessage()));
    }
    return new OwnerGrants(
        confinement.cpuset().value(),
        confinement.numaNodes().value(),
        capabilities(input, findings),
        OwnerDevices.of(input, findings),
        seccomp,
        confinement.runtime().value(),
        LayerLimit.byEngine(input));
  }

  /**
   * Those that the job asks for and the policy names. A daemon of Docker's gives them to root
   * alone: an app with another id has them in its bounding set only (seen with 20.10). Podman makes
   * them ambient (seen with 4.3.1).
   */
  private static List<String> capabilities(PlanInput input, Findings findings) {
    List<String> names = new ArrayList<>(input.job().createOptions().privileges().capabilities());
    names.retainAll(input.policy().confinement().capabilities().value());
    if (!names.isEmpty()
        && input.engine().kind() == Engine.Kind.DOCKER
        && ContainerUser.of(input).uid() != 0) {
      findings.note(
          "Docker gives the capabilities that the host's owner allows ("
              + String.join(", ", names)
              + ") to root alone, and the app is not root: it will not have them; Podman, or a"
              + " rootless Docker, would give them");
    }
    return names;
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
        input.engine().kind(),
        grants(input, findings));
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

  private static ContainerPlan marked(ContainerPlan plan, String hash) {
    Map<String, String> labels = new TreeMap<>(plan.labels());
    labels.put(ContainerPlan.LABEL_PLAN, hash);
    return plan.with(plan.environment(), labels);
  }

  private static void warnOfRoot(PlanInput input, Findings findings) {
    if (input.userId() == 0 && !input.engine().rootless()) {
      boolean client = !input.init().clientVersion().equals(ClientVersion.NONE);
      findings.note(client ? RUNS_AS_ROOT : YOU_ARE_ROOT);
    }
  }
}
