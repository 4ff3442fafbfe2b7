package net.boincwrapper.harness;

/** What the engine's own program says of a container, and does to it behind the wrapper's back. */
public final class Containers {
  private Containers() {}

  /**
   * Such as {@code running}, {@code paused} or {@code exited}; {@code gone} where there is none.
   */
  public static String status(String id) {
    Shell.Result result = inspect(id, "{{.State.Status}}");
    return result.status() == 0 ? result.output().strip() : "gone";
  }

  /** As the engine's API puts it: with nanoseconds, in UTC. */
  public static String startedAt(String id) {
    return inspect(id, "{{.State.StartedAt}}").output().strip();
  }

  /** As a crash of the host: the app hears nothing. */
  public static void kill(String id) {
    Shell.succeed("docker", "kill", "--signal", "KILL", id);
  }

  /** Whatever it does. */
  public static void remove(String id) {
    Shell.succeed("docker", "rm", "--force", "--volumes", id);
  }

  private static Shell.Result inspect(String id, String format) {
    return Shell.run("docker", "container", "inspect", "--format", format, id);
  }
}
