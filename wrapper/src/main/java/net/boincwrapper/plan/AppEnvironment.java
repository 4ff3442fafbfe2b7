package net.boincwrapper.plan;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.boincwrapper.job.Job;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.slot.record.InitData.ProxyInfo;

/**
 * The variables of the app.
 *
 * <p>In order of precedence: {@code BOINC_*} are ours alone; then what the job sets with {@code
 * create_args}; then our defaults. The thread counts of numeric libraries are among the defaults:
 * under a CPU quota a library that starts a thread for each CPU of the host is many times slower.
 * If the image sets one of the defaults, the image's value stands.
 *
 * <p>{@code ARGS} is set only where there are arguments, as docker_wrapper does ({@code
 * samples/docker_wrapper/docker_wrapper.cpp:create_container}), so that an image's own {@code ENV
 * ARGS} is the default.
 */
public final class AppEnvironment {
  private static final String PREFIX = "BOINC_";
  private static final List<String> THREAD_COUNTS =
      List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS");
  private static final List<String> PROXIES = List.of("http_proxy", "https_proxy", "HTTPS_PROXY");
  private static final List<String> NO_PROXIES = List.of("no_proxy", "NO_PROXY");

  /** Variables that change from start to start, or with preferences that need no new container. */
  private static final Set<String> PASSING =
      Set.of("BOINC_RESUMED", "BOINC_ATTEMPT", "BOINC_CHECKPOINT_PERIOD");

  private AppEnvironment() {}

  /** Whether a changed value is no reason for a new container. */
  static boolean passing(String name) {
    return PASSING.contains(name) || PROXIES.contains(name) || NO_PROXIES.contains(name);
  }

  /** Whether a value may hold the password of the volunteer's proxy. */
  static boolean secret(String name) {
    return PROXIES.contains(name);
  }

  static Map<String, String> of(
      PlanInput input,
      ContainerUser user,
      Resources resources,
      boolean network,
      boolean gpu,
      Findings findings) {
    Job job = input.job();
    Map<String, String> environment = new TreeMap<>(defaults(input, user, resources.threads()));
    if (network) {
      environment.putAll(proxies(input.init()));
    }
    environment.putAll(job.createOptions().environment());
    environment.keySet().removeIf(name -> name.startsWith(PREFIX));
    job.createOptions().environment().keySet().stream()
        .filter(name -> name.startsWith(PREFIX))
        .sorted()
        .forEach(
            name ->
                findings.warning(
                    "create_args sets "
                        + name
                        + ": only the wrapper sets BOINC_* variables, so this one is left out"));
    environment.putAll(ours(input, resources, gpu));
    return environment;
  }

  /** The home that the app gets: the job's, or else the image's, or else WORKDIR. */
  static String home(PlanInput input) {
    String images = input.image().environment().getOrDefault("HOME", input.job().workdir());
    return input.job().createOptions().environment().getOrDefault("HOME", images);
  }

  private static Map<String, String> defaults(PlanInput input, ContainerUser user, int threads) {
    Map<String, String> defaults = new TreeMap<>();
    defaults.put("HOME", input.job().workdir());
    defaults.put("USER", user.name());
    defaults.put("LOGNAME", user.name());
    defaults.put(
        "TMPDIR", input.job().scratch().stream().map(Job.Scratch::path).findFirst().orElse("/tmp"));
    THREAD_COUNTS.forEach(name -> defaults.put(name, String.valueOf(threads)));
    // An image has a reason for what it sets: programs that were installed below its HOME.
    defaults.keySet().removeAll(input.image().environment().keySet());
    List<String> args = input.arguments().app();
    if (!args.isEmpty()) {
      defaults.put("ARGS", String.join(" ", args));
    }
    return defaults;
  }

  /**
   * Variables for the client's proxy, which a build gets too ({@code
   * docker_wrapper.cpp:set_proxy_env_vars}: HTTP wins over SOCKS).
   */
  public static Map<String, String> proxies(InitData init) {
    Map<String, String> variables = new TreeMap<>();
    Optional<ProxyInfo> proxy = init.proxy();
    proxy
        .flatMap(p -> p.http().isPresent() ? p.http() : p.socks())
        .ifPresent(url -> PROXIES.forEach(name -> variables.put(name, url)));
    proxy
        .map(ProxyInfo::noProxy)
        .filter(hosts -> !hosts.isEmpty())
        .ifPresent(hosts -> NO_PROXIES.forEach(name -> variables.put(name, hosts)));
    return variables;
  }

  private static Map<String, String> ours(PlanInput input, Resources resources, boolean gpu) {
    InitData init = input.init();
    Map<String, String> ours = new TreeMap<>();
    ours.put("BOINC_NCPUS", String.valueOf(resources.threads()));
    resources
        .memoryForApp()
        .ifPresent(bytes -> ours.put("BOINC_MEMORY_BYTES", String.valueOf(bytes)));
    ours.put("BOINC_CHECKPOINT_PERIOD", plain(init.checkpointPeriodSeconds()));
    ours.put("BOINC_RESUMED", input.resumed() ? "1" : "0");
    ours.put("BOINC_ATTEMPT", String.valueOf(input.attempt()));
    ours.put("BOINC_PROJECT_DIR", input.job().projectDirMount());
    ours.put("BOINC_WORKUNIT", init.workunitName());
    ours.put("BOINC_RESULT", init.resultName());
    ours.putAll(HostMountPlan.variables(input));
    if (gpu) {
      // The container sees only the assigned one, and so as the first.
      ours.put("BOINC_GPU_DEVICE", "0");
    } else if (input.job().useGpu()) {
      // A task would wait for a GPU: so this is a dry run, and the app may compute without one.
      ours.put("BOINC_DRY_RUN", "1");
    }
    return ours;
  }

  /** {@code BigDecimal} takes 16 ms to load, because of its tables: a whole number does without. */
  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < Integer.MAX_VALUE
        ? String.valueOf((long) number)
        : BigDecimal.valueOf(number).toPlainString();
  }
}
