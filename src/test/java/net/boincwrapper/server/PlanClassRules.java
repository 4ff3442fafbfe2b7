package net.boincwrapper.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code plan_class_spec.xml} under the scheduler ({@code sched/plan_class_spec.cpp}), which takes
 * what it does not know for nothing, without a word.
 */
public final class PlanClassRules {
  private static final Set<String> REALS =
      Set.of(
          "min_ncpus",
          "avg_ncpus",
          "cpu_frac",
          "min_gpu_ram_mb",
          "gpu_ram_used_mb",
          "gpu_peak_flops_scale",
          "projected_flops_scale",
          "ngpus",
          "mem_usage_base_mb",
          "mem_usage_per_cpu_mb");

  private static final Set<String> INTEGERS =
      Set.of(
          "max_threads",
          "min_core_client_version",
          "min_driver_version",
          "min_nvidia_compcap",
          "min_cuda_version",
          "min_opencl_version");

  private static final Set<String> FLAGS = Set.of("docker", "cuda", "opencl", "is64bit");
  private static final Set<String> TEXTS = Set.of("name", "gpu_type", "cpu_feature", "os_regex");

  private final Tags tags;
  private final List<String> problems = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  private PlanClassRules(String text) {
    this.tags = new Tags(text);
  }

  /**
   * What is wrong with it.
   *
   * @param used the plan classes of app versions
   */
  public static List<String> problems(String text, Set<String> used) {
    PlanClassRules rules = new PlanClassRules(text);
    rules.read();
    used.stream()
        .sorted()
        .filter(name -> !rules.names.contains(name))
        .forEach(name -> rules.problems.add("no plan class " + name + ": nobody gets its version"));
    return rules.problems;
  }

  private void read() {
    boolean begins = tags.next() && (!tags.last().startsWith("?xml") || tags.next());
    if (!begins || !tags.is("plan_classes")) {
      problems.add("does not begin with <plan_classes>");
      return;
    }
    while (tags.next() && !tags.is("/plan_classes")) {
      if (tags.is("plan_class")) {
        planClass();
      } else {
        problems.add("outside of a <plan_class>: " + tags.last());
      }
    }
    if (!tags.is("/plan_classes")) {
      problems.add("no </plan_classes>: nothing of it is taken");
    }
  }

  private void planClass() {
    Map<String, String> values = new HashMap<>();
    while (tags.next() && !tags.is("/plan_class")) {
      element(values);
    }
    String name = values.getOrDefault("name", "");
    if (names.contains(name)) {
      problems.add(name + ": only the first of this name counts");
    }
    names.add(name);
    meaning(name, values);
  }

  private void element(Map<String, String> values) {
    String key = tags.last().replaceAll("/$", "");
    boolean flag = FLAGS.contains(key);
    if (!flag && !REALS.contains(key) && !INTEGERS.contains(key) && !TEXTS.contains(key)) {
      problems.add("<" + tags.last() + "> is no key of a plan class");
      return;
    }
    String value = tags.string(key).orElse("");
    values.put(key, value);
    if (flag && !value.isEmpty() && !value.matches("[01]")) {
      problems.add("<%s>%s</%s>: write <%s/>".formatted(key, value, key, key));
    } else if (REALS.contains(key) || INTEGERS.contains(key)) {
      Numbers.above0(key, value, INTEGERS.contains(key)).ifPresent(problems::add);
    }
  }

  /** What follows from it for a task in a container. */
  private void meaning(String name, Map<String, String> values) {
    if (!name.matches("[a-z0-9_]+") || name.contains("__")) {
      problems.add("no name of a plan class: " + name);
    }
    if (!name.contains("docker")) {
      problems.add(name + ": a client takes a plan class for one of containers by \"docker\"");
    }
    if (!values.containsKey("docker")) {
      problems.add(name + ": no <docker/>: sent to hosts without an engine");
    }
    if (values.keySet().stream().anyMatch(key -> key.startsWith("mem_usage_"))) {
      problems.add(name + ": mem_usage_* replaces the workunit's bound");
    }
    threads(name, values);
    if (values.containsKey("cuda") && !"nvidia".equals(values.get("gpu_type"))) {
      problems.add(name + ": <cuda/> without <gpu_type>nvidia</gpu_type>");
    }
  }

  /** Without a fixed number a task has as many threads as its host, and other sums. */
  private void threads(String name, Map<String, String> values) {
    if (values.containsKey("max_threads")) {
      problems.add(name + ": max_threads gives each host another number; write avg_ncpus");
    }
    String fixed = values.getOrDefault("avg_ncpus", "1");
    if (!fixed.equals("1")
        && !values.containsKey("gpu_type")
        && !values.getOrDefault("min_ncpus", "").equals(fixed)) {
      problems.add(name + ": avg_ncpus without the same min_ncpus is sent to smaller hosts");
    }
  }
}
