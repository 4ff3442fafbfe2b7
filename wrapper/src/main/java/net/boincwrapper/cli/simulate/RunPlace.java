package net.boincwrapper.cli.simulate;

import java.io.IOException;
import net.boincwrapper.cli.engine.PolicyEngine;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.volunteer.CannotBecomeVolunteer;
import net.boincwrapper.cli.volunteer.RunUser;
import net.boincwrapper.cli.volunteer.VolunteerPlace;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import org.jspecify.annotations.Nullable;

/** Where, and as whom, the runs of a session take place. */
interface RunPlace {
  /** Makes what is missing. The author's directory is locked. */
  ScratchTree enter(Engine engine)
      throws IOException, InterruptedException, EngineException, CannotBecomeVolunteer;

  /** Removes what nobody needs any more. */
  void leave() throws IOException;

  /**
   * The place for who has called.
   *
   * @param engines where the engine's socket is
   * @param asRoot whether root wants to remain root
   * @param keep whether an earlier task is to be continued
   */
  static RunPlace of(JobFolder folder, PolicyEngine engines, boolean asRoot, boolean keep)
      throws IOException {
    boolean root = RunUser.ofThisProcess().isRoot();
    return root && !asRoot ? new AnotherUsers(folder, engines, keep) : new Authors(folder, keep);
  }

  /** In the author's directory, as who has called. */
  record Authors(JobFolder folder, boolean keep) implements RunPlace {
    @Override
    public ScratchTree enter(Engine engine) throws IOException {
      ScratchTree tree = ScratchTree.of(folder);
      if (VolunteerPlace.isLeftIn(tree.kept())) {
        if (keep) {
          throw new IOException(
              "the earlier task ran as another user, in "
                  + tree.kept().resolve(VolunteerPlace.LINK)
                  + "; go on with it without --as-root, or begin anew without --keep");
        }
        VolunteerPlace.removeLeft(tree.kept());
        tree.clear();
      }
      return tree;
    }

    @Override
    public void leave() {
      // The slot of a run that went wrong stays where the author can look at it.
    }
  }

  /** Elsewhere, as an unused user. */
  final class AnotherUsers implements RunPlace {
    private final JobFolder folder;
    private final PolicyEngine engines;
    private final boolean keep;
    private @Nullable VolunteerPlace place;

    AnotherUsers(JobFolder folder, PolicyEngine engines, boolean keep) {
      this.folder = folder;
      this.engines = engines;
      this.keep = keep;
    }

    @Override
    public ScratchTree enter(Engine engine)
        throws IOException, InterruptedException, EngineException, CannotBecomeVolunteer {
      if (engine.info().rootless()) {
        throw CannotBecomeVolunteer.ofRootlessEngine();
      }
      ScratchTree own = ScratchTree.of(folder);
      if (keep && !VolunteerPlace.isLeftIn(own.kept()) && own.unfinishedTask().isPresent()) {
        throw new IOException(
            "the earlier task in "
                + own.kept()
                + " ran as root; go on with it with --as-root, or begin anew without --keep");
      }
      VolunteerPlace entered =
          VolunteerPlace.enter(own.kept(), engines.socket(), Launcher.thisProgram());
      place = entered;
      return ScratchTree.in(entered, folder);
    }

    @Override
    public void leave() throws IOException {
      if (place == null) {
        return;
      }
      ScratchTree tree = ScratchTree.in(place, folder);
      if (tree.holdsSlots()) {
        place.leave();
      } else {
        place.remove();
        tree.hide();
      }
    }
  }
}
