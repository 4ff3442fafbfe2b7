package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether Podman limits a container's CPUs. Its {@code /info} does not tell: {@code CpuCfsQuota} is
 * whether the host has the files of control groups version 1 (4.3.1 and 5.4.2, {@code
 * common/pkg/sysinfo/sysinfo_linux.go:checkCgroupCPU}). Its own API would, and takes as long again
 * as {@code /info}, half a second or more (measured). So we look where Podman does.
 */
final class PodmanCpuLimit {
  private final Path groups;
  private final int user;

  /**
   * @param groups where control groups are mounted
   * @param user id of who runs a rootless Podman
   */
  PodmanCpuLimit(Path groups, int user) {
    this.groups = groups;
    this.user = user;
  }

  /**
   * Decides.
   *
   * @param info the answer to {@code /info}
   */
  boolean isThere(JsonNode info, boolean rootless) {
    if (info.path("CgroupVersion").asInt(1) < 2) {
      // Rootless, it drops all limits (pkg/specgen/generate/validate.go).
      return !rootless && info.path("CpuCfsQuota").asBoolean(true);
    }
    if (!rootless) {
      return hasCpu(groups);
    }
    // Without systemd's help it has no group in which it could make any.
    return info.path("CgroupDriver").asText().equals("systemd") && hasCpu(groupOfTheUser());
  }

  /** What systemd gives a user to divide further (systemd, {@code units/user@.service.in}). */
  private Path groupOfTheUser() {
    return groups.resolve("user.slice/user-%1$d.slice/user@%1$d.service".formatted(user));
  }

  private static boolean hasCpu(Path group) {
    try {
      String controllers = Files.readString(group.resolve("cgroup.controllers"));
      return List.of(controllers.strip().split(" ", -1)).contains("cpu");
    } catch (IOException e) {
      return false;
    }
  }
}
