package net.boincwrapper.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.boincwrapper.engine.Devices;
import net.boincwrapper.engine.Engine.EngineInfo;

/**
 * AMD's GPUs: {@code /dev/kfd}, which all of them share, and the render node of the assigned one.
 * The client numbers them in the order of OpenCL's devices ({@code client/gpu_opencl.cpp}), which
 * is, with AMD's ROCm, that of the kernel's topology.
 */
final class AmdGpus {
  private static final String KFD = "/dev/kfd";
  private static final String TOPOLOGY = "sys/class/kfd/kfd/topology/nodes";

  private final EngineInfo engine;
  private final Path root;

  /**
   * @param root of the host's file system
   */
  AmdGpus(EngineInfo engine, Path root) {
    this.engine = engine;
    this.root = root;
  }

  GpuOffer number(int number) {
    if (!Files.exists(onHost(KFD))) {
      return GpuOffer.lacking(
          "there is no " + KFD + ": the kernel's driver amdgpu has to be loaded, with AMD's ROCm");
    }
    List<String> nodes = renderNodes();
    if (number >= nodes.size()) {
      return GpuOffer.lacking(
          "the client has assigned AMD's GPU "
              + number
              + ", and the kernel knows "
              + nodes.size()
              + " ("
              + TOPOLOGY
              + "): restart the client");
    }
    return offer(List.of(KFD, nodes.get(number)));
  }

  /** Of all GPUs, in the order of the kernel's topology. */
  List<String> renderNodes() {
    Map<Integer, Path> inOrder = new TreeMap<>(Comparator.naturalOrder());
    try (Stream<Path> nodes = Files.list(root.resolve(TOPOLOGY))) {
      nodes.forEach(
          node -> whole(node.getFileName().toString()).ifPresent(n -> inOrder.put(n, node)));
    } catch (IOException e) {
      return List.of();
    }
    List<String> renderNodes = new ArrayList<>();
    for (Path node : inOrder.values()) {
      int minor = renderMinor(node);
      if (minor > 0) {
        renderNodes.add("/dev/dri/renderD" + minor);
      }
    }
    return renderNodes;
  }

  /** 0 where it is no GPU (Linux, {@code amdkfd/kfd_topology.c:node_show}). */
  private static int renderMinor(Path node) {
    try (Stream<String> lines = Files.lines(node.resolve("properties"))) {
      return lines
          .filter(line -> line.startsWith("drm_render_minor "))
          .mapToInt(line -> whole(line.substring(line.indexOf(' ') + 1)).orElse(0))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private static OptionalInt whole(String text) {
    try {
      return OptionalInt.of(Integer.parseInt(text.strip()));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private GpuOffer offer(List<String> paths) {
    for (String path : paths) {
      if (!Files.exists(onHost(path))) {
        return GpuOffer.lacking("there is no " + path + ": see whether amdgpu is loaded");
      }
    }
    try {
      DeviceGroups.Answer answer = new DeviceGroups(engine, root).of(paths);
      return answer.lack().map(GpuOffer::lacking).orElseGet(() -> given(paths, answer.groups()));
    } catch (IOException e) {
      return GpuOffer.lacking("cannot look at " + e.getMessage());
    }
  }

  private static GpuOffer given(List<String> paths, List<String> groups) {
    return GpuOffer.of(
        Devices.ofNodes(paths, groups),
        "the engine has to give the container " + String.join(" and ", paths));
  }

  private Path onHost(String path) {
    return root.resolve(path.substring(1));
  }
}
