package net.boincwrapper.plan;

import java.io.IOException;
import java.util.Optional;
import net.boincwrapper.slot.KnownLinks;
import net.boincwrapper.slot.OutputLinks;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.SlotPreparation;

/** The files on the host that a plan mounts beyond those that {@code SlotPreparation} makes. */
public final class PlanFiles {
  private PlanFiles() {}

  /**
   * Creates the lists of users, the outputs' empty files and the app's working directory, in a slot
   * that {@link SlotPreparation} has prepared. Can be repeated, as long as no container of the slot
   * runs. {@link OutputLinks#settle} is its counterpart after the app's end.
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
    makeWorkingDirectory(input);
  }

  private static void makeWorkingDirectory(PlanInput input) throws IOException {
    ContainerPath workdir = ContainerPath.of(input.job().workdir());
    Optional<ContainerPath> wanted =
        input.job().createOptions().workingDirectory().map(ContainerPath::of);
    if (wanted.isPresent() && workdir.contains(wanted.get()) && !workdir.equals(wanted.get())) {
      String name = wanted.get().text().substring(workdir.text().length() + 1);
      if (!SlotLayout.reservedNames().contains(name.split("/", 2)[0])) {
        SlotPreparation.makeDirectory(input.slot(), name);
      }
    }
  }
}
