package net.boincwrapper.plan;

import java.util.OptionalLong;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Sizes;
import net.boincwrapper.policy.Ceilings;
import net.boincwrapper.policy.NamedMount;
import net.boincwrapper.policy.Origin;

/** Says once what the policy of the host's owner has changed in a plan. */
final class PolicyNotes {
  private final PlanInput input;
  private final Findings findings;

  PolicyNotes(PlanInput input, Findings findings) {
    this.input = input;
    this.findings = findings;
  }

  /**
   * Compares two plans.
   *
   * @param free without the policy
   * @param plan within it
   */
  void of(ContainerPlan free, ContainerPlan plan) {
    Ceilings ceilings = input.policy().ceilings();
    OptionalLong memory = plan.memoryBytes();
    if (memory.isPresent() && !memory.equals(free.memoryBytes())) {
      say(
          "the app has " + Sizes.show(memory.getAsLong()) + " of memory",
          ceilings.memory().origin());
    }
    if (plan.pids() != free.pids()) {
      say("the app may have " + plan.pids() + " processes", ceilings.pids().origin());
    }
    if (!plan.cpus().equals(free.cpus())) {
      say("the app has " + plan.cpus().orElse(0.0) + " CPUs", ceilings.cpus().origin());
    }
    if (!plan.network().equals(free.network())) {
      say("the app has a network", input.policy().network().origin());
    }
    input
        .policy()
        .confinement()
        .runtime()
        .value()
        .ifPresent(
            name ->
                say("the app runs with " + name, input.policy().confinement().runtime().origin()));
    Job.HostMounts asked = input.job().hostMounts();
    for (NamedMount mount : HostMountPlan.of(input)) {
      say("the app has " + mount.source() + " of the host at " + mount.target(), mount.origin());
    }
    for (String name : asked.optional()) {
      if (!plan.environment().containsKey(NamedMount.variable(name))) {
        findings.note("the app does without the place \"" + name + "\": this host has none");
      }
    }
  }

  private void say(String what, Origin origin) {
    findings.note(what + ", as the host's owner has decided (" + origin + ")");
  }
}
