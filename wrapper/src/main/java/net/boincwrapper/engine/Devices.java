package net.boincwrapper.engine;

import java.util.List;
import java.util.stream.Stream;

/**
 * The devices of the host that a container gets, by whatever gives them to it.
 *
 * @param requested numbers or UUIDs of NVIDIA's GPUs, which a daemon of Docker's asks NVIDIA's
 *     container toolkit for ({@code --gpus})
 * @param cdi names by the Container Device Interface, such as {@code nvidia.com/gpu=0}, which the
 *     engine looks up in the specifications of this host
 * @param nodes paths of device files
 * @param groups supplementary groups of the app that may use the nodes, as ids; or {@link
 *     #OF_THE_USER} alone
 */
public record Devices(
    List<String> requested, List<String> cdi, List<String> nodes, List<String> groups) {

  public static final Devices NONE = new Devices(List.of(), List.of(), List.of(), List.of());

  /**
   * The groups of the user who runs a rootless Podman ({@code --group-add keep-groups}, for which
   * its runtime has to be crun).
   */
  public static final String OF_THE_USER = "keep-groups";

  public Devices {
    requested = List.copyOf(requested);
    cdi = List.copyOf(cdi);
    nodes = List.copyOf(nodes);
    groups = List.copyOf(groups);
  }

  public static Devices requested(String id) {
    return new Devices(List.of(id), List.of(), List.of(), List.of());
  }

  public static Devices byCdi(String name) {
    return new Devices(List.of(), List.of(name), List.of(), List.of());
  }

  public static Devices ofNodes(List<String> paths, List<String> groups) {
    return new Devices(List.of(), List.of(), paths, groups);
  }

  public boolean isEmpty() {
    return names().isEmpty();
  }

  /** All of them, for people. */
  public List<String> names() {
    return Stream.of(requested, cdi, nodes).flatMap(List::stream).toList();
  }
}
