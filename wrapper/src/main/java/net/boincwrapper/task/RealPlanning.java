package net.boincwrapper.task;

import java.io.IOException;
import net.boincwrapper.plan.AuthorFiles;
import net.boincwrapper.plan.PlanFiles;
import net.boincwrapper.plan.PlanInput;
import net.boincwrapper.plan.Planner;
import net.boincwrapper.slot.SlotException;

/** Plans containers just as {@code dry-run} prints them. */
final class RealPlanning implements Gateways.Planning {
  @Override
  public Planner.Planned plan(PlanInput input, TaskSetup setup) {
    return Planner.plan(input, new AuthorFiles(setup.config(), setup.dockerfile()));
  }

  @Override
  public void make(PlanInput input) throws IOException, SlotException {
    PlanFiles.create(input);
  }
}
