package net.boincwrapper.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.policy.PolicySource;
import net.boincwrapper.task.TaskCommandLine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The options of {@code run} and {@code dry-run} that say which job to run, and on how many CPUs.
 */
final class JobOptions {
  private static final int MOST_CPUS = 4096;

  @Option(
      names = "--cpus",
      paramLabel = "N",
      description = "CPUs that the task may use; default: all of this machine.")
  private double cpus = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "job.toml",
      description = "The job's description in DIR; default: ${DEFAULT-VALUE}.")
  private String config = "job.toml";

  @Option(
      names = "--dockerfile",
      paramLabel = "FILE",
      defaultValue = "Dockerfile",
      description = "The image's recipe in DIR; default: ${DEFAULT-VALUE}.")
  private String dockerfile = "Dockerfile";

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "A policy as the owner of a host may have one; default: that of this host,"
              + " /etc/docker-wrapper/host.toml, if there is one.")
  private @Nullable Path policy;

  private @Nullable PolicySource policySource;

  /** Where the policy comes from within which the job is looked at, or runs. */
  PolicySource policy() {
    PolicySource source = policySource;
    if (source == null) {
      source = policy == null ? PolicySource.ofHost() : PolicySource.ofAuthor(policy);
      policySource = source;
    }
    return source;
  }

  /** Refuses a number of CPUs that no host has. */
  void check(CommandSpec spec) {
    if (!(cpus > 0 && cpus <= MOST_CPUS)) {
      throw new ParameterException(
          spec.commandLine(), "--cpus takes a number above 0; found " + cpus);
    }
  }

  double cpus() {
    return cpus;
  }

  String config() {
    return config;
  }

  String dockerfile() {
    return dockerfile;
  }

  /**
   * The command line of the task. The app's arguments may name other files than the options do, as
   * a workunit's may.
   */
  TaskCommandLine with(List<String> words) {
    List<String> all = new ArrayList<>(List.of("--config", config, "--dockerfile", dockerfile));
    all.addAll(words);
    return TaskCommandLine.parse(all);
  }
}
