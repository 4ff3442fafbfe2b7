package net.boincwrapper.cli.findings;

import java.util.List;
import net.boincwrapper.job.Glob;

/**
 * Paths of a container that an app loses without a loss: what stands there is made again, or is the
 * engine's own. {@code /tmp} as a whole is none of them, because an app may well keep its state
 * there; nor is {@code /var/tmp}, which is meant to survive a reboot.
 */
public final class CachePaths {
  /**
   * A rule.
   *
   * @param glob of absolute paths; a trailing {@code /**} covers what is below a directory
   * @param reason why nobody misses what it covers
   */
  public record Rule(String glob, String reason) {}

  /** All of them. {@code wrapper/lost-with-the-container.md} has the same list. */
  public static final List<Rule> RULES =
      List.of(
          rule("/**/__pycache__/**", "Python's byte code, Numba's machine code"),
          rule("/**.pyc", "Python's byte code"),
          rule("/**/.cache/**", "caches by the XDG convention: fontconfig, pip, Mesa"),
          rule("/var/cache/**", "caches by the file system hierarchy standard"),
          rule("/**/.config/matplotlib/**", "Matplotlib's list of fonts"),
          rule("/tmp/matplotlib-*/**", "Matplotlib's list of fonts"),
          rule("/**/.uuid", "fontconfig's mark in a directory of fonts"),
          rule("/**/.julia/{compiled,logs}/**", "Julia's compiled packages and its logs"),
          rule("/**/.nv/**", "CUDA's compiled kernels"),
          rule("/**/.triton/**", "Triton's compiled kernels"),
          rule("/tmp/hsperfdata_*/**", "figures that a running Java shows of itself"),
          rule("/**/.java/**", "Java's fonts and preferences"),
          rule("/**/.{bash,ash,python,julia}_history", "what somebody typed"),
          rule("/tmp/.{X11,ICE,font}-unix/**", "sockets"),
          rule("/run/**", "what belongs to one boot, by the same standard; Podman's own files"),
          rule("/var/{run,lock}/**", "the same by its older names"),
          rule("/var/log/**", "logs, which nobody reads again"),
          rule("/dev/**", "devices"),
          rule("/{usr/,}sbin/docker-init", "Docker's own"),
          rule(
              "/{.dockerenv,etc/hosts,etc/hostname,etc/resolv.conf,etc/mtab}", "the engine's own"));

  private static final List<Glob> GLOBS = RULES.stream().map(rule -> Glob.of(rule.glob())).toList();

  private CachePaths() {}

  private static Rule rule(String glob, String reason) {
    return new Rule(glob, reason);
  }

  /** Whether what stands at an absolute path can be lost without a loss. */
  public static boolean cover(String path) {
    return GLOBS.stream().anyMatch(glob -> glob.matches(path));
  }
}
