package net.boincwrapper.task;

import java.util.Optional;
import java.util.function.UnaryOperator;
import net.boincwrapper.slot.record.Memo;

/** Closes the account of a container that is gone. Can be repeated. */
final class ContainerAccount {
  private ContainerAccount() {}

  static void close(TaskContext task) {
    close(task, Memo::withoutContainer);
  }

  /**
   * As the other, with what else is to be noted in the same write.
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
