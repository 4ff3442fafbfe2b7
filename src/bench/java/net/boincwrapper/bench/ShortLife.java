package net.boincwrapper.bench;

import java.io.IOException;
import net.boincwrapper.harness.TaskHarness;

/**
 * What a task takes that only begins and ends. All are seconds.
 *
 * @param launch from the exec to the container's first instruction
 * @param finish from the app's last instruction to the exit
 * @param cpu of whatever is counted, over the whole life
 */
record ShortLife(double launch, double finish, double cpu) {
  /** CPU seconds so far of what counts. */
  interface Cpu {
    double seconds() throws IOException;
  }

  /**
   * Lives through one.
   *
   * @param cpu read before the launch and right after the exit
   */
  static ShortLife of(Subject subject, TaskHarness task, Cpu cpu) throws IOException {
    double cpuBefore = cpu.seconds();
    try (RunningTask running = subject.launch(task)) {
      double launch = running.began() - running.launchedAt();
      double exited = running.exited();
      double used = cpu.seconds() - cpuBefore;
      return new ShortLife(launch, exited - running.ended(), used);
    }
  }

  /** A task for it, which takes no two times as long. */
  static TaskHarness task(Site site, Lab lab) throws IOException {
    return site.task(App.SHORT).file("wait", Double.toString(lab.between(0.3, 1.3)));
  }
}
