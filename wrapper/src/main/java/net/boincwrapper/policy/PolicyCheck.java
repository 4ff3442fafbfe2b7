package net.boincwrapper.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Job.CheckpointRules.OnQuit;
import net.boincwrapper.job.Sizes;
import net.boincwrapper.job.TomlTypes;
import net.boincwrapper.toml.Key;

/**
 * Holds a job against the policy: what it asks for and may not have is refused, and what it does
 * not say is kept within the ceilings.
 */
public final class PolicyCheck {
  /** What a job has that says nothing of processes: it is not taken for a wish. */
  private static final int USUAL_PIDS = 1024;

  private final Job job;
  private final HostPolicy policy;
  private final Permission permission;
  private final List<Refusal> refusals = new ArrayList<>();

  private PolicyCheck(Job job, HostPolicy policy, String directory) {
    this.job = job;
    this.policy = policy;
    this.permission = new Permission(policy.scope(), directory);
  }

  /**
   * Everything that the job asks for and may not have.
   *
   * @param directory name of the project's directory
   */
  public static List<Refusal> refusals(Job job, HostPolicy policy, String directory) {
    PolicyCheck check = new PolicyCheck(job, policy, directory);
    check.network();
    check.builds();
    check.gpu();
    check.mounts();
    check.privileges();
    check.ceilings();
    return List.copyOf(check.refusals);
  }

  /** The job within the policy: it runs so, whatever it says. */
  public static Job governed(Job job, HostPolicy policy) {
    Job.CreateOptions options =
        policy
            .ceilings()
            .cpus()
            .value()
            .map(job.createOptions()::withCpus)
            .orElse(job.createOptions());
    OnQuit quit = policy.onQuit().value();
    Job.CheckpointRules checkpoint =
        quit == OnQuit.AUTO ? job.checkpoint() : job.checkpoint().onQuit(quit);
    Job.Limits limits = job.limits();
    int pids = Math.min(limits.pids(), policy.ceilings().pids().value().orElse(limits.pids()));
    boolean network = limits.network() || policy.network().value() == NetworkRule.BRIDGE;
    return job.within(
        options,
        checkpoint,
        new Job.Limits(
            limits.memoryBytes(),
            limits.shmBytes(),
            pids,
            limits.time(),
            network,
            policy.ceilings().memory().value()));
  }

  private void network() {
    if (policy.network().value() == NetworkRule.NONE && job.wantsNetwork()) {
      refuse(
          "the job asks for the network, which it may not have",
          PolicyKeys.NETWORK,
          "\"project\"",
          policy.network());
    }
  }

  private void builds() {
    Rule<Boolean> builds = policy.images().builds();
    if (!builds.value() && !job.hasFinishedImage()) {
      refuse(
          "the job's image is built from a Dockerfile, which it may not be",
          PolicyKeys.BUILDS,
          "true",
          builds);
    }
  }

  private void gpu() {
    Rule<Boolean> gpus = policy.confinement().gpus();
    if (!gpus.value() && job.useGpu()) {
      refuse("the job asks for a GPU, which it may not use", PolicyKeys.GPUS, "true", gpus);
    }
  }

  private void mounts() {
    for (String name : job.hostMounts().needed()) {
      if (policy.mount(name).isEmpty()) {
        refusals.add(
            new Refusal(
                "the job needs the place "
                    + TomlTypes.quote(name)
                    + " of the host (host_mounts), and there is none of that name",
                Origin.DEFAULT,
                permission.mount(name)));
      }
    }
  }

  private void privileges() {
    Job.Privileges asked = job.createOptions().privileges();
    Confinement confinement = policy.confinement();
    missing(
        "the capability",
        asked.capabilities(),
        PolicyKeys.CAPABILITIES,
        confinement.capabilities());
    missing("the device", asked.devices(), PolicyKeys.DEVICES, confinement.devices());
  }

  /** One refusal for all of a kind: the lines that allow it replace a list by a longer one. */
  private void missing(String kind, List<String> asked, Key key, Rule<List<String>> allowed) {
    List<String> lacking = new ArrayList<>(asked);
    lacking.removeAll(allowed.value());
    if (!lacking.isEmpty()) {
      List<String> all = new ArrayList<>(allowed.value());
      all.addAll(lacking);
      refuse(
          "the job asks for "
              + kind
              + " "
              + String.join(", ", lacking)
              + " (create_args), which no app has",
          key,
          all.stream().map(TomlTypes::quote).collect(Collectors.joining(", ", "[", "]")),
          allowed);
    }
  }

  private void ceilings() {
    Ceilings ceilings = policy.ceilings();
    OptionalLong memory = job.limits().memoryBytes();
    OptionalLong wanted = memory.isPresent() ? memory : job.createOptions().memoryBytes();
    OptionalLong most = ceilings.memory().value();
    if (wanted.isPresent() && most.isPresent() && wanted.getAsLong() > most.getAsLong()) {
      refuse(
          "the job asks for "
              + Sizes.show(wanted.getAsLong())
              + " of memory, and it may have no more than "
              + Sizes.show(most.getAsLong()),
          PolicyKeys.MEMORY,
          String.valueOf(wanted.getAsLong()),
          ceilings.memory());
    }
    Optional<Double> cpus = job.createOptions().cpus();
    if (cpus.orElse(0.0) > ceilings.cpus().value().orElse(Double.MAX_VALUE)) {
      refuse(
          "the job asks for "
              + cpus.orElseThrow()
              + " CPUs, and it may have no more than "
              + ceilings.cpus().value().orElseThrow(),
          PolicyKeys.CPUS,
          String.valueOf(cpus.orElseThrow()),
          ceilings.cpus());
    }
    int pids = job.limits().pids();
    if (pids != USUAL_PIDS && pids > ceilings.pids().value().orElse(Integer.MAX_VALUE)) {
      refuse(
          "the job asks for "
              + pids
              + " processes, and it may have no more than "
              + ceilings.pids().value().orElseThrow(),
          PolicyKeys.PIDS,
          String.valueOf(pids),
          ceilings.pids());
    }
  }

  private void refuse(String what, Key key, String value, Rule<?> rule) {
    refusals.add(new Refusal(what, rule.origin(), permission.lines(key, value, rule.origin())));
  }
}
