package net.boincwrapper.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.harness.TaskHarness;

/** Tasks of a second that are launched all at once, as when a client begins its work. */
final class Crowd {
  private final Lab lab;

  private Crowd(Lab lab) {
    this.lab = lab;
  }

  static void measure(Lab lab) throws IOException {
    Crowd crowd = new Crowd(lab);
    for (int tasks : lab.effort().crowds().tasks()) {
      for (int turn = 0; turn < lab.effort().crowds().repetitions(); turn++) {
        lab.progress().accept(tasks + " tasks at once");
        lab.each(lab.wrappersAnd(EngineRun.bare()), subject -> crowd.of(subject, tasks));
      }
    }
  }

  private void of(Subject subject, int number) throws IOException {
    List<TaskHarness> tasks = new ArrayList<>();
    for (int task = 0; task < number; task++) {
      tasks.add(lab.site().task(App.SHORT).file("wait", "1"));
    }
    List<RunningTask> running = new ArrayList<>();
    try {
      for (TaskHarness task : tasks) {
        running.add(subject.launch(task));
      }
      double last = 0;
      for (RunningTask task : running) {
        add(Measure.CROWD_LAUNCH, subject, number, task.began() - task.launchedAt());
        double exited = task.exited();
        add(Measure.CROWD_FINISH, subject, number, exited - task.ended());
        last = Math.max(last, exited);
      }
      add(Measure.CROWD_WHOLE, subject, number, last - running.get(0).launchedAt());
    } finally {
      for (RunningTask task : running) {
        task.close();
      }
    }
  }

  private void add(Measure measure, Subject subject, int number, double seconds) {
    lab.figures().add(measure, subject.name(), number, seconds);
  }
}
