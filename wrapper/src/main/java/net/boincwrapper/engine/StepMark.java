package net.boincwrapper.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * By what the processes of a build's steps are known, where the engine goes on with a step although
 * nobody waits for the build any more, and does not say which processes these are.
 *
 * <p>It is one more host that needs no proxy, of a name that never resolves ({@code .invalid}, RFC
 * 6761). {@code NO_PROXY} is an argument that a build may be given without declaring it: a step has
 * it in its environment, while the image, its history and the key of the cache do not have its
 * value ({@code containers/buildah imagebuildah/stage_executor.go:getBuildArgsResolvedForRun},
 * {@code openshift/imagebuilder builder.go:builtinAllowedBuildArgs}; tried on Podman 4.3.1, 5.4.2
 * and 5.8.6). So the Dockerfile stays as it is, and each image can have a mark of its own.
 *
 * @param host a name that no other build has, the same at each try
 * @param variables those that the Dockerfile does not declare. What it declares would get into the
 *     image's history
 */
public record StepMark(String host, Set<String> variables) {
  private static final List<String> NO_PROXY = List.of("no_proxy", "NO_PROXY");
  private static final String ALL_HOSTS = "*";

  public StepMark {
    variables = Set.copyOf(variables);
  }

  /**
   * A mark.
   *
   * @param key letters and digits, at most 63, that no other build has
   * @param declared names of the arguments that the Dockerfile declares
   */
  public static StepMark of(String key, Set<String> declared) {
    Set<String> variables = new TreeSet<>(NO_PROXY);
    variables.removeAll(declared);
    return new StepMark(key + ".boincwrapper.invalid", variables);
  }

  /**
   * The build arguments that mark its steps.
   *
   * @param arguments those of the build
   */
  public Map<String, String> addedTo(Map<String, String> arguments) {
    Map<String, String> marked = new TreeMap<>(arguments);
    variables.forEach(name -> marked.merge(name, host, StepMark::joined));
    return marked;
  }

  /** Programs know the asterisk only where nothing stands beside it. */
  private static String joined(String hosts, String host) {
    return hosts.isBlank() ? host : hosts.strip().equals(ALL_HOSTS) ? hosts : hosts + "," + host;
  }

  /**
   * Whether a process has it.
   *
   * @param environment {@code NAME=value}
   */
  public boolean isIn(List<String> environment) {
    return environment.stream().anyMatch(this::isIn);
  }

  private boolean isIn(String variable) {
    String[] parts = variable.split("=", 2);
    return parts.length == 2
        && NO_PROXY.contains(parts[0])
        && Arrays.asList(parts[1].split(",")).contains(host);
  }
}
