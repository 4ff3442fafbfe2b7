package net.boincwrapper.task;

import java.util.Optional;
import java.util.function.UnaryOperator;
import net.boincwrapper.slot.record.Memo;

/**
 * Closes the account of a container that is gone: carries over the CPU time and the running time
 * that it used. Can be repeated.
 */
final class ContainerAccount {
  private ContainerAccount() {}

  static void close(TaskContext task) {
    close(task, Memo::withoutContainer);
  }

  /**
   * Like the other, with something else to note in the same write.
   *
   * @param change takes the container out of the memo
   */
  static void close(TaskContext task, UnaryOperator<Memo> change) {
    task.cpu().containerEnds(Optional.empty());
    double cpu = task.cpu().seconds();
    double wall = task.time().seconds();
    task.memo().change(memo -> change.apply(memo.withSecondsBefore(cpu, wall)));
  }
}
