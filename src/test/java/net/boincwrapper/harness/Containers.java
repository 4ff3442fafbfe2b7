package net.boincwrapper.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.procfs.StatLine;

/** What the engine's own program says of a container, and does to it behind the wrapper's back. */
public final class Containers {
  private Containers() {}

  /**
   * Such as {@code running}, {@code paused} or {@code exited}; {@code gone} where there is none.
   * One whose first process is stopped is {@code paused}, whatever its engine says: without a
   * control group it cannot know. One that Podman calls {@code stopped}, because it could not tidy
   * up after it, has {@code exited}.
   */
  public static String status(String id) {
    Shell.Result result = inspect(id, "{{.State.Status}} {{.State.Pid}}");
    String[] words = result.output().strip().split(" ");
    if (result.status() != 0) {
      return "gone";
    }
    return switch (words[0]) {
      case "running" -> isStopped(words[1]) ? "paused" : "running";
      case "stopped" -> "exited";
      default -> words[0];
    };
  }

  /** The same as the engine alone sees it. */
  public static String statusByEngine(String id) {
    return inspect(id, "{{.State.Status}}").output().strip();
  }

  private static boolean isStopped(String pid) {
    try {
      return StatLine.read(Path.of("/proc", pid)).isIn('T');
    } catch (IOException e) {
      return false;
    }
  }

  /** All that the engine says of how a container is, for a failure's message. */
  public static String state(String id) {
    return inspect(id, "{{json .State}}").output();
  }

  /** As the engine's API puts it: with nanoseconds, in UTC. */
  public static String startedAt(String id) {
    return inspect(id, "{{.State.StartedAt}}").output().strip();
  }

  /** As a crash of the host: the app hears nothing. */
  public static void kill(String id) {
    Shell.succeed("docker", "kill", "--signal", "KILL", id);
  }

  /** Whether it is there and has ended with a code that stands for no signal. */
  public static boolean endedByItself(String id) {
    Shell.Result end = inspect(id, "{{.State.Status}} {{.State.ExitCode}}");
    String[] words = end.output().strip().split(" ");
    return end.status() == 0
        && List.of("exited", "stopped").contains(words[0])
        && Integer.parseInt(words[1]) < 128;
  }

  /** As {@link #kill}, unless it does not run any more. */
  public static void killIfRunning(String id) {
    Shell.run("docker", "kill", "--signal", "KILL", id);
  }

  /**
   * As somebody on the host who kills the app's main process, which is the child of the init
   * process; nothing where it does not run any more.
   */
  public static void killProcess(String id) {
    Shell.Result init = inspect(id, "{{.State.Pid}}");
    if (init.status() == 0) {
      ProcessHandle.of(Long.parseLong(init.output().strip())).stream()
          .flatMap(ProcessHandle::children)
          .forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** On Podman: all of it, and before it the monitor that would have noted how it ended. */
  public static void killWithMonitor(String id) {
    String init = Shell.succeed("docker", "inspect", "--format", "{{.State.Pid}}", id);
    String monitor = Shell.succeed("ps", "-o", "ppid=", "-p", init).strip();
    Shell.succeed("kill", "-KILL", monitor);
    Shell.succeed("kill", "-KILL", init);
  }

  /** As {@link #remove}, if it is still there. */
  public static void removeIfThere(String id) {
    Shell.run("docker", "rm", "--force", "--volumes", id);
  }

  /** Whatever it does. */
  public static void remove(String id) {
    Shell.succeed("docker", "rm", "--force", "--volumes", id);
  }

  private static Shell.Result inspect(String id, String format) {
    return Shell.run("docker", "container", "inspect", "--format", format, id);
  }
}
