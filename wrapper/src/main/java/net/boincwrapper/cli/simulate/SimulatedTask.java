package net.boincwrapper.cli.simulate;

/**
 * A task as the simulated client knows it. Each fresh run is a new task, so that the wrapper can
 * tell its own files from those that an earlier run left.
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

  /** The task to which a result belongs, by the result's name. */
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
