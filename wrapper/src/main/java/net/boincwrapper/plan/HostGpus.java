package net.boincwrapper.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.Kind;

/** What an engine and its host can give a container of the host's GPUs, whichever is assigned. */
public final class HostGpus {
  private final EngineInfo engine;
  private final Path root;
  private final NvidiaGpus nvidia;
  private final AmdGpus amd;

  /**
   * @param root of the host's file system
   */
  public HostGpus(EngineInfo engine, Path root) {
    this.engine = engine;
    this.root = root;
    this.nvidia = new NvidiaGpus(engine, root);
    this.amd = new AmdGpus(engine, root);
  }

  /** Names by the Container Device Interface of those that the engine can look up, sorted. */
  public Set<String> specified() {
    return nvidia.specified();
  }

  /** Whether Docker has NVIDIA's container toolkit, as far as that is seen. */
  public boolean hasToolkit() {
    return engine.kind() == Kind.DOCKER && nvidia.hasToolkit();
  }

  /** Whether the kernel has NVIDIA's driver. */
  public boolean hasNvidiasDriver() {
    return Files.exists(root.resolve("proc/driver/nvidia/version"));
  }

  /** What is missing for NVIDIA's first GPU, and what to do; empty where nothing is. */
  public Optional<String> lackOfNvidias() {
    GpuOffer offer = nvidia.number(0, NvidiaCards.of(root, Optional.empty()));
    boolean isUnseen = specified().isEmpty() && !hasToolkit();
    return isUnseen ? Optional.of(offer.hint()) : Optional.empty();
  }

  /** Render nodes of AMD's GPUs, in the client's order. */
  public List<String> amds() {
    return amd.renderNodes();
  }

  /** What is missing for AMD's first GPU, and what to do; empty where nothing is. */
  public Optional<String> lackOfAmds() {
    return amd.number(0).lack();
  }
}
