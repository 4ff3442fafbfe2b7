package net.boincwrapper.plan;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.ContainerPlan.PublishedPort;
import net.boincwrapper.job.Job;

/**
 * Which network a container has, and which of its ports are published.
 *
 * @param ports the job's, then that of the web graphics, whose host port the engine chooses
 */
record NetworkChoice(boolean wanted, List<PublishedPort> ports) {
  private static final String TCP = "tcp";

  /** {@code portmap} and web graphics cannot work without a network, and so imply it. */
  static NetworkChoice of(Job job, Findings findings) {
    List<PublishedPort> ports = Stream.concat(requested(job), graphics(job)).toList();
    boolean wanted = job.limits().network() || !ports.isEmpty();
    if (!wanted) {
      findings.note(
          "the app has no network; a job that needs one says so in job.toml: [limits] network ="
              + " true");
    }
    return new NetworkChoice(wanted, ports);
  }

  String name() {
    return wanted ? ContainerPlan.BRIDGE : ContainerPlan.NO_NETWORK;
  }

  private static Stream<PublishedPort> requested(Job job) {
    return job.ports().stream()
        .map(p -> new PublishedPort(p.hostPort(), p.containerPort(), p.protocol()));
  }

  private static Stream<PublishedPort> graphics(Job job) {
    boolean published =
        job.ports().stream()
            .anyMatch(
                p ->
                    p.protocol().equals(TCP)
                        && job.webGraphicsGuestPort().equals(OptionalInt.of(p.containerPort())));
    IntStream port = published ? IntStream.empty() : job.webGraphicsGuestPort().stream();
    return port.mapToObj(p -> new PublishedPort(OptionalInt.empty(), p, TCP));
  }
}
