package net.boincwrapper.cli.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.boincwrapper.procfs.ProcFile;

/**
 * Looks at the kernel's own files.
 *
 * @param root of the host's file system
 * @param userId whose tasks are meant
 */
record KernelSurvey(Path root, int userId) {

  /**
   * Looks.
   *
   * @param sharesBlocks what {@link Reflink} has found
   */
  KernelPart part(Optional<Boolean> sharesBlocks) {
    Path groups = root.resolve("sys/fs/cgroup");
    boolean second = Files.exists(groups.resolve("cgroup.controllers"));
    return new KernelPart(
        second ? 2 : 1,
        second ? words(groups.resolve("cgroup.controllers")) : List.of(),
        second ? words(groups.resolve(delegated())) : List.of(),
        lackOfNamespaces(),
        sharesBlocks,
        number("proc/sys/fs/inotify/max_user_watches"),
        number("proc/sys/fs/inotify/max_user_instances"));
  }

  /** What systemd gives a user to divide further (systemd, {@code units/user@.service.in}). */
  private String delegated() {
    return "user.slice/user-%1$d.slice/user@%1$d.service/cgroup.controllers".formatted(userId);
  }

  /** The kernel's own limit, Debian's switch, and Ubuntu's. */
  private Optional<String> lackOfNamespaces() {
    if (number("proc/sys/user/max_user_namespaces").orElse(1) == 0) {
      return Optional.of("none (user.max_user_namespaces is 0)");
    }
    if (number("proc/sys/kernel/unprivileged_userns_clone").orElse(1) == 0) {
      return Optional.of("only root may make them (kernel.unprivileged_userns_clone is 0)");
    }
    return number("proc/sys/kernel/apparmor_restrict_unprivileged_userns").orElse(0) == 1
        ? Optional.of(
            "only programs that AppArmor knows may make them"
                + " (kernel.apparmor_restrict_unprivileged_userns is 1)")
        : Optional.empty();
  }

  private OptionalLong number(String file) {
    List<String> words = words(root.resolve(file));
    return words.size() == 1 && words.get(0).matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(words.get(0)))
        : OptionalLong.empty();
  }

  private static List<String> words(Path file) {
    try {
      String text = ProcFile.read(file).strip();
      return text.isEmpty() ? List.of() : List.of(text.split("\\s+", -1));
    } catch (IOException e) {
      return List.of();
    }
  }
}
