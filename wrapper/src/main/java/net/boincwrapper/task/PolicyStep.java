package net.boincwrapper.task;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import net.boincwrapper.plan.HostMountPlan;
import net.boincwrapper.plan.OwnerDevices;
import net.boincwrapper.policy.HostPolicy;
import net.boincwrapper.policy.LanRules;
import net.boincwrapper.policy.OwnerRuntime;
import net.boincwrapper.policy.PolicyCheck;
import net.boincwrapper.policy.PolicyReader;
import net.boincwrapper.policy.Refusal;
import net.boincwrapper.policy.SeccompProfile;
import net.boincwrapper.task.machine.TaskEvent;

/** Holds the job against the policy of the host's owner, before anything of it is obtained. */
final class PolicyStep {
  private final TaskContext task;

  PolicyStep(TaskContext task) {
    this.task = task;
  }

  /** Whether the task may go on; otherwise the machine has been told why not. */
  boolean passes() {
    PolicyReader.Outcome read = task.setup().policy().read();
    if (read.policy().isEmpty()) {
      task.tell().accept(new TaskEvent.Broken(unreadable(read)));
      return false;
    }
    String project = task.facts().init().projectName();
    HostPolicy policy = read.policy().get().forProject(project);
    task.facts().learn(policy);
    Job job = task.facts().jobAsWritten();
    if (policy.isDefault() && !job.asksTheOwner()) {
      return true;
    }
    List<Refusal> refusals = PolicyCheck.refusals(job, policy, project);
    if (!refusals.isEmpty()) {
      reject(refusals);
      return false;
    }
    Optional<String> lack = lack(job, policy);
    lack.map(TaskEvent.Broken::new).ifPresent(task.tell());
    return lack.isEmpty();
  }

  /** With the lines that would allow all of it, to be copied from the task's log. */
  private void reject(List<Refusal> refusals) {
    for (Refusal refusal : refusals) {
      task.log().line(refusal.announcement());
      task.log().toCopy(refusal.permission());
    }
    String reasons = refusals.stream().map(Refusal::reason).collect(Collectors.joining("\n"));
    task.tell().accept(new TaskEvent.JobRejected(reasons));
  }

  /**
   * Why no container may be made as the owner wants it, now that the engine is known: what it has
   * not, or a bridge that reaches the owner's network; empty: it may.
   */
  Optional<String> lackOfEngine() {
    HostPolicy policy = task.facts().policy();
    return policy.isDefault()
        ? Optional.empty()
        : OwnerRuntime.lack(policy, task.facts().engine()).or(this::lackOfLanRules);
  }

  private Optional<String> lackOfLanRules() {
    return wantsRules()
        ? LanRules.objection(task.facts().engine().rootless()).map(PolicyStep::postponed)
        : Optional.empty();
  }

  /** Whether a container gets a bridge that the rules have to be in force for. */
  private boolean wantsRules() {
    return task.facts().policy().requireLanRules().value()
        && task.facts().knowsJob()
        && task.facts().job().wantsNetwork();
  }

  /** The same, once the engine has made the network for the container. */
  static Optional<String> lackOfLanRules(HostPolicy policy, ContainerPlan plan, Engine engine)
      throws EngineException {
    return policy.requireLanRules().value() && plan.network().equals(ContainerPlan.BRIDGE)
        ? LanRules.objection(engine.bridgeInterface(plan.network())).map(PolicyStep::postponed)
        : Optional.empty();
  }

  private static String postponed(String why) {
    return "the job gets a network only while rules keep it from the owner's (require_lan_rules), and "
        + why;
  }

  /** What the host lacks today, and may have tomorrow. */
  private Optional<String> lack(Job job, HostPolicy policy) {
    try {
      if (policy.confinement().seccomp().value().isPresent()) {
        SeccompProfile.read(policy.confinement().seccomp().value().get());
      }
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    FileSystem host = task.slot().directory().getFileSystem();
    return HostMountPlan.lack(job, policy, host).or(() -> OwnerDevices.lack(job, host));
  }

  /** A reason is one line; what is wrong goes to the log before it, with file and line. */
  private String unreadable(PolicyReader.Outcome read) {
    read.problems().stream().map(Problem::toString).forEach(task.log()::line);
    return "the policy of this host's owner cannot be read as a whole, so no task runs: "
        + read.problems().get(0);
  }
}
