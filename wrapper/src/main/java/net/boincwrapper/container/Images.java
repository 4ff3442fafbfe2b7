package net.boincwrapper.container;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import net.boincwrapper.container.Engine.ImageInfo;
import net.boincwrapper.job.Job;
import net.boincwrapper.slot.InitData;
import net.boincwrapper.slot.SlotLayout;

/** Obtains the image of a job: local, pulled, or built once per content and project. */
public final class Images {
  private final Engine engine;
  private final Path sharedDirectory;

  /**
   * @param sharedDirectory the BOINC data directory's {@code docker_wrapper/}, where the locks are
   */
  public Images(Engine engine, Path sharedDirectory) {
    this.engine = engine;
    this.sharedDirectory = sharedDirectory;
  }

  /**
   * What to obtain.
   *
   * @param dockerfile name of the Dockerfile in the slot
   */
  public record Wish(Job job, InitData init, SlotLayout slot, String dockerfile) {}

  /**
   * How the surroundings bear on obtaining.
   *
   * @param networkSuspended the client wants no network now: nothing is pulled or built while true
   * @param wantNetwork told true while the network is waited for or used, false after
   * @param cancelled turns true when there is no point in going on; obeyed within 1 s
   * @param progress lines for people
   */
  public record Surroundings(
      BooleanSupplier networkSuspended,
      Consumer<Boolean> wantNetwork,
      BooleanSupplier cancelled,
      Consumer<String> progress) {}

  /**
   * Obtains the image.
   *
   * @throws EngineException {@code RETRYABLE} after 15 minutes without a network; {@code FINAL} and
   *     {@code BUILD_FAILED} where the job is at fault
   */
  public ImageInfo obtain(Wish wish, Surroundings surroundings) throws EngineException {
    throw new UnsupportedOperationException(engine + " " + sharedDirectory + wish + surroundings);
  }
}
