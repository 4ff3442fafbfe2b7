package net.boincwrapper.cli.simulate;

/**
 * A task as the simulated client knows it. Each fresh run is a task of its own, so that the wrapper
 * can tell what an earlier run has left from what is its own.
 *
 * @param workunit name of the workunit
 * @param checkpointCpuSeconds CPU time at the last checkpoint
 */
public record SimulatedTask(String workunit, double checkpointCpuSeconds) {
  private static final String FIRST = "_0";

  /** A task that has not run yet. */
  public static SimulatedTask fresh(String workunit) {
    return new SimulatedTask(workunit, 0);
  }

  /** The task of a result's name. */
  static SimulatedTask ofResult(String result, double checkpointCpuSeconds) {
    String workunit =
        result.endsWith(FIRST) ? result.substring(0, result.length() - FIRST.length()) : result;
    return new SimulatedTask(workunit, checkpointCpuSeconds);
  }

  /** The first result of the workunit. */
  String result() {
    return workunit + FIRST;
  }

  SimulatedTask checkpointedAt(double cpuSeconds) {
    return new SimulatedTask(workunit, cpuSeconds);
  }
}
