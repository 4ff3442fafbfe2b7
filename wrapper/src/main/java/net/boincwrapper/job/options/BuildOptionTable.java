package net.boincwrapper.job.options;

import static net.boincwrapper.job.options.OptionSpec.ignored;
import static net.boincwrapper.job.options.OptionSpec.loosens;
import static net.boincwrapper.job.options.OptionSpec.refused;

import java.util.List;

/** Every option of {@code docker build} (version 28, both builders). */
public final class BuildOptionTable {
  private static final String LIMITED = "a build is limited like a task";
  private static final String ALWAYS = "the wrapper cleans up after a build";
  private static final String OUTPUT = "the output of a build goes to stderr.txt";
  private static final String CACHE = "the engine's own cache is used";
  private static final String NAMED =
      "is refused: the wrapper names images by their content; leave it out";
  private static final String HOST_FILE =
      "is refused: it names a file of the host; put what the build needs beside the Dockerfile";
  private static final String RESULT =
      "is refused: the image is all that a build makes; leave it out";

  public static final List<OptionSpec> ALL =
      List.of(
          OptionSpec.used("build-arg"),
          OptionSpec.used("label"),
          OptionSpec.used("target"),
          OptionSpec.used("no-cache").flag(),
          ignored("pull", "write pull in [image]").flag(),
          ignored("quiet", "").flag().shortened('q'),
          ignored("rm", "").flag(),
          ignored("help", "").flag(),
          ignored("force-rm", ALWAYS).flag(),
          ignored("compress", "").flag(),
          ignored("disable-content-trust", "").flag(),
          ignored("progress", OUTPUT),
          ignored("debug", OUTPUT).flag().shortened('D'),
          ignored("load", "").flag(),
          ignored("provenance", ""),
          ignored("sbom", ""),
          ignored("platform", "the image is of the volunteer's own platform"),
          ignored("isolation", "it is for Windows only"),
          ignored("memory", LIMITED).shortened('m'),
          ignored("memory-swap", LIMITED),
          ignored("cpu-period", LIMITED),
          ignored("cpu-quota", LIMITED),
          ignored("cpu-shares", LIMITED).shortened('c'),
          ignored("cpuset-cpus", LIMITED),
          ignored("cpuset-mems", LIMITED),
          ignored("shm-size", LIMITED),
          ignored("ulimit", LIMITED),
          ignored("cache-from", CACHE),
          ignored("cache-to", CACHE),
          ignored("no-cache-filter", CACHE),
          ignored("retry", "the wrapper itself tries again"),
          loosens("network", "a build has a network of its own; leave it out"),
          loosens("add-host", "let the Dockerfile use the address, or a name that DNS knows"),
          loosens("allow", "a build gets no rights on the host; leave it out"),
          loosens("cgroup-parent", LIMITED),
          loosens("security-opt", "the engine's own profile stays; leave it out"),
          refused("secret", HOST_FILE),
          refused("ssh", HOST_FILE),
          refused("build-context", HOST_FILE),
          refused("builder", "is refused: the volunteer's engine builds; leave it out"),
          refused("file", "is refused: write --dockerfile into the wrapper's command line")
              .shortened('f'),
          refused("tag", NAMED).shortened('t'),
          refused("iidfile", RESULT),
          refused("metadata-file", RESULT),
          refused("output", RESULT).shortened('o'),
          refused("push", RESULT).flag(),
          refused("annotation", RESULT),
          refused("attest", RESULT),
          refused("call", RESULT),
          refused("check", RESULT).flag());

  private BuildOptionTable() {}
}
