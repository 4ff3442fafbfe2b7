package net.boincwrapper.policy;

import java.util.Locale;

/**
 * A directory of the host that jobs may ask for by name.
 *
 * @param source absolute path on the host
 * @param target absolute path in the container
 * @param propagation whether what is mounted below the source later, as autofs does, is seen in the
 *     container
 */
public record NamedMount(
    String name,
    String source,
    String target,
    boolean readOnly,
    Propagation propagation,
    Origin origin) {
  private static final String VARIABLE = "BOINC_MOUNT_";

  /** How mounts of the host reach a container that runs. */
  public enum Propagation {
    PRIVATE,
    RSLAVE
  }

  /** The variable that tells the app where it is: {@code BOINC_MOUNT_CVMFS}. */
  public String variable() {
    return variable(name);
  }

  /** The variable of a mount of that name, whether there is one or not. */
  public static String variable(String name) {
    return VARIABLE + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
