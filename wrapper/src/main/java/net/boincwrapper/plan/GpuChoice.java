package net.boincwrapper.plan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The assigned GPU, if the job wants it: never another one, and never all. */
final class GpuChoice {
  /** {@code lib/coproc.cpp:proc_type_name_xml}; clients before 7 said CUDA. */
  private static final Set<String> NVIDIA = Set.of("NVIDIA", "CUDA");

  private GpuChoice() {}

  /**
   * The device to request, by the client's number. If the app version states an API version below
   * 7.5, the client gives it as {@code --device N}.
   */
  static List<String> of(PlanInput input, Findings findings) {
    if (!input.job().useGpu()) {
      return List.of();
    }
    OptionalInt assigned = input.init().gpuDevice();
    OptionalInt device = assigned.isPresent() ? assigned : input.arguments().device();
    if (device.isEmpty()) {
      findings.warning(
          "use_gpu is true, but the client has assigned no GPU: the app runs without one; give the"
              + " app version a plan class that uses a GPU");
      return List.of();
    }
    Optional<String> other = input.init().gpuType().filter(type -> !NVIDIA.contains(type));
    if (other.isPresent()) {
      findings.warning(
          "use_gpu is true, but the assigned GPU is of type "
              + other.get()
              + " and only NVIDIA's reach a container: the app runs without one");
      return List.of();
    }
    return List.of(String.valueOf(device.getAsInt()));
  }
}
