package net.boincwrapper.engine;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.engine.ContainerPlan.Bind;
import net.boincwrapper.engine.ContainerPlan.Mount;

/**
 * Which paths Podman can handle, and how to pass them.
 *
 * <p>Its Docker API joins the fields of a mount with commas and takes the line apart again, without
 * quoting (4.3.1, {@code pkg/api/handlers/compat/containers_create.go:addField}): a source named
 * {@code a,source=/} would mount the host's root. {@code HostConfig.Binds} and {@code Tmpfs} are
 * split at colons instead.
 */
public final class PodmanPaths {
  private PodmanPaths() {}

  /** Whether the Mounts API accepts it as it is. */
  public static boolean fitsMounts(Bind bind) {
    return fitsMounts(bind.source()) && fitsMounts(bind.target());
  }

  /**
   * Podman creates a missing source as a directory of root's and mounts that.
   *
   * @throws EngineException {@code FINAL}, like Docker's refusal
   */
  public static void check(String attempted, ContainerPlan plan) throws EngineException {
    for (Mount mount : plan.mounts()) {
      if (mount instanceof Bind bind
          && !Files.exists(Path.of(bind.source()), LinkOption.NOFOLLOW_LINKS)) {
        throw new EngineException(
            EngineException.Kind.FINAL,
            attempted + ": there is nothing to mount at " + bind.source());
      }
    }
  }

  /** An entry of {@code HostConfig.Binds}, for what the Mounts API cannot express. */
  public static String bind(Bind bind) {
    String options =
        (bind.readOnly() ? "ro" : "")
            + (bind.follows() ? (bind.readOnly() ? "," : "") + "rslave" : "");
    return bind.source() + ":" + bind.target() + (options.isEmpty() ? "" : ":" + options);
  }

  /** Why Podman cannot make this mount; empty where it can. */
  public static Optional<String> objection(Mount mount) {
    if (mount instanceof Bind bind) {
      boolean fits = fitsMounts(bind) || (hasNoColon(bind.source()) && hasNoColon(bind.target()));
      return fits
          ? Optional.empty()
          : Optional.of(
              bind.source()
                  + " at "
                  + bind.target()
                  + ": Podman takes no mount whose paths have a colon and also a comma, a quotation"
                  + " mark or a line break; rename one of them");
    }
    return hasNoColon(mount.target())
        ? Optional.empty()
        : Optional.of(
            mount.target() + ": Podman takes no colon in the path of a file system in memory");
  }

  private static boolean fitsMounts(String path) {
    return path.indexOf(',') < 0
        && path.indexOf('"') < 0
        && path.indexOf('\n') < 0
        && path.indexOf('\r') < 0;
  }

  private static boolean hasNoColon(String path) {
    return path.indexOf(':') < 0;
  }
}
