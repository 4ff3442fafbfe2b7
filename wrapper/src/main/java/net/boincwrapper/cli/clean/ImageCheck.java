package net.boincwrapper.cli.clean;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import net.boincwrapper.engine.Inventory.KeptImage;
import net.boincwrapper.image.HostImages.HostImage;

/**
 * Whether an image of ours is still needed.
 *
 * @param used ids of the images of all our containers
 * @param atWork whether a task is at work, which may be about to use an image
 * @param all whether images go that the next task would have to obtain again
 */
record ImageCheck(Set<String> used, boolean atWork, boolean all) {
  /** A task that has just obtained its image has no container of it yet. */
  private static final Duration FRESH = Duration.ofHours(1);

  private static final Duration HELLO = Duration.ofMinutes(10);

  private static final String SHIPPED =
      "no container of ours uses it; it seems to come from a project's file, but bears no label"
          + " that proves it: docker image rm, or podman image rm, removes it";

  /** A build may take hours, and goes on from the stages that are there. */
  private static final Duration STAGE = Duration.ofDays(1);

  ImageCheck {
    used = Set.copyOf(used);
  }

  Verdict of(KeptImage image, Instant now) {
    if (used.contains(image.id())) {
      return Verdict.NEEDED;
    }
    if (image.isHello()) {
      return older(image, HELLO, now)
          ? Verdict.left("docker-wrapper host was ended before it removed it")
          : Verdict.NEEDED;
    }
    if (image.isStage()) {
      return older(image, STAGE, now) && !atWork
          ? Verdict.left("a stage of a build that is over")
          : Verdict.NEEDED;
    }
    if (image.isBuilt()) {
      return built();
    }
    return image.isNamedAsOurs() ? Verdict.doubtful(SHIPPED) : Verdict.NEEDED;
  }

  /**
   * The same for one of which a record proves that tasks have brought it here.
   *
   * @param keep how long it is kept after its last use
   */
  Verdict of(HostImage image, Duration keep, Instant now) {
    Duration unused = Duration.between(image.lastUse(), now);
    boolean fresh = unused.compareTo(FRESH) < 0;
    if (used.contains(image.id()) || (fresh && atWork)) {
      return Verdict.NEEDED;
    }
    String last =
        fresh
            ? "no task is at work now, but one has used it in the last hour"
            : "no task has used it for " + unused.toDays() + " days";
    return all || unused.compareTo(keep) >= 0
        ? Verdict.left(last)
        : Verdict.doubtful(last + "; it goes after " + keep.toDays() + ", or with --all");
  }

  private Verdict built() {
    if (atWork) {
      return Verdict.doubtful("no container uses it, but tasks are at work and may want it");
    }
    return all
        ? Verdict.left("no task uses it now; the next one would build it again")
        : Verdict.doubtful("no task uses it now, but the next one may; --all removes it");
  }

  private static boolean older(KeptImage image, Duration age, Instant now) {
    return image.createdAt().plus(age).isBefore(now);
  }
}
