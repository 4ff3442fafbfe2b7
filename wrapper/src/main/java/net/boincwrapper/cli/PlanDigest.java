package net.boincwrapper.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.boincwrapper.cli.display.Quantities;
import net.boincwrapper.cli.simulate.DryRun;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.ContainerPlan.Bind;
import net.boincwrapper.engine.ContainerPlan.Mount;
import net.boincwrapper.engine.ContainerPlan.TmpfsMount;
import net.boincwrapper.job.Job;
import net.boincwrapper.plan.ShellWords;

/** A plan in at most eleven lines: what an author decides on, without what is the same for all. */
final class PlanDigest {
  private final DryRun dryRun;
  private final ContainerPlan plan;
  private final String workdir;
  private final List<String> lines = new ArrayList<>();

  private PlanDigest(DryRun dryRun, ContainerPlan plan) {
    this.dryRun = dryRun;
    this.plan = plan;
    this.workdir = dryRun.folder().job().job().map(Job::workdir).orElse(plan.workingDirectory());
  }

  static List<String> of(DryRun dryRun, ContainerPlan plan) {
    PlanDigest digest = new PlanDigest(dryRun, plan);
    digest.program();
    digest.resources();
    digest.surroundings();
    return List.copyOf(digest.lines);
  }

  private String origin(Job job) {
    if (job.image().archive().isPresent()) {
      return " (loaded from " + job.image().archive().get() + ")";
    }
    return job.imageName().isPresent()
        ? ""
        : " (built from " + dryRun.folder().dockerfileName() + ")";
  }

  private void program() {
    line("image", plan.image() + dryRun.folder().job().job().map(this::origin).orElse(""));
    plan.entrypoint().ifPresent(words -> line("entrypoint", ShellWords.join(words)));
    String arguments = plan.environment().getOrDefault("ARGS", "");
    if (!arguments.isEmpty()) {
      line("arguments", arguments);
    }
    line("slot", dryRun.folder().directory() + " at " + workdir);
    line("user", plan.user());
  }

  private void resources() {
    Stream<String> limits =
        Stream.of(
            plan.cpus().map(Quantities::cpus).orElse("all CPUs"),
            plan.memoryBytes().isPresent()
                ? Quantities.bytes(plan.memoryBytes().getAsLong()) + " of memory"
                : "no limit of memory",
            plan.shmBytes().isPresent()
                ? Quantities.bytes(plan.shmBytes().getAsLong()) + " of /dev/shm"
                : "",
            plan.pids() + " processes");
    line("at most", limits.filter(it -> !it.isEmpty()).collect(Collectors.joining(", ")));
    if (!plan.devices().isEmpty()) {
      line("gpu", String.join(", ", plan.devices().names()));
    }
    line(
        "stop",
        plan.stopSignal().orElse("the image's signal")
            + ", then SIGKILL after "
            + plan.stopTimeoutSeconds()
            + " s");
  }

  private void surroundings() {
    String ports =
        plan.ports().stream()
            .map(port -> String.valueOf(port.containerPort()))
            .collect(Collectors.joining(", "));
    line("network", plan.network() + (ports.isEmpty() ? "" : ", ports " + ports));
    String mounts =
        plan.mounts().stream()
            .filter(this::isTheAuthors)
            .map(PlanDigest::shown)
            .collect(Collectors.joining(", "));
    if (!mounts.isEmpty()) {
      line("mounts", mounts);
    }
  }

  /** Not the slot, and none of the files that hide others from the app. */
  private boolean isTheAuthors(Mount mount) {
    boolean within =
        mount.target().equals(workdir) || mount.target().startsWith(workdir + "/.docker_wrapper");
    String own = dryRun.folder().directory().resolve(".docker_wrapper").toString();
    return !within
        && !(mount instanceof Bind bind
            && (bind.source().startsWith(own) || mount.target().startsWith(workdir + "/")));
  }

  private static String shown(Mount mount) {
    if (mount instanceof Bind bind) {
      return mount.target() + (bind.readOnly() ? "" : " (writable)") + " from " + bind.source();
    }
    OptionalLong size = ((TmpfsMount) mount).sizeBytes();
    return mount.target()
        + " (in memory"
        + (size.isPresent() ? ", " + Quantities.bytes(size.getAsLong()) : "")
        + ")";
  }

  private void line(String key, String value) {
    lines.add(String.format(Locale.ROOT, "%-11s %s", key, value));
  }
}
