package net.boincwrapper.task;

import java.util.Optional;

/** Closes the account of a container that is gone. Can be repeated. */
final class Retirement {
  private Retirement() {}

  static void of(TaskContext task) {
    task.cpu().containerEnds(Optional.empty());
    double cpu = task.cpu().seconds();
    double wall = task.time().seconds();
    task.memo().change(memo -> memo.withSecondsBefore(cpu, wall).withoutContainer());
  }
}
