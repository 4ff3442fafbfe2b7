package net.boincwrapper.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results that nobody has measured. */
final class Samples {
  private Samples() {}

  static Results results() {
    Figures figures = new Figures();
    for (double load : new double[] {1, 1.5, 4}) {
      figures.add(Measure.LAUNCH, Subject.DOCKER_RUN, 0.25 * load);
      figures.add(Measure.LAUNCH, Subject.OURS, 0.3 * load);
      figures.add(Measure.FINISH, Subject.OURS, 0.2 * load);
      figures.add(Measure.LAUNCH, "peer", 0.5 * load);
    }
    for (int tasks : new int[] {1, 4, 16}) {
      figures.add(Measure.PSS, Subject.OURS, tasks, 40 - tasks);
      figures.add(Measure.PSS, "peer", tasks, 5);
    }
    for (double bytes : new double[] {1e6, 1e9}) {
      figures.add(Measure.SEAL, Subject.OURS, bytes, bytes / 1e8);
      figures.add(Measure.SEAL, Subject.COPY, bytes, bytes / 2e8);
    }
    return new Results(
        machine(),
        "docker_wrapper_1, 27.5 MB",
        "docker_wrapper, 0.5 MB",
        "quick",
        new LinkedHashMap<>(Map.of("latency", 0.5)),
        new ArrayList<>(List.of("peer failed: <no container>")),
        figures);
  }

  static Figures onPodman() {
    Figures figures = new Figures();
    for (double load : new double[] {1, 2}) {
      figures.add(Measure.PODMAN_LAUNCH, Subject.PODMAN_RUN, 0.5 * load);
      figures.add(Measure.PODMAN_LAUNCH, Subject.OURS, 0.6 * load);
      figures.add(Measure.PODMAN_LAUNCH, Subject.OURS_STARTING, 0.9 * load);
    }
    figures.add(Measure.SERVICE_PSS, Subject.OURS_STARTING, 1, 40);
    figures.add(Measure.SERVICE_PSS, Subject.OURS_STARTING, 4, 44);
    return figures;
  }

  static Machine machine() {
    return new Machine("2026-11-20 12:00", "abc1234", "Processor", 2, 8, "6.1", "20.10", 0.25, 1);
  }
}
