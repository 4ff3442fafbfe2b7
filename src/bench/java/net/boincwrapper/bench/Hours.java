package net.boincwrapper.bench;

import java.io.IOException;
import java.util.List;

/**
 * What tasks cost over hours: whether memory grows, and what an hour takes in truth. Only ours, for
 * it is nobody else's claim.
 */
final class Hours {
  private static final double MB = 1e6;
  private static final double MINUTE = 60;

  private final Lab lab;
  private final Effort.Ages ages;
  private final EngineProcesses engine;
  private boolean alone = true;

  private Hours(Lab lab, EngineProcesses engine) {
    this.lab = lab;
    this.ages = lab.effort().ages();
    this.engine = engine;
  }

  static void measure(Lab lab) throws IOException {
    Hours hours = new Hours(lab, EngineProcesses.ofThisHost());
    lab.progress().accept(hours.ages.tasks() + " bare containers that just run");
    double bare = hours.bareEnginePerSecond();
    hours.ours(bare);
    if (!hours.alone) {
      lab.notes()
          .add("once the engine ran other containers, its CPU time was not measured any more");
    }
  }

  private double bareEnginePerSecond() throws IOException {
    try (TaskGroup tasks = TaskGroup.launch(lab, EngineRun.detached(), ages.tasks())) {
      List<String> containers = tasks.containers();
      double before = engine.cpuSeconds(lab.processes(), containers);
      Waiting.pass(ages.bareSeconds());
      look(tasks);
      double used = engine.cpuSeconds(lab.processes(), containers) - before;
      return used / ages.bareSeconds();
    }
  }

  private void ours(double bareEngine) throws IOException {
    try (TaskGroup tasks = TaskGroup.launch(lab, lab.ours(), ages.tasks())) {
      List<String> containers = tasks.containers();
      double begun = tasks.age();
      double before = engine.cpuSeconds(lab.processes(), containers);
      for (int minutes : ages.minutes()) {
        Waiting.pass(minutes * MINUTE - tasks.age());
        ProcessTable now = lab.processes();
        double passed = tasks.age() - begun;
        double engines = engine.cpuSeconds(now, containers) - before - bareEngine * passed;
        look(tasks);
        for (Usage usage : tasks.usages(now)) {
          add(Measure.AGED_PSS, minutes, usage.pssBytes() / MB);
          add(Measure.AGED_CPU, minutes, usage.cpuSeconds());
          if (alone) {
            double whole = usage.cpuSeconds() + engines / ages.tasks();
            add(Measure.AGED_WHOLE_CPU, minutes, whole);
          }
        }
        lab.progress().accept(tell(minutes));
      }
    }
  }

  private void look(TaskGroup tasks) {
    alone = alone && tasks.others().isEmpty();
  }

  private void add(Measure measure, int minutes, double sample) {
    lab.figures().add(measure, lab.ours().name(), minutes, sample);
  }

  private String tell(int minutes) {
    return "%d tasks after %d min: %s MB, %s s of CPU each"
        .formatted(
            ages.tasks(),
            minutes,
            median(Measure.AGED_PSS, minutes),
            median(Measure.AGED_CPU, minutes));
  }

  private String median(Measure measure, int minutes) {
    Figure figure = lab.figures().find(measure, lab.ours().name(), minutes).orElseThrow();
    return measure.unit().write(figure.summary().median());
  }
}
