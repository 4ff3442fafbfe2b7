package net.boincwrapper.task.machine;

/** Why a task has to leave before it is done. The first cause wins. */
public enum StopCause {
  /** The client asked for it. */
  QUIT,
  /** The client died; it will start the task again when it is back. */
  CLIENT_GONE,
  /**
   * A signal to this process, usually because the host or the client's service is shutting down.
   */
  SIGNAL,
  /** SIGINT: from somebody at a terminal, such as an author. */
  INTERRUPT
}
