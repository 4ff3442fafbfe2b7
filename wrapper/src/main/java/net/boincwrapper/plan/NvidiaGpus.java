package net.boincwrapper.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

  /**
   * The client's card.
   *
   * @param number the client's
   */
  GpuOffer number(int number, NvidiaCards cards) {
    Optional<NvidiaCards.Card> card = cards.number(number);
    Set<String> specified = specified();
    String id = id(number, card, specified);
    String name = KIND + "=" + id;
    GpuOffer offer =
        engine.kind() == Kind.PODMAN
            ? onPodman(name, specified.contains(name))
            : onDocker(id, name, specified.contains(name));
    boolean isSure = card.isPresent() || !cards.areUnlike() || offer.devices().isEmpty();
    return isSure ? offer : offer.withDoubt(unsure(number));
  }

  /**
   * The card's UUID, because the order of numbers is not for ever ({@code nvml.h:
   * nvmlDeviceGetHandleByIndex_v2}); but NVIDIA's generator of specifications gives names by UUID
   * only since 1.15 ({@code cmd/nvidia-ctk/cdi/generate}).
   */
  private static String id(int number, Optional<NvidiaCards.Card> card, Set<String> specified) {
    String index = String.valueOf(card.map(NvidiaCards.Card::index).orElse(number));
    return card.flatMap(NvidiaCards.Card::uuid)
        .filter(
            uuid ->
                specified.contains(KIND + "=" + uuid) || !specified.contains(KIND + "=" + index))
        .orElse(index);
  }

  private static String unsure(int number) {
    return "NVIDIA's cards of this host differ, and the client's coproc_info.xml does not tell"
        + " which of them it counts as "
        + number
        + ": the app gets the one that nvidia-smi counts so, which may be another one."
        + " CUDA_DEVICE_ORDER=PCI_BUS_ID in the environment of the client makes both count alike";
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

  private GpuOffer onDocker(String id, String name, boolean isSpecified) {
    if (isSpecified && !hasToolkit()) {
      return GpuOffer.of(Devices.byCdi(name), old(name));
    }
    return GpuOffer.of(
        Devices.requested(id),
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
