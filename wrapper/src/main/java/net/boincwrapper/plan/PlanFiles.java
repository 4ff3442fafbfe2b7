package net.boincwrapper.plan;

import java.io.IOException;
import net.boincwrapper.slot.KnownLinks;
import net.boincwrapper.slot.OutputLinks;
import net.boincwrapper.slot.SlotException;

/** The files on the host that a plan mounts beyond those that {@code SlotPreparation} makes. */
public final class PlanFiles {
  private PlanFiles() {}

  /**
   * Creates the lists of users and the outputs' empty files, in a slot that {@link
   * net.boincwrapper.slot.SlotPreparation} has prepared. Can be repeated, as long as no container
   * of the slot runs. {@link OutputLinks#settle} is its counterpart after the app's end.
   *
   * @throws IOException where the slot cannot be written, or the disk is full
   */
  public static void create(PlanInput input) throws IOException, SlotException {
    ContainerUser user = ContainerUser.of(input);
    if (user.needsEntry()) {
      new UserFiles(input.slot()).write(user, AppEnvironment.home(input));
    }
    KnownLinks known = KnownLinks.recordOnce(input.slot(), input.init().projectDirectory());
    new OutputLinks(input.slot(), known).create();
  }
}
