package net.boincwrapper.cli;

import net.boincwrapper.cli.measure.RunBounds;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How fast the simulated host is, by which the client turns operations into time. */
final class SpeedOption {
  @Option(
      names = "--speed",
      paramLabel = "GFLOPS",
      description =
          "For runs: speed of the app on the simulated host; rsc_fpops_bound over it is how long the"
              + " client lets the task run. Default: 5 for each CPU.")
  private @Nullable Double gigaflops;

  /** Refuses what is no speed. */
  void check(CommandSpec spec) {
    if (gigaflops != null && !(gigaflops > 0 && Double.isFinite(gigaflops))) {
      throw new ParameterException(
          spec.commandLine(), "--speed takes a number above 0; found " + gigaflops);
    }
  }

  /** In floating-point operations per second. */
  double flops(double cpus) {
    return gigaflops == null ? RunBounds.FLOPS_PER_CPU * cpus : gigaflops * 1e9;
  }
}
