package net.boincwrapper.engine;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.engine.ContainerPlan.Bind;
import net.boincwrapper.engine.ContainerPlan.Mount;

/**
 * Which paths can be told to Podman, and how.
 *
 * <p>Its Docker API joins the fields of a mount with commas and takes the line apart again, without
 * quoting (4.3.1, {@code pkg/api/handlers/compat/containers_create.go:addField}): a source named
 * {@code a,source=/} would mount the host's root. {@code HostConfig.Binds} and {@code Tmpfs} are
 * split at colons instead.
 */
public final class PodmanPaths {
  private PodmanPaths() {}

  /** Whether the Mounts API takes it as it is. */
  public static boolean fitsMounts(Bind bind) {
    return fitsMounts(bind.source()) && fitsMounts(bind.target());
  }

  /**
   * Podman makes a source that is missing, a directory of root's, and mounts that.
   *
   * @throws EngineException {@code FINAL} as Docker's refusal is
   */
  public static void check(String attempted, ContainerPlan plan) throws EngineException {
    for (Mount mount : plan.mounts()) {
      if (mount instanceof Bind bind
          && !Files.exists(Path.of(bind.source()), LinkOption.NOFOLLOW_LINKS)) {
        throw new EngineException(
            EngineException.Kind.FINAL,
            attempted + ": what is to be mounted is not there: " + bind.source());
      }
    }
  }

  /** A line of {@code HostConfig.Binds}, for what does not fit into the Mounts API. */
  public static String bind(Bind bind) {
    return bind.source() + ":" + bind.target() + (bind.readOnly() ? ":ro" : "");
  }

  /** Why Podman cannot be told this mount; empty where it can. */
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
