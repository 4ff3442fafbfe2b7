package net.boincwrapper.container;

import java.util.List;
import java.util.Optional;
import net.boincwrapper.job.Problem;

/**
 * Turns a job and its surroundings into the plan of one container. Reads the slot, changes nothing.
 */
public final class Planner {
  private Planner() {}

  /**
   * A plan, or the reasons why there is none.
   *
   * @param plan empty where a problem is an error
   * @param problems errors and warnings
   * @param notes lines for stderr.txt, such as how a job without a network can ask for one
   */
  public record Planned(Optional<ContainerPlan> plan, List<Problem> problems, List<String> notes) {}

  /** Plans the container. */
  public static Planned plan(PlanInput input) {
    throw new UnsupportedOperationException("written by the plan branch " + input);
  }
}
