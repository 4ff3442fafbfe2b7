package net.boincwrapper.plan;

import java.util.Optional;
import net.boincwrapper.engine.Devices;

/**
 * What engine and host can give a container of one GPU.
 *
 * @param lack what is missing, and what to do; empty: nothing that can be seen before the start
 * @param doubt what the volunteer should know of it; empty: nothing
 * @param hint what to do if the engine refuses the start; empty: nothing is known
 */
public record GpuOffer(
    Devices devices, Optional<String> lack, Optional<String> doubt, String hint) {
  static GpuOffer of(Devices devices, String hint) {
    return new GpuOffer(devices, Optional.empty(), Optional.empty(), hint);
  }

  static GpuOffer lacking(String lack) {
    return new GpuOffer(Devices.NONE, Optional.of(lack), Optional.empty(), lack);
  }

  GpuOffer withDoubt(String what) {
    return new GpuOffer(devices, lack, Optional.of(what), hint);
  }
}
