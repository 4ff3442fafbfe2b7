package net.boincwrapper.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.boincwrapper.harness.OwnPodman;

/**
 * How long a client and an app wait for the wrapper on this host's Podman, and what a service takes
 * that it starts there. Images and containers are kept apart from the host's own.
 */
final class PodmanCosts {
  private static final double MB = 1e6;

  private final Lab lab;
  private final OwnPodman podman;
  private final Cli cli;
  private final Wrapper served;
  private final Wrapper starting;
  private final Site site;
  private final StartedService service;

  private PodmanCosts(Lab lab, OwnPodman podman, Site site) throws IOException {
    this.lab = lab;
    this.podman = podman;
    this.site = site;
    this.cli = new Cli("podman", podman.environment());
    this.served = lab.ours().on(cli, Subject.OURS, Map.of("DOCKER_HOST", podman.host()));
    this.starting = lab.ours().on(cli, Subject.OURS_STARTING, podman.environment());
    this.service = new StartedService(lab, site);
  }

  static void measure(Lab lab) throws IOException {
    lab.progress().accept("starting Podman with an image");
    OwnPodman podman = OwnPodman.shared();
    try (Site site = Site.below(lab.work(), Site.Found.PODMAN)) {
      PodmanCosts costs = new PodmanCosts(lab, podman, site);
      costs.cli.succeed("tag", App.BASE_IMAGE, App.IMAGE);
      lab.notes().add(costs.versions());
      try {
        costs.lives();
        costs.memory();
      } finally {
        costs.service.end();
      }
    }
  }

  private String versions() {
    String runtime = cli.succeed("info", "--format", "{{.Host.OCIRuntime.Version}}");
    return "Podman %s, %s, storage %s, control groups %s"
        .formatted(
            cli.succeed("version", "--format", "{{.Client.Version}}"),
            runtime.lines().findFirst().orElse("unknown runtime"),
            cli.succeed("info", "--format", "{{.Store.GraphDriverName}}"),
            cli.succeed("info", "--format", "{{.Host.CgroupsVersion}}"));
  }

  private void lives() throws IOException {
    WarmUp.run(lab, site, subjects());
    for (int turn = 1; turn <= lab.effort().lives().brief(); turn++) {
      lab.progress()
          .accept("launch and finish on Podman " + turn + " of " + lab.effort().lives().brief());
      lab.each(subjects(), this::shortLife);
    }
  }

  private List<Subject> subjects() {
    List<Subject> subjects =
        new ArrayList<>(
            List.of(EngineRun.barePodman(cli), EngineRun.isolatedPodman(cli), served, starting));
    lab.peer().ifPresent(peer -> subjects.add(peer.on(cli, peer.name(), podman.environment())));
    return subjects;
  }

  private void shortLife(Subject subject) throws IOException {
    service.end();
    ShortLife life = ShortLife.of(subject, ShortLife.task(site, lab), this::cpuSeconds);
    requireService(subject);
    lab.figures().add(Measure.PODMAN_LAUNCH, subject.name(), life.launch());
    lab.figures().add(Measure.PODMAN_FINISH, subject.name(), life.finish());
    lab.figures().add(Measure.PODMAN_CPU, subject.name(), life.cpu());
  }

  /** Podman does its work in whoever calls it, or in a service. */
  private double cpuSeconds() throws IOException {
    ProcessTable now = lab.processes();
    return Children.cpuSeconds()
        + now.tree(podman.pid()).cpuSeconds()
        + service.usage().cpuSeconds();
  }

  private void requireService(Subject subject) throws IOException {
    boolean runs = service.usage().processes() > 0;
    if (runs != subject.equals(starting)) {
      throw new BenchException(
          runs
              ? subject.name() + " has started a service of Podman's, which it had"
              : "no service of Podman's was started: does another engine answer on this host?");
    }
  }

  private void memory() throws IOException {
    for (int tasks : lab.effort().sideBySide().tasks()) {
      lab.progress().accept(tasks + " tasks with a service of Podman's");
      service.end();
      try (TaskGroup group = TaskGroup.launch(site, starting, tasks)) {
        Waiting.pass(lab.effort().sideBySide().seconds());
        add(Measure.SERVICE_PSS, tasks, service.usage());
        for (Usage usage : group.usages(lab.processes())) {
          add(Measure.PODMAN_PSS, tasks, usage);
        }
      }
    }
  }

  private void add(Measure measure, int tasks, Usage usage) {
    lab.figures().add(measure, starting.name(), tasks, usage.pssBytes() / MB);
  }
}
