package net.boincwrapper.plan;

import java.util.Map;
import java.util.TreeMap;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;

/** Labels of a container: the job's, overridden by ours, by which it is found and recognized. */
final class PlanLabels {
  private static final String OURS = "net.boincwrapper.";

  private PlanLabels() {}

  private static String stopSignal(PlanInput input) {
    return input.job().createOptions().stopSignal().or(input.image()::stopSignal).orElse("SIGTERM");
  }

  static Map<String, String> of(PlanInput input, Findings findings) {
    Map<String, String> labels = new TreeMap<>(input.job().createOptions().labels());
    labels.keySet().stream()
        .filter(name -> name.startsWith(OURS))
        .sorted()
        .forEach(
            name ->
                findings.error(
                    "create_args sets the label "
                        + name
                        + ": "
                        + OURS
                        + "* are this program's own; choose another name"));
    labels.put(ContainerPlan.LABEL_RESULT, input.init().resultName());
    labels.put(ContainerPlan.LABEL_SLOT, input.slot().directory().toString());
    labels.put(ContainerPlan.LABEL_BOINC_DIRECTORY, input.init().boincDirectory().toString());
    if (input.engine().kind() == Engine.Kind.PODMAN) {
      labels.put(ContainerPlan.LABEL_STOP_SIGNAL, stopSignal(input));
    }
    return labels;
  }
}
