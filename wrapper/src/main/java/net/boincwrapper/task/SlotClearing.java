package net.boincwrapper.task;

import java.util.Iterator;
import net.boincwrapper.slot.KnownLinks;
import net.boincwrapper.slot.OutputLinks;
import net.boincwrapper.slot.SlotSweep;
import net.boincwrapper.task.lease.FileWork;

/**
 * At the end of the task, puts the outputs in their places and sweeps the slot. Works outside the
 * loop's thread: if slot and project are on different file systems, outputs of any size are copied.
 * Can be repeated.
 */
final class SlotClearing {
  private final TaskContext task;
  private final FileWork work;
  private final Runnable done;

  /**
   * @param done run in the loop's thread when it is over
   */
  SlotClearing(TaskContext task, FileWork work, Runnable done) {
    this.task = task;
    this.work = work;
    this.done = done;
  }

  void begin() {
    OutputLinks links = new OutputLinks(task.slot(), task.facts().links());
    next(links, links.outputs().iterator());
  }

  /** One by one, because each piece of work first checks that the slot is still ours. */
  private void next(OutputLinks links, Iterator<KnownLinks.Link> rest) {
    if (!rest.hasNext()) {
      finish();
      return;
    }
    KnownLinks.Link output = rest.next();
    work.add(
        () -> links.settle(output),
        line -> {
          line.ifPresent(task.log()::line);
          next(links, rest);
        });
  }

  /** An author's directory is left alone: it is the author's, and no client opens a file there. */
  private void finish() {
    if (task.lease().givenByClient()) {
      sweep();
    } else {
      done.run();
    }
  }

  private void sweep() {
    KnownLinks links = task.facts().links();
    work.add(
        () -> SlotSweep.sweep(task.slot(), links, SlotSweep.Scope.END),
        lines -> {
          lines.forEach(task.log()::line);
          done.run();
        });
  }
}
