package net.boincwrapper.cli.simulate;

import java.util.List;
import java.util.Optional;

/** Says when a run is to be interrupted, and how. */
public interface InterruptSource {
  /**
   * Takes an interruption whose moment has come. Asked about ten times a second while the task can
   * be interrupted.
   *
   * @param runningSeconds since the app first ran
   * @param fractionDone from 0 to 1
   */
  Optional<Interrupt> due(double runningSeconds, double fractionDone);

  /** Whether an interruption of this kind is still to come. */
  boolean has(Interrupt.Kind kind);

  /** The interruptions whose moment has not come, in words for people. */
  List<String> left();
}
