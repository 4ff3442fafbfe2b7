package net.boincwrapper.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.ContainerPlan.Bind;
import net.boincwrapper.engine.ContainerPlan.Mount;
import net.boincwrapper.engine.ContainerPlan.PublishedPort;
import net.boincwrapper.engine.ContainerPlan.TmpfsMount;

/** A plan as people read it. The password of the volunteer's proxy is never shown. */
public final class PlanText {
  private static final List<String> UNITS = List.of("bytes", "KiB", "MiB", "GiB");

  private final ContainerPlan plan;
  private final List<String> lines = new ArrayList<>();

  private PlanText(ContainerPlan plan) {
    this.plan = plan;
  }

  /** One line for each setting: a key, blanks, a value. */
  public static List<String> lines(ContainerPlan plan) {
    PlanText text = new PlanText(withoutPassword(plan));
    text.identity();
    text.limits();
    text.network();
    text.plan.mounts().forEach(text::mount);
    text.plan.environment().forEach((name, value) -> text.line("variable", name + "=" + value));
    text.plan.labels().forEach((name, value) -> text.line("label", name + "=" + value));
    return List.copyOf(text.lines);
  }

  /** The equivalent {@code docker create} command for a shell, one option per line. */
  public static String createCommand(ContainerPlan plan) {
    return CreateCommand.parts(withoutPassword(plan)).stream()
        .map(ShellWords::join)
        .collect(Collectors.joining(" \\\n  "));
  }

  /** The plan as it may be shown to anybody. */
  public static ContainerPlan withoutPassword(ContainerPlan plan) {
    Map<String, String> shown = new TreeMap<>(plan.environment());
    shown.replaceAll(
        (name, value) ->
            AppEnvironment.secret(name) ? value.replaceFirst("//.*@", "//***@") : value);
    return plan.with(shown, plan.labels());
  }

  private void identity() {
    line("container", plan.name());
    line("image", plan.image());
    line("user", plan.user());
    line("directory", plan.workingDirectory());
    plan.entrypoint().ifPresent(words -> line("entrypoint", ShellWords.join(words)));
    plan.hostname().ifPresent(name -> line("hostname", name));
    line(
        "isolation",
        "no capabilities, no new privileges, an init process"
            + (plan.readOnlyRoot() ? ", the image read-only" : ""));
  }

  private void limits() {
    line("memory", plan.memoryBytes().isPresent() ? size(plan.memoryBytes()) : "no limit");
    if (plan.shmBytes().isPresent()) {
      line("shm", size(plan.shmBytes()));
    }
    line("cpus", plan.cpus().map(String::valueOf).orElse("no limit"));
    if (plan.cpuShares() != ContainerPlan.UNLIMITED) {
      line("cpu shares", String.valueOf(plan.cpuShares()));
    }
    line(
        "processes",
        plan.pids() == ContainerPlan.UNLIMITED ? "no limit" : "at most " + plan.pids());
    plan.ulimits().forEach((name, u) -> line("ulimit", name + "=" + u.soft() + ":" + u.hard()));
    line(
        "stop",
        plan.stopSignal().orElse("the image's signal")
            + ", then SIGKILL after "
            + plan.stopTimeoutSeconds()
            + " s");
    line("gpu", plan.devices().isEmpty() ? "none" : String.join(", ", plan.devices().names()));
  }

  private void network() {
    line("network", plan.network());
    for (PublishedPort port : plan.ports()) {
      String host =
          port.hostPort().isPresent() ? String.valueOf(port.hostPort().getAsInt()) : "(any)";
      line(
          "port",
          Isolation.HOST_ADDRESS
              + ":"
              + host
              + " to "
              + port.containerPort()
              + "/"
              + port.protocol());
    }
  }

  private void mount(Mount mount) {
    if (mount instanceof Bind bind) {
      String access = bind.readOnly() ? " (read-only) from " : " (writable) from ";
      line("mount", bind.target() + access + bind.source());
    } else if (mount instanceof TmpfsMount tmpfs) {
      String size = tmpfs.sizeBytes().isPresent() ? ", " + size(tmpfs.sizeBytes()) : "";
      line("mount", tmpfs.target() + " (in memory" + size + (tmpfs.exec() ? ", exec" : "") + ")");
    }
  }

  private static String size(OptionalLong bytes) {
    double number = bytes.orElse(0);
    int unit = 0;
    while (number >= 1024 && unit < UNITS.size() - 1) {
      number /= 1024;
      unit++;
    }
    return unit == 0
        ? bytes.orElse(0) + " bytes"
        : String.format(
            Locale.ROOT, "%.1f %s (%d bytes)", number, UNITS.get(unit), bytes.orElse(0));
  }

  private void line(String key, String value) {
    lines.add(String.format(Locale.ROOT, "%-11s %s", key, value));
  }
}
