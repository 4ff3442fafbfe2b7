package net.boincwrapper.cli.packaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which hosts get an app version, and how many CPUs it has there ({@code
 * sched/plan_class_spec.cpp:PLAN_CLASS_SPEC::parse}, {@code check}). A client knows a container's
 * app by the word "docker" in the class's name ({@code
 * client/client_types.cpp:APP_VERSION::parse}).
 *
 * @param threads CPUs, the same on every host; empty: one
 * @param gpu whether it needs a device with CUDA
 */
public record PlanClass(OptionalInt threads, boolean gpu) {
  private static final Pattern NAME = Pattern.compile("docker(_cuda)?(_mt([1-9]\\d{0,3}))?");

  /** Whether a name is that of one of our classes, and of which. */
  static Optional<PlanClass> ofName(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    OptionalInt threads =
        matcher.group(3) == null
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(matcher.group(3)));
    return Optional.of(new PlanClass(threads, matcher.group(1) != null));
  }

  /** Its name on a server. */
  public String name() {
    return "docker"
        + (gpu ? "_cuda" : "")
        + (threads.isPresent() ? "_mt" + threads.getAsInt() : "");
  }

  /**
   * For {@code plan_class_spec.xml}. Without {@code max_threads} and {@code mem_usage_*}: the first
   * gives each host another number of threads, and so other bytes, and the others replace the
   * workunit's bound of memory.
   */
  XmlElement xml() {
    List<XmlElement> children = new ArrayList<>();
    children.add(XmlElement.text("name", name()));
    children.add(XmlElement.flag("docker"));
    if (gpu) {
      children.add(XmlElement.text("gpu_type", "nvidia"));
      children.add(XmlElement.flag("cuda"));
      children.add(XmlElement.text("ngpus", 1));
    }
    threads.ifPresent(
        number -> {
          children.add(XmlElement.text("min_ncpus", number));
          children.add(XmlElement.text("avg_ncpus", number));
        });
    return XmlElement.of("plan_class", children);
  }

  /** What a task uses, for {@code app_info.xml} ({@code client_types.cpp:APP_VERSION::parse}). */
  List<XmlElement> usage() {
    List<XmlElement> usage = new ArrayList<>();
    threads.ifPresent(number -> usage.add(XmlElement.text("avg_ncpus", number)));
    if (gpu) {
      usage.add(
          XmlElement.of("coproc", XmlElement.text("type", "NVIDIA"), XmlElement.text("count", 1)));
    }
    return usage;
  }
}
