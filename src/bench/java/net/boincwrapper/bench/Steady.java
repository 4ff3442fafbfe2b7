package net.boincwrapper.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What tasks cost that just run, with as many side by side as a host has. */
final class Steady {
  private static final double HOUR = 3600;
  private static final double MB = 1e6;

  /** Who does not compile while it runs is soon what it stays. */
  private static final double SETTLE_SECONDS = 5;

  private final Lab lab;
  private final EngineProcesses engine;
  private final Set<String> others = new TreeSet<>();

  private Steady(Lab lab, EngineProcesses engine) {
    this.lab = lab;
    this.engine = engine;
  }

  static void measure(Lab lab) throws IOException {
    Steady steady = new Steady(lab, EngineProcesses.ofThisHost());
    for (int tasks : lab.effort().sideBySide().tasks()) {
      lab.progress().accept(tasks + " bare containers that just run");
      double bare = steady.bareEngine(tasks);
      lab.each(
          lab.wrappers(),
          wrapper -> {
            lab.progress().accept(tasks + " tasks of " + wrapper.name() + " that just run");
            steady.of(wrapper, tasks, bare);
          });
    }
    if (!steady.others.isEmpty()) {
      lab.notes().add("the engine ran other containers, so its CPU time is not shown");
    }
  }

  /** CPU seconds that the engine spends on bare containers in the time that is measured. */
  private double bareEngine(int number) throws IOException {
    try (TaskGroup tasks = TaskGroup.launch(lab, EngineRun.detached(), number)) {
      return measure(tasks, SETTLE_SECONDS).engineCpu();
    }
  }

  private void of(Subject wrapper, int number, double bareEngine) throws IOException {
    try (TaskGroup tasks = TaskGroup.launch(lab, wrapper, number)) {
      boolean compiles = lab.ours().equals(wrapper);
      double warmUp = compiles ? lab.effort().sideBySide().warmUpSeconds() : SETTLE_SECONDS;
      Window window = measure(tasks, warmUp);
      double seconds = lab.effort().sideBySide().seconds();
      double own = window.cpuOfAnHour(seconds) / number;
      double engines = (window.engineCpu() - bareEngine) * HOUR / seconds / number;
      add(Measure.WRAPPER_CPU, wrapper, number, own);
      if (others.isEmpty()) {
        add(Measure.ENGINE_CPU, wrapper, number, engines);
        add(Measure.WHOLE_CPU, wrapper, number, own + engines);
      }
      for (Usage usage : window.usages()) {
        add(Measure.RSS, wrapper, number, usage.rssBytes() / MB);
        add(Measure.PSS, wrapper, number, usage.pssBytes() / MB);
      }
      for (long switches : window.switches()) {
        add(Measure.WAKE_UPS, wrapper, number, switches / seconds);
      }
    }
  }

  private void add(Measure measure, Subject subject, int number, double sample) {
    lab.figures().add(measure, subject.name(), number, sample);
  }

  /**
   * What was used in the time that is measured.
   *
   * @param age seconds from the launch to the end of that time
   * @param cpuBefore seconds of CPU of all wrappers and their children, from their launch to the
   *     beginning of that time
   * @param cpu of the same, in that time
   * @param engineCpu in that time, in seconds
   * @param usages of each wrapper with its children, at the end
   * @param switches of each wrapper with its children, in that time
   */
  private record Window(
      double age,
      double cpuBefore,
      double cpu,
      double engineCpu,
      List<Usage> usages,
      List<Long> switches) {
    /** As it was from the launch on, and for the rest of the hour as it was in this time. */
    double cpuOfAnHour(double seconds) {
      return cpuBefore + cpu + cpu / seconds * (HOUR - age);
    }
  }

  private Window measure(TaskGroup tasks, double warmUpSeconds) throws IOException {
    Waiting.pass(warmUpSeconds);
    others.addAll(tasks.others());
    ProcessTable before = lab.processes();
    List<Usage> first = tasks.usages(before);
    Waiting.pass(lab.effort().sideBySide().seconds());
    ProcessTable after = lab.processes();
    List<Usage> second = tasks.usages(after);
    double age = tasks.age();
    double cpuBefore = first.stream().mapToDouble(Usage::cpuSeconds).sum();
    double cpu = -cpuBefore;
    List<Long> switches = new ArrayList<>();
    for (int task = 0; task < first.size(); task++) {
      cpu += second.get(task).cpuSeconds();
      switches.add(second.get(task).voluntarySwitches() - first.get(task).voluntarySwitches());
    }
    List<String> containers = tasks.containers();
    double engineCpu = engine.cpuSeconds(after, containers) - engine.cpuSeconds(before, containers);
    others.addAll(tasks.others());
    return new Window(age, cpuBefore, cpu, engineCpu, second, switches);
  }
}
