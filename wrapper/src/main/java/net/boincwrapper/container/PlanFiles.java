package net.boincwrapper.container;

import java.io.IOException;
import java.util.List;
import net.boincwrapper.slot.InitData;
import net.boincwrapper.slot.KnownLinks;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;

/** The files on the host that a plan mounts: made before create, settled after the app's end. */
public final class PlanFiles {
  private PlanFiles() {}

  /**
   * Creates the files of the user and the outputs, in a slot that {@link
   * net.boincwrapper.slot.SlotPreparation} has prepared. Can be repeated, as long as no container
   * of the slot runs.
   *
   * @throws IOException where the slot or the project directory cannot be written, or the disk is
   *     full
   */
  public static void create(PlanInput input) throws IOException, SlotException {
    new UserFiles(input.slot()).write(ContainerUser.of(input), input.job().workdir());
    KnownLinks known = KnownLinks.recordOnce(input.slot(), input.init().projectDirectory());
    new OutputLinks(known).create();
  }

  /**
   * After the app's end, and before {@link net.boincwrapper.slot.SlotSweep} clears the slot: moves
   * outputs to where the client looks for them, and removes those that were never written. Can be
   * repeated.
   *
   * @return lines for people
   */
  public static List<String> settle(SlotLayout slot, InitData init)
      throws IOException, SlotException {
    KnownLinks known = KnownLinks.look(slot, init.projectDirectory());
    return new OutputLinks(known).settle(slot, init.projectDirectory());
  }
}
