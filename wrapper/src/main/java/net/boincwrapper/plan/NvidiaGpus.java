package net.boincwrapper.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import net.boincwrapper.engine.Devices;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.Kind;

/**
 * NVIDIA's GPUs. Docker's daemon asks NVIDIA's container toolkit for them if it has found {@code
 * nvidia-container-runtime-hook} on its path (moby 20.10, {@code daemon/nvidia_linux.go}), which we
 * cannot always see. Podman looks into the specifications of devices, and so does Docker from 25
 * on, if it is told to, and from 28.2 on by itself ({@code cmd/dockerd/daemon.go}).
 */
final class NvidiaGpus {
  private static final String KIND = "nvidia.com/gpu";
  private static final String HOOK = "nvidia-container-runtime-hook";
  private static final List<String> PATH =
      List.of("usr/local/sbin", "usr/local/bin", "usr/sbin", "usr/bin", "sbin", "bin");

  private static final String GENERATE =
      "as root: nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml";

  private final EngineInfo engine;
  private final Path root;

  /**
   * @param root of the host's file system
   */
  NvidiaGpus(EngineInfo engine, Path root) {
    this.engine = engine;
    this.root = root;
  }

  GpuOffer number(int number) {
    String name = KIND + "=" + number;
    boolean isSpecified = specified().contains(name);
    return engine.kind() == Kind.PODMAN
        ? onPodman(name, isSpecified)
        : onDocker(number, name, isSpecified);
  }

  /** Those that the engine can look up. */
  Set<String> specified() {
    return CdiSpecifications.devices(
        engine.abilities().cdiDirectories().stream()
            .map(directory -> root.resolve(directory.substring(1)))
            .toList(),
        KIND);
  }

  private GpuOffer onPodman(String name, boolean isSpecified) {
    if (engine.abilities().cdiDirectories().isEmpty()) {
      return GpuOffer.lacking(
          "Podman "
              + engine.version()
              + " cannot be asked for a GPU by its service, 5.4 and later can: install one of"
              + " these, or Docker with NVIDIA's container toolkit");
    }
    return isSpecified
        ? GpuOffer.of(Devices.byCdi(name), old(name))
        : GpuOffer.lacking(unspecified(name));
  }

  private GpuOffer onDocker(int number, String name, boolean isSpecified) {
    if (isSpecified && !hasToolkit()) {
      return GpuOffer.of(Devices.byCdi(name), old(name));
    }
    return GpuOffer.of(
        Devices.requested(String.valueOf(number)),
        "a GPU needs NVIDIA's container toolkit for the engine: install it, and restart Docker");
  }

  /** Whether Docker would find it, or has been configured for it. */
  boolean hasToolkit() {
    return engine.runtimes().contains("nvidia")
        || PATH.stream().anyMatch(bin -> Files.exists(root.resolve(bin).resolve(HOOK)));
  }

  private static String old(String name) {
    return "the specification of "
        + name
        + " may not fit the driver that is installed now; write it again, "
        + GENERATE;
  }

  private String unspecified(String name) {
    return "there is no specification of the device "
        + name
        + " in "
        + String.join(", ", engine.abilities().cdiDirectories())
        + ": install NVIDIA's container toolkit, and then, "
        + GENERATE;
  }
}
