package net.boincwrapper.inmate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;

/**
 * The inmate in a container without what keeps it in: with capabilities, without filters of system
 * calls and of paths, with everything mounted writable, and with a network. Only what would harm
 * the host of the test is still kept from it: the clock, its devices, its loopback, its processes.
 */
final class FreeInmate {
  /** All that Docker 20.10 knows by name and that a container of a container may have. */
  private static final List<String> CAPABILITIES =
      List.of(
          "AUDIT_CONTROL",
          "AUDIT_WRITE",
          "CHOWN",
          "DAC_OVERRIDE",
          "DAC_READ_SEARCH",
          "FOWNER",
          "FSETID",
          "IPC_LOCK",
          "IPC_OWNER",
          "KILL",
          "LEASE",
          "LINUX_IMMUTABLE",
          "MKNOD",
          "NET_ADMIN",
          "NET_RAW",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYSLOG",
          "SYS_ADMIN",
          "SYS_BOOT",
          "SYS_CHROOT",
          "SYS_NICE",
          "SYS_PACCT",
          "SYS_PTRACE",
          "SYS_RAWIO",
          "SYS_TTY_CONFIG",
          "WAKE_ALARM");

  private FreeInmate() {}

  /** What each try gets it. */
  static Map<String, String> report(TaskHarness task, Surroundings around) throws IOException {
    Inmate.put(task, around.facts());
    try {
      Shell.succeed(command(task).toArray(String[]::new));
      return Inmate.report(task);
    } finally {
      Shell.run("rmdir", "/sys/fs/cgroup/inmate");
      Shell.run("chattr", "-i", task.slot().directory().resolve("mine").toString());
    }
  }

  private static List<String> command(TaskHarness task) {
    List<String> command = new ArrayList<>(List.of("docker", "run", "--rm", "--workdir", "/app"));
    CAPABILITIES.forEach(name -> command.addAll(List.of("--cap-add", name)));
    for (String what : List.of("seccomp", "apparmor", "systempaths")) {
      command.addAll(List.of("--security-opt", what + "=unconfined"));
    }
    command.addAll(List.of("--device-cgroup-rule", "a *:* rwm"));
    mount(command, task.slot().directory(), "/app");
    mount(command, task.project(), "/project");
    mount(command, task.boincDirectory(), task.boincDirectory().toString());
    mount(command, Path.of("/sys"), "/sys");
    mount(command, Path.of("/var/run/docker.sock"), "/var/run/docker.sock");
    command.addAll(List.of(TaskHarness.IMAGE, "perl", "inmate.pl"));
    return command;
  }

  private static void mount(List<String> command, Path source, String target) {
    command.addAll(List.of("--volume", source + ":" + target));
  }
}
