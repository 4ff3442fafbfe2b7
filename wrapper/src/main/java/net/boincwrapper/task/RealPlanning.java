package net.boincwrapper.task;

import java.io.IOException;
import java.util.List;
import net.boincwrapper.container.AuthorFiles;
import net.boincwrapper.container.PlanFiles;
import net.boincwrapper.container.PlanInput;
import net.boincwrapper.container.Planner;
import net.boincwrapper.slot.InitData;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;

/** Plans as {@code dry-run} prints. */
final class RealPlanning implements Seams.Planning {
  @Override
  public Planner.Planned plan(PlanInput input, TaskSetup setup) {
    return Planner.plan(input, new AuthorFiles(setup.config(), setup.dockerfile()));
  }

  @Override
  public void make(PlanInput input) throws IOException, SlotException {
    PlanFiles.create(input);
  }

  @Override
  public List<String> settle(SlotLayout slot, InitData init) throws IOException, SlotException {
    return new net.boincwrapper.slot.OutputLinks(slot, net.boincwrapper.slot.KnownLinks.recordOnce(slot, init.projectDirectory())).settle();
  }
}
