package net.boincwrapper.cli.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.Kind;
import net.boincwrapper.engine.EngineAbilities.Limit;
import net.boincwrapper.plan.HostGpus;

/** Goes through what tasks ask of an engine. */
final class EngineSurvey {
  /** Where Podman looks ({@code common/pkg/config}, helper_binaries_dir), and its path. */
  private static final List<String> INITS =
      List.of(
          "usr/local/libexec/podman/catatonit",
          "usr/local/lib/podman/catatonit",
          "usr/libexec/podman/catatonit",
          "usr/lib/podman/catatonit",
          "usr/local/bin/catatonit",
          "usr/bin/catatonit");

  private final EngineInfo engine;
  private final Path root;
  private final Optional<String> lackOfIds;
  private final Optional<String> cureOfLimits;

  /**
   * @param root of the host's file system
   * @param lackOfIds what to do for images with files of several users; empty: nothing
   * @param cureOfLimits what to do where it does not keep all of them; empty: nothing is known
   */
  EngineSurvey(
      EngineInfo engine, Path root, Optional<String> lackOfIds, Optional<String> cureOfLimits) {
    this.engine = engine;
    this.root = root;
    this.lackOfIds = lackOfIds;
    this.cureOfLimits = cureOfLimits;
  }

  List<Ability> abilities() {
    return List.of(
        tasks(),
        limits(),
        suspend(),
        memoryKills(),
        init(),
        users(),
        labels(),
        builds(),
        nvidia(),
        amd());
  }

  private Ability tasks() {
    return engine
        .objection()
        .map(why -> new Ability(EngineReport.TASKS, "none may run on it", Optional.of(why)))
        .orElse(Ability.of(EngineReport.TASKS, "run on it"));
  }

  private Ability limits() {
    Set<Limit> kept = engine.abilities().limits();
    String others =
        Stream.of(Limit.values())
            .filter(limit -> !kept.contains(limit))
            .map(EngineSurvey::word)
            .collect(Collectors.joining(", "));
    String detail =
        Stream.of(Limit.values())
            .filter(kept::contains)
            .map(EngineSurvey::word)
            .collect(Collectors.joining(", "));
    if (others.isEmpty()) {
      return Ability.of("limits", detail);
    }
    return new Ability(
        "limits",
        (detail.isEmpty() ? "none" : detail)
            + "; kept by the task itself as far as it can: "
            + others,
        cureOfLimits);
  }

  private static String word(Limit limit) {
    return switch (limit) {
      case MEMORY -> "memory";
      case PIDS -> "processes";
      case CPU -> "CPU";
    };
  }

  private Ability suspend() {
    return engine.groupsContainers()
        ? Ability.of("suspend", "the engine pauses the container")
        : Ability.of(
            "suspend",
            "each process of the container is stopped by a signal, because the engine makes no"
                + " control group for it");
  }

  private Ability memoryKills() {
    if (!engine.abilities().limits().contains(Limit.MEMORY)) {
      return Ability.of("out of memory", "the task measures, and ends the app at its bound");
    }
    return Ability.of(
        "out of memory",
        engine.kind() == Kind.DOCKER
            ? "the engine tells of a kill"
            : "the container's control group tells of a kill");
  }

  /** A task that gets no container with one makes it without. */
  private Ability init() {
    if (engine.kind() == Kind.DOCKER) {
      return Ability.of("init process", "Docker's own");
    }
    return INITS.stream().anyMatch(init -> Files.exists(root.resolve(init)))
        ? Ability.of("init process", "catatonit")
        : new Ability(
            "init process",
            "none seen: then the app is the first process, and zombies stay until its end",
            Optional.of("install catatonit; as root, on Debian: apt-get install catatonit"));
  }

  private Ability users() {
    if (engine.abilities().remapsUsers()) {
      return Ability.of("users", "all are others on the host (userns-remap)");
    }
    if (!engine.rootless()) {
      return Ability.of("users", "those of the host");
    }
    return new Ability(
        "users",
        lackOfIds.isEmpty()
            ? "root is the user of the engine, others have subordinate ids"
            : "root is the user of the engine, and there are no others",
        lackOfIds);
  }

  private Ability labels() {
    return Ability.of(
        "SELinux",
        engine.abilities().labelsContainers()
            ? "containers are labelled; a task's has no label of its own"
            : "containers are not labelled");
  }

  private Ability builds() {
    return Ability.of(
        "builds",
        engine.kind() == Kind.DOCKER
            ? "by the engine, which keeps finished steps"
            : "by the engine; the current step of one that is broken off is ended by the task");
  }

  private Ability nvidia() {
    HostGpus gpus = new HostGpus(engine, root);
    Set<String> specified = gpus.specified();
    if (gpus.hasToolkit()) {
      return Ability.of("NVIDIA's GPUs", "by NVIDIA's container toolkit");
    }
    if (!specified.isEmpty()) {
      return Ability.of(
          "NVIDIA's GPUs", "by their specifications (CDI): " + String.join(", ", specified));
    }
    return gpus.hasNvidiasDriver()
        ? new Ability("NVIDIA's GPUs", "not as far as can be seen", gpus.lackOfNvidias())
        : Ability.of("NVIDIA's GPUs", "none here: the kernel has no driver of NVIDIA's");
  }

  private Ability amd() {
    HostGpus gpus = new HostGpus(engine, root);
    if (gpus.amds().isEmpty()) {
      return Ability.of(
          "AMD's GPUs", "none here: the kernel's driver amdgpu has no compute devices");
    }
    Optional<String> lack = gpus.lackOfAmds();
    String nodes = String.join(", ", gpus.amds());
    return new Ability("AMD's GPUs", lack.isEmpty() ? "by /dev/kfd and " + nodes : "no", lack);
  }
}
