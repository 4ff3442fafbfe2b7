package net.boincwrapper.cli.simulate;

/**
 * What a client on Unix does when a task's process has ended ({@code
 * client/app_control.cpp:ACTIVE_TASK::handle_exited_app}), for the simulated client.
 */
final class ClientExitRules {
  private ClientExitRules() {}

  /**
   * What a process that has ended leaves behind.
   *
   * @param status as the JVM gives it: 128 + n for a process that signal n ended
   * @param quitRequested whether the client had asked it to leave
   * @param abortRequested whether the client had asked it to give up
   * @param postponed whether there is a valid temporary-exit file
   * @param finished whether there is a finish file
   */
  record ExitRecord(
      int status,
      boolean quitRequested,
      boolean abortRequested,
      boolean postponed,
      boolean finished) {}

  /** What the client does next. */
  enum Decision {
    SUCCESS,
    FAILED,
    ABORTED,
    RESTART,
    /** Restart, counted: a hundred of these without a checkpoint fail the task. */
    RESTART_PREMATURE,
    RESTART_LATER
  }

  static Decision judge(ExitRecord evidence) {
    if (evidence.abortRequested()) {
      return Decision.ABORTED;
    }
    if (evidence.quitRequested()) {
      return Decision.RESTART;
    }
    if (evidence.postponed()) {
      return Decision.RESTART_LATER;
    }
    if (evidence.status() == 0) {
      return evidence.finished() ? Decision.SUCCESS : Decision.RESTART_PREMATURE;
    }
    return isHarmlessSignal(evidence.status()) ? Decision.RESTART : Decision.FAILED;
  }

  /**
   * Only a SIGKILL is certainly a signal: a JVM that catches TERM, HUP or INT <em>exits</em> with
   * 143, 129 or 130, and for a client that is a failed task.
   */
  private static boolean isHarmlessSignal(int status) {
    return status == 128 + 9;
  }
}
