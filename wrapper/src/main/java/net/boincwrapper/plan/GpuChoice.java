package net.boincwrapper.plan;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.boincwrapper.engine.Devices;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.job.Job;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.InitData;

/**
 * The assigned GPU, if the job wants it: never another one, and never all. A task without one waits
 * for it; only a dry run goes on without.
 */
public final class GpuChoice {
  /** {@code lib/coproc.cpp:proc_type_name_xml}; clients before 7 said CUDA. */
  private static final Set<String> NVIDIA = Set.of("NVIDIA", "CUDA");

  private static final String AMD = "ATI";

  private GpuChoice() {}

  /** The devices to give, by the client's number. */
  static Devices of(PlanInput input, Findings findings) {
    if (!input.job().useGpu()) {
      return Devices.NONE;
    }
    GpuOffer offer =
        offer(input.job(), input.init(), input.arguments(), input.engine(), input.slot());
    offer.lack().ifPresent(why -> findings.note(why + "; this dry run goes on without one"));
    offer.doubt().ifPresent(findings::note);
    return offer.devices();
  }

  /**
   * What this engine and this host can give of the assigned GPU to a job that wants one.
   *
   * @param slot of the host that is looked at
   */
  public static GpuOffer offer(
      Job job, InitData init, TaskArguments arguments, EngineInfo engine, SlotLayout slot) {
    Optional<String> lack = lack(job, init, arguments);
    if (lack.isPresent()) {
      return GpuOffer.lacking(lack.get());
    }
    Path root = slot.directory().getFileSystem().getPath("/");
    int number = device(init, arguments).orElseThrow();
    return isAmds(init)
        ? new AmdGpus(engine, root).number(number)
        : new NvidiaGpus(engine, root)
            .number(number, NvidiaCards.of(root, Optional.of(init.boincDirectory())));
  }

  /**
   * Why a job that wants a GPU cannot have one, whatever engine and host; empty if it can, or wants
   * none.
   */
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
        .filter(type -> !NVIDIA.contains(type) && !type.equals(AMD))
        .map(
            type ->
                "use_gpu is true, but the assigned GPU is of type "
                    + type
                    + " and only NVIDIA's and AMD's reach a container: give the app version a plan"
                    + " class of one of these");
  }

  private static boolean isAmds(InitData init) {
    return init.gpuType().filter(AMD::equals).isPresent();
  }

  /** If the app version states an API version below 7.5, the client says {@code --device N}. */
  private static OptionalInt device(InitData init, TaskArguments arguments) {
    return init.gpuDevice().isPresent() ? init.gpuDevice() : arguments.device();
  }
}
