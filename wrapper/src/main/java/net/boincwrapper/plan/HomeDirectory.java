package net.boincwrapper.plan;

import java.util.Optional;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.Engine.Ownership;
import net.boincwrapper.engine.EngineException;

/**
 * The HOME that an image sets. It is kept, because what is installed below it is found through it;
 * but the task's user is the volunteer's, and may not be able to write there.
 */
public final class HomeDirectory {
  private static final int WRITE_AND_ENTER = 3;

  private final ContainerPlan plan;
  private final String path;

  private HomeDirectory(ContainerPlan plan, String path) {
    this.plan = plan;
    this.path = path;
  }

  /** Empty where HOME is our choice or the job's, or is known to be writable. */
  public static Optional<HomeDirectory> of(ContainerPlan plan, ImageInfo image) {
    String home = image.environment().getOrDefault("HOME", "");
    boolean images = home.startsWith("/") && !plan.environment().containsKey("HOME");
    return images
        ? Optional.of(new HomeDirectory(plan, home)).filter(h -> !h.isMountedWritable())
        : Optional.empty();
  }

  /**
   * A line for people if the task's user cannot write to it; empty if it can.
   *
   * @param id the container that was created from the plan
   */
  public Optional<String> complaint(Engine engine, String id) throws EngineException {
    Optional<Ownership> owner = engine.ownership(id, path);
    boolean writable = !plan.readOnlyRoot() && owner.filter(this::mayWrite).isPresent();
    return writable
        ? Optional.empty()
        : Optional.of(
            "the image sets HOME="
                + path
                + (owner.isEmpty()
                    ? ", which is not there"
                    : ", which the task's user cannot write to")
                + "; an app that keeps files there needs another: write --env HOME="
                + plan.workingDirectory()
                + " into create_args, or make it writable for everybody in the image");
  }

  private boolean isMountedWritable() {
    ContainerPath home = ContainerPath.of(path);
    return plan.mounts().stream()
        .filter(mount -> ContainerPath.of(mount.target()).contains(home))
        .anyMatch(mount -> !(mount instanceof ContainerPlan.Bind bind && bind.readOnly()));
  }

  /** As the kernel decides without capabilities, even for root: only the first match counts. */
  private boolean mayWrite(Ownership owner) {
    String[] ids = plan.user().split(":", -1);
    int shift = 0;
    if (Integer.parseInt(ids[0]) == owner.uid()) {
      shift = 6;
    } else if (Integer.parseInt(ids[1]) == owner.gid()) {
      shift = 3;
    }
    return (owner.mode() >> shift & WRITE_AND_ENTER) == WRITE_AND_ENTER;
  }
}
