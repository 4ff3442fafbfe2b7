package net.boincwrapper.project;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A workunit with one result.
 *
 * @param name of the workunit, unique in the project and on the host
 * @param bounds what the workunit says of its size
 * @param deadline from the moment that it is sent
 */
public record Job(
    String name,
    String app,
    List<Input> inputs,
    List<Output> outputs,
    String commandLine,
    Bounds bounds,
    Duration deadline) {

  /** A file that the job reads. */
  public record Input(ProjectFile file, String openName, boolean copy) {}

  /** A file that the job writes. */
  public record Output(String openName, boolean copy, long maxBytes) {}

  /**
   * What {@code create_work} gives a workunit.
   *
   * @param flopsEstimate floating-point operations; the client assumes a GFLOPS of its processor
   * @param flopsBound above it the task is aborted
   */
  public record Bounds(
      double flopsEstimate, double flopsBound, double memoryBytes, double diskBytes) {
    /** A few minutes' work, with {@code create_work}'s own bounds of memory and disk. */
    public static final Bounds USUAL = new Bounds(1e11, 1e15, 5e8, 1e9);
  }

  public Job {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  public static Job of(String name, String app) {
    return new Job(name, app, List.of(), List.of(), "", Bounds.USUAL, Duration.ofDays(7));
  }

  public Job copied(String openName, String text) {
    return input(openName, text, true);
  }

  public Job linked(String openName, String text) {
    return input(openName, text, false);
  }

  private Job input(String openName, String text, boolean copy) {
    String physical = name + "_in" + inputs.size();
    List<Input> all = new ArrayList<>(inputs);
    all.add(new Input(ProjectFile.of(physical, text), openName, copy));
    return new Job(name, app, all, outputs, commandLine, bounds, deadline);
  }

  /** An output that the app leaves in the slot as a plain file. */
  public Job output(String openName) {
    return output(new Output(openName, true, 10_000_000));
  }

  /** An output that a link leads to. */
  public Job linkedOutput(String openName) {
    return output(new Output(openName, false, 10_000_000));
  }

  private Job output(Output output) {
    List<Output> all = new ArrayList<>(outputs);
    all.add(output);
    return new Job(name, app, inputs, all, commandLine, bounds, deadline);
  }

  public Job commandLine(String words) {
    return new Job(name, app, inputs, outputs, words, bounds, deadline);
  }

  public Job bounds(Bounds other) {
    return new Job(name, app, inputs, outputs, commandLine, other, deadline);
  }

  public Job deadline(Duration other) {
    return new Job(name, app, inputs, outputs, commandLine, bounds, other);
  }

  public String resultName() {
    return name + "_0";
  }

  /** Physical name of an output. */
  public String outputName(String openName) {
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).openName().equals(openName)) {
        return outputName(i);
      }
    }
    throw new AssertionError(name + " has no output " + openName);
  }

  String outputName(int index) {
    return resultName() + "_r" + index;
  }
}
