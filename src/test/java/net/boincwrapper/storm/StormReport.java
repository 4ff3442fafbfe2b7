package net.boincwrapper.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of a storm: what each kind of interruption has cost. */
final class StormReport {
  private static final String ROW = "%-20s %6d %6d %9s %9s %9s %9s %9s %9s%n";

  private final Map<Interruption, List<Cost>> costs = new EnumMap<>(Interruption.class);
  private final Map<Interruption, Integer> counts = new EnumMap<>(Interruption.class);
  private long steps;
  private double cpuSeconds;

  /**
   * What one interruption has cost.
   *
   * @param steps that were done again, 0 or more
   * @param resume from the launch of the next wrapper, or where that survived from the
   *     interruption, until the app runs again
   */
  record Cost(long steps, Duration resume) {}

  /** A task has come to its end, after so many steps and so much CPU time that counts. */
  synchronized void ended(long steps, double cpuSeconds) {
    this.steps += steps;
    this.cpuSeconds += cpuSeconds;
  }

  synchronized void happened(Interruption kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  /** Not known of one that the next interruption hit before the app ran again. */
  synchronized void cost(Interruption kind, Cost cost) {
    costs.computeIfAbsent(kind, k -> new ArrayList<>()).add(cost);
  }

  synchronized int interruptions() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** A table for people; medians and worst cases. */
  synchronized String table() {
    StringBuilder text =
        new StringBuilder(
            """
                                                  steps lost        CPU s lost        s to resume
            interruption          count  known    median     worst    median     worst    median     worst
            """);
    counts.keySet().forEach(kind -> text.append(row(kind.name(), kind)));
    List<Cost> all = costs.values().stream().flatMap(List::stream).toList();
    return text.append(row("all", interruptions(), all)).toString();
  }

  private String row(String name, Interruption kind) {
    String words = name.toLowerCase(Locale.ROOT).replace('_', ' ');
    return row(words, counts.get(kind), costs.getOrDefault(kind, List.of()));
  }

  private String row(String name, int count, List<Cost> costs) {
    List<Double> steps = costs.stream().map(cost -> (double) cost.steps()).toList();
    List<Double> cpu = steps.stream().map(lost -> lost * cpuSeconds / this.steps).toList();
    List<Double> resume = costs.stream().map(cost -> cost.resume().toMillis() / 1e3).toList();
    return String.format(
        Locale.ROOT,
        ROW,
        name,
        count,
        costs.size(),
        median(steps, "%.0f"),
        worst(steps, "%.0f"),
        median(cpu, "%.2f"),
        worst(cpu, "%.2f"),
        median(resume, "%.2f"),
        worst(resume, "%.2f"));
  }

  private static String median(List<Double> values, String format) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty()
        ? "-"
        : String.format(Locale.ROOT, format, sorted.get(sorted.size() / 2));
  }

  private static String worst(List<Double> values, String format) {
    return values.isEmpty() ? "-" : String.format(Locale.ROOT, format, Collections.max(values));
  }
}
