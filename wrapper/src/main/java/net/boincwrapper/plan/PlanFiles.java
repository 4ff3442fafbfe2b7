package net.boincwrapper.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.slot.KnownLinks;
import net.boincwrapper.slot.OutputLinks;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.SlotPreparation;

/** The files on the host that a plan mounts beyond those that {@code SlotPreparation} makes. */
public final class PlanFiles {
  private PlanFiles() {}

  /**
   * Creates the lists of users, the outputs' empty files, and the app's working directory and the
   * image's volumes where those are below WORKDIR and missing, in a slot that {@link
   * SlotPreparation} has prepared. Can be repeated, as long as no container of the slot runs.
   * {@link OutputLinks#settle} is its counterpart after the app's end.
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
    for (String path : mountedOrEntered(input)) {
      makeBelowWorkdir(input, ContainerPath.of(path));
    }
  }

  private static List<String> mountedOrEntered(PlanInput input) {
    List<String> paths = new ArrayList<>(input.image().volumes());
    paths.removeIf(path -> !path.startsWith("/"));
    input.job().createOptions().workingDirectory().ifPresent(paths::add);
    return paths;
  }

  private static void makeBelowWorkdir(PlanInput input, ContainerPath wanted) throws IOException {
    ContainerPath workdir = ContainerPath.of(input.job().workdir());
    if (workdir.contains(wanted) && !workdir.equals(wanted)) {
      String name = wanted.text().substring(workdir.text().length() + 1);
      if (!SlotLayout.reservedNames().contains(name.split("/", 2)[0])) {
        SlotPreparation.makeDirectory(input.slot(), name);
      }
    }
  }
}
