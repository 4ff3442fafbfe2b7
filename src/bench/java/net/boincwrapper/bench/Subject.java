package net.boincwrapper.bench;

import java.io.IOException;
import java.util.List;
import net.boincwrapper.harness.TaskHarness;

/** Who runs tasks and is measured. */
interface Subject {
  String DOCKER_RUN = "docker run";
  String ISOLATED = "docker run, isolated";
  String PODMAN_RUN = "podman run";
  String PODMAN_ISOLATED = "podman run, isolated";
  String OURS = "docker-wrapper";

  /** Ours, where it has to start an engine first. */
  String OURS_STARTING = "docker-wrapper, starts a service";

  String COPY = "cp, sync, sha256sum";

  /** In which they are shown; others come after these. */
  List<String> ORDER =
      List.of(DOCKER_RUN, ISOLATED, PODMAN_RUN, PODMAN_ISOLATED, COPY, OURS, OURS_STARTING);

  String name();

  /** Begins with a task. The time of the launch is taken right before the exec. */
  RunningTask launch(TaskHarness task) throws IOException;
}
