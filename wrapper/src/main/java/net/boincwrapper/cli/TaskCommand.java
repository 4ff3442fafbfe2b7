package net.boincwrapper.cli;

/** Runs a task: what a client launches in a slot. */
final class TaskCommand {
  private TaskCommand() {}

  /** Ends the process with the task's status. */
  static void run(TaskCommandLine line) {
    throw new UnsupportedOperationException(line.toString());
  }
}
