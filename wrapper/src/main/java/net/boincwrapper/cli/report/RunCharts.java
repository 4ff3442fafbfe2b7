package net.boincwrapper.cli.report;

import java.util.List;

/**
 * The charts of one run.
 *
 * @param run its name
 * @param interruptions when and how it was interrupted
 */
public record RunCharts(String run, List<Lane.Mark> interruptions, List<Chart> charts) {
  public RunCharts {
    interruptions = List.copyOf(interruptions);
    charts = List.copyOf(charts);
  }
}
