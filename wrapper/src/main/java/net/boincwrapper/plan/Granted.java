package net.boincwrapper.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.ContainerPlan.Bind;
import net.boincwrapper.engine.OwnerGrants;
import net.boincwrapper.procfs.CpuList;
import net.boincwrapper.slot.Sha256;

/**
 * What of a container depends on the policy of the host's owner: kept as a label of it, so that a
 * later policy can tell whether it still allows the container.
 *
 * @param values by name; a limit that there is not is an empty text
 */
record Granted(Map<String, String> values) {
  private static final String MEMORY = "memory";
  private static final String PIDS = "pids";
  private static final String NETWORK = "network";
  private static final String MOUNTS = "mounts";
  private static final String CAPABILITIES = "capabilities";
  private static final String DEVICES = "devices";
  private static final String GPUS = "gpus";
  private static final String CPUSET = "cpuset";
  private static final String NODES = "numa_nodes";
  private static final String SECCOMP = "seccomp";
  private static final String RUNTIME = "runtime";

  /**
   * Of a container as it is planned.
   *
   * @param plan of the container
   * @param owners targets of the mounts that come from the policy
   */
  static Granted of(ContainerPlan plan, Set<String> owners) {
    Map<String, String> values = new LinkedHashMap<>();
    OwnerGrants grants = plan.grants();
    values.put(MEMORY, plan.memoryBytes().isPresent() ? "" + plan.memoryBytes().getAsLong() : "");
    values.put(PIDS, "" + plan.pids());
    values.put(NETWORK, plan.network());
    values.put(
        MOUNTS,
        plan.mounts().stream()
            .filter(mount -> owners.contains(mount.target()))
            .map(mount -> Sha256.hex(mount instanceof Bind bind ? bind.toString() : ""))
            .sorted()
            .collect(Collectors.joining(",")));
    values.put(CAPABILITIES, String.join(",", grants.capabilities()));
    values.put(DEVICES, String.join(",", grants.devices().nodes()));
    values.put(GPUS, plan.devices().isEmpty() ? "0" : "1");
    values.put(CPUSET, grants.cpuset().orElse(""));
    values.put(NODES, grants.numaNodes().orElse(""));
    values.put(SECCOMP, grants.seccomp().map(it -> Sha256.hex(it.text())).orElse(""));
    values.put(RUNTIME, grants.runtime().orElse(""));
    return new Granted(values);
  }

  /** What {@link #text} gave; something else allows and is allowed nothing. */
  static Granted parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : text.split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        values.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return new Granted(values);
  }

  String text() {
    return values.entrySet().stream()
        .map(value -> value.getKey() + "=" + value.getValue())
        .collect(Collectors.joining(";"));
  }

  /** Whether a container that has been granted {@code other} has no more than this. */
  boolean covers(Granted other) {
    return within(MEMORY, other)
        && within(PIDS, other)
        && (same(NETWORK, other) || other.value(NETWORK).equals(ContainerPlan.NO_NETWORK))
        && all(MOUNTS, other)
        && all(CAPABILITIES, other)
        && all(DEVICES, other)
        && (same(GPUS, other) || value(GPUS).equals("1"))
        && processors(CPUSET, other)
        && processors(NODES, other)
        && same(SECCOMP, other)
        && same(RUNTIME, other);
  }

  private String value(String name) {
    return values.getOrDefault(name, "?");
  }

  private boolean same(String name, Granted other) {
    return value(name).equals(other.value(name));
  }

  private boolean within(String name, Granted other) {
    return value(name).isEmpty() || (number(other.value(name)) <= number(value(name)));
  }

  /** What is no number, or no limit, is more than any. */
  private static long number(String text) {
    return text.matches("[1-9][0-9]{0,17}") ? Long.parseLong(text) : Long.MAX_VALUE;
  }

  private boolean all(String name, Granted other) {
    return set(value(name)).containsAll(set(other.value(name)));
  }

  private static Set<String> set(String text) {
    Set<String> set = new TreeSet<>(Set.of(text.split(",", -1)));
    set.remove("");
    return set;
  }

  private boolean processors(String name, Granted other) {
    String here = value(name);
    return here.isEmpty()
        || (!other.value(name).isEmpty()
            && CpuList.parse(here).containsAll(CpuList.parse(other.value(name))));
  }
}
