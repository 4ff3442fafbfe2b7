package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.boincwrapper.engine.EngineAbilities.Limit;

/**
 * Which limits of a container Podman keeps. Its {@code /info} does not tell: {@code CpuCfsQuota} is
 * whether the host has the files of control groups version 1 (4.3.1 and 5.4.2, {@code
 * common/pkg/sysinfo/sysinfo_linux.go:checkCgroupCPU}). Its own API would, and takes as long again
 * as {@code /info}, half a second or more (measured). So we look where Podman does.
 */
final class PodmanLimits {
  private static final Set<Limit> NONE = Set.of();

  private final Path groups;
  private final int user;

  /**
   * @param groups where control groups are mounted
   * @param user id of who runs a rootless Podman
   */
  PodmanLimits(Path groups, int user) {
    this.groups = groups;
    this.user = user;
  }

  /**
   * Decides.
   *
   * @param info the answer to {@code /info}
   */
  Set<Limit> of(JsonNode info, boolean rootless) {
    if (info.path("CgroupVersion").asInt(1) < 2) {
      // Rootless, it drops all limits (pkg/specgen/generate/validate.go).
      return rootless ? NONE : told(info);
    }
    if (!rootless) {
      return controllers(groups);
    }
    // Without systemd's help it has no group in which it could make any.
    return info.path("CgroupDriver").asText().equals("systemd")
        ? controllers(groupOfTheUser())
        : NONE;
  }

  /** What an engine's own answer says, which Docker's does in full. */
  static Set<Limit> told(JsonNode info) {
    Set<Limit> limits = new HashSet<>();
    add(limits, Limit.MEMORY, info.path("MemoryLimit").asBoolean(true));
    add(limits, Limit.PIDS, info.path("PidsLimit").asBoolean(true));
    add(limits, Limit.CPU, info.path("CpuCfsQuota").asBoolean(true));
    return limits;
  }

  /** What systemd gives a user to divide further (systemd, {@code units/user@.service.in}). */
  private Path groupOfTheUser() {
    return groups.resolve("user.slice/user-%1$d.slice/user@%1$d.service".formatted(user));
  }

  private static Set<Limit> controllers(Path group) {
    try {
      String controllers = Files.readString(group.resolve("cgroup.controllers"));
      List<String> names = List.of(controllers.strip().split(" ", -1));
      Set<Limit> limits = new HashSet<>();
      for (Limit limit : Limit.values()) {
        add(limits, limit, names.contains(limit.name().toLowerCase(Locale.ROOT)));
      }
      return limits;
    } catch (IOException e) {
      return NONE;
    }
  }

  private static void add(Set<Limit> limits, Limit limit, boolean isThere) {
    if (isThere) {
      limits.add(limit);
    }
  }
}
