package net.boincwrapper.harness;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which engine the tests of this JVM use at the moment: the host's own, or one that {@link
 * OnPodman} has put in its place. Everything in this package asks here: the programs of the host
 * ({@link Shell}) and the wrappers that are launched.
 */
public final class EngineUnderTest {
  private static final String VARIABLE = "DOCKER_HOST";

  /** What the host's own engine is said to be, where it is not Docker. */
  private static final String HOSTS_OWN = System.getProperty("tests.engine", "docker");

  /** In machines where each user has an engine of its own, and the tests run as such a user. */
  private static final boolean ROOTLESS = Boolean.getBoolean("tests.rootless");

  /** False for the Podman of a user who has no control groups. */
  private static final boolean GROUPS = !"false".equals(System.getProperty("tests.groups"));

  /** False where the kernel has no tables of addresses, as Debian's for user mode. */
  private static final boolean NAT = !"false".equals(System.getProperty("tests.nat"));

  private static volatile Optional<String> host = Optional.empty();

  private EngineUnderTest() {}

  /** Its {@code DOCKER_HOST}; empty: the host's own engine, however this process finds it. */
  static Optional<String> host() {
    return host;
  }

  static void set(Optional<String> other) {
    host = other;
  }

  /** The variables that lead a program to it. */
  static Map<String, String> variables() {
    return host.map(name -> Map.of(VARIABLE, name)).orElse(Map.of());
  }

  /** This process's environment, as a program has it that is to find the engine under test. */
  public static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(variables());
    return environment;
  }

  /** Whether it is an engine of the user that runs the tests, who is not root. */
  public static boolean isRootless() {
    return ROOTLESS;
  }

  /**
   * Whether its containers have control groups, which keep their limits also while nobody looks.
   */
  public static boolean hasGroups() {
    return GROUPS;
  }

  /** Whether this host's kernel can do what a Podman's network asks of it. */
  public static boolean hasNetwork() {
    return NAT || !isPodman();
  }

  public static boolean isPodman() {
    return host.isPresent() || HOSTS_OWN.equals("podman");
  }
}
