package net.boincwrapper.plan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.boincwrapper.job.Job;
import net.boincwrapper.slot.record.InitData;

/**
 * The assigned GPU, if the job wants it: never another one, and never all. A task without one waits
 * for it; only a dry run goes on without.
 */
public final class GpuChoice {
  /** {@code lib/coproc.cpp:proc_type_name_xml}; clients before 7 said CUDA. */
  private static final Set<String> NVIDIA = Set.of("NVIDIA", "CUDA");

  private GpuChoice() {}

  /**
   * The device to request, by the client's number. If the app version states an API version below
   * 7.5, the client gives it as {@code --device N}.
   */
  static List<String> of(PlanInput input, Findings findings) {
    Optional<String> lack = lack(input.job(), input.init(), input.arguments());
    lack.ifPresent(why -> findings.note(why + "; this dry run goes on without one"));
    return input.job().useGpu() && lack.isEmpty()
        ? List.of(String.valueOf(device(input.init(), input.arguments()).orElseThrow()))
        : List.of();
  }

  /** Why a job that wants a GPU cannot have one here; empty if it can, or wants none. */
  public static Optional<String> lack(Job job, InitData init, TaskArguments arguments) {
    if (!job.useGpu()) {
      return Optional.empty();
    }
    if (device(init, arguments).isEmpty()) {
      return Optional.of(
          "use_gpu is true, but the client has assigned no GPU: give the app version a plan class"
              + " that uses a GPU");
    }
    return init.gpuType()
        .filter(type -> !NVIDIA.contains(type))
        .map(
            type ->
                "use_gpu is true, but the assigned GPU is of type "
                    + type
                    + " and only NVIDIA's reach a container: give the app version a plan class of"
                    + " NVIDIA's GPUs");
  }

  private static OptionalInt device(InitData init, TaskArguments arguments) {
    return init.gpuDevice().isPresent() ? init.gpuDevice() : arguments.device();
  }
}
