package net.boincwrapper.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.slot.Sha256;

/**
 * Tells whether a container is still what would be created now.
 *
 * <p>What changes from start to start does not count, and neither does what depends on preferences
 * that need no new container, such as the CPU quota: a paused container without checkpoint files is
 * all the work done so far.
 */
final class PlanHash {
  private PlanHash() {}

  /** 64 hexadecimal digits, as in the label {@link ContainerPlan#LABEL_PLAN}. */
  static String of(ContainerPlan plan) {
    Map<String, String> environment = new HashMap<>(plan.environment());
    environment.keySet().removeIf(AppEnvironment::passing);
    Map<String, String> labels = new HashMap<>(plan.labels());
    labels.keySet().remove(ContainerPlan.LABEL_PLAN);
    List<String> words = new ArrayList<>(CreateCommand.words(plan.with(environment, labels)));
    plan.cpus().ifPresent(cpus -> removeOption(words, "--cpus"));
    return Sha256.hex(ShellWords.join(words));
  }

  private static void removeOption(List<String> words, String name) {
    int at = words.indexOf(name);
    words.subList(at, at + 2).clear();
  }
}
