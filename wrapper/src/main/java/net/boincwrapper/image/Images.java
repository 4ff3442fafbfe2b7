package net.boincwrapper.image;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.ImageStore;
import net.boincwrapper.image.OnePerHost.Weight;
import net.boincwrapper.job.ImageReference;
import net.boincwrapper.job.Job;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.ImageRecord.Origin;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.time.HostClock;

/**
 * Obtains the image of a job: local, pulled, or built once per content and project.
 *
 * <p>If {@code image_name} is not on the host and the slot has a Dockerfile, the image is built, as
 * docker_wrapper does ({@code docker_wrapper.cpp:get_image}). It gets a name of its own, so that no
 * project can take over a name that other programs on the host use.
 */
public final class Images {
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);

  private final Engine engine;
  private final Path sharedDirectory;
  private final HostClock clock;
  private final boolean firstFailureIsFinal;
  private final OnePerHost host;

  /**
   * @param store of that engine
   * @param sharedDirectory {@code docker_wrapper/} in the BOINC data directory, where the locks are
   * @param firstFailureIsFinal for an author, who is waiting for the answer; a task would try again
   */
  public Images(
      Engine engine, ImageStore store, Path sharedDirectory, boolean firstFailureIsFinal) {
    this(engine, store, sharedDirectory, firstFailureIsFinal, HostClock.system());
  }

  Images(
      Engine engine,
      ImageStore store,
      Path sharedDirectory,
      boolean firstFailureIsFinal,
      HostClock clock) {
    this.engine = engine;
    this.sharedDirectory = sharedDirectory;
    this.firstFailureIsFinal = firstFailureIsFinal;
    this.clock = clock;
    this.host = new OnePerHost(engine, store, sharedDirectory, clock, firstFailureIsFinal);
  }

  /**
   * What to obtain.
   *
   * @param dockerfile name of the Dockerfile in the slot
   * @param engine which is to have it
   */
  public record Wish(
      Job job, InitData init, SlotLayout slot, String dockerfile, EngineInfo engine) {
    /** What that engine builds for. */
    BuildPlatform platform() {
      return BuildPlatform.of(engine.architecture());
    }
  }

  /**
   * What the task's surroundings allow, and who is told.
   *
   * @param suspended the client wants no computing now: while true, nothing is started, and a build
   *     that is running ends within 1 s; its finished steps are kept
   * @param networkSuspended the client wants no network use now: while true, nothing is pulled or
   *     built, and what is running ends
   * @param wantNetwork receives true while the image waits for the network: the client has
   *     suspended it, or what is needed cannot be reached. False afterwards, and while the network
   *     is used
   * @param cancelled turns true when there is no point in going on; obeyed within 1 s
   * @param progress lines for people who want to know everything
   * @param details the engine's own output meanwhile, which can be thousands of lines
   * @param trouble lines for people who wonder why nothing happens
   */
  public record Surroundings(
      BooleanSupplier suspended,
      BooleanSupplier networkSuspended,
      Consumer<Boolean> wantNetwork,
      BooleanSupplier cancelled,
      Consumer<String> progress,
      Consumer<String> details,
      Consumer<String> trouble) {}

  /**
   * Obtains the image.
   *
   * @throws EngineException {@code RETRYABLE} after waiting 15 minutes for a network, an engine
   *     that can do it, or the lock; also after a failure that is to be tried again, with the
   *     delay. {@code FINAL} and, for an author, {@code BUILD_FAILED} and {@code NOT_FOUND} where
   *     the job is at fault
   */
  public ImageInfo obtain(Wish wish, Surroundings surroundings) throws EngineException {
    ImageAttempt errand = new ImageAttempt(surroundings, clock);
    try {
      return runnable(obtain(wish, errand), wish);
    } finally {
      errand.wantNetwork(false);
    }
  }

  /** An engine refuses to create a container that has nothing to run. */
  private static ImageInfo runnable(ImageInfo image, Wish wish) throws EngineException {
    boolean nothing = image.entrypoint().isEmpty() && image.command().isEmpty();
    if (nothing && wish.job().createOptions().entrypoint().isEmpty()) {
      throw failed(
          "the image "
              + wish.job()
                  .image()
                  .archive()
                  .or(wish.job()::imageName)
                  .orElse("of " + wish.dockerfile())
              + " has neither CMD nor ENTRYPOINT, so there is nothing to run; end the Dockerfile"
              + " with one such as CMD [\"python3\", \"main.py\"], or name the program with"
              + " --entrypoint in create_args");
    }
    return image;
  }

  private ImageInfo obtain(Wish wish, ImageAttempt errand) throws EngineException {
    Job job = wish.job();
    if (job.image().archive().isPresent()) {
      return new ShippedImages(engine, host).obtain(ShippedImage.of(wish), errand);
    }
    if (job.imageName().isPresent()) {
      return named(job.imageName().get(), wish, errand);
    }
    if (job.image().digest().isPresent()) {
      throw failed(
          "[image] digest pins an image_name, and the job has none; add it or drop digest");
    }
    ImageBuild build =
        ImageBuild.of(wish)
            .orElseThrow(
                () ->
                    failed(
                        "the job has no image: there is no "
                            + wish.dockerfile()
                            + " in the slot and no image_name in job.toml; list a Dockerfile among"
                            + " the files of the app version, or set image_name"));
    return built(build, errand);
  }

  private ImageInfo named(String name, Wish wish, ImageAttempt errand) throws EngineException {
    Optional<String> digest = wish.job().image().digest();
    Optional<ImageInfo> local = host.here(name);
    if (local.filter(image -> matches(image, digest)).isPresent()) {
      return local.get();
    }
    String exact = digest.map(it -> ImageReference.withDigest(name, it)).orElse(name);
    Optional<ImageInfo> pinned = exact.equals(name) ? Optional.empty() : host.here(exact);
    if (pinned.filter(image -> matches(image, digest)).isPresent()) {
      return pinned.get();
    }
    if (local.isEmpty() && digest.isEmpty()) {
      Optional<ImageBuild> build = ImageBuild.of(wish);
      if (build.isPresent()) {
        errand.say("there is no image " + name + " here: building " + wish.dockerfile());
        return built(build.get(), errand);
      }
    }
    if (!wish.job().image().pull()) {
      throw failed(
          "there is no image "
              + name
              + digest.map(d -> " with digest " + d).orElse("")
              + " on this host, and job.toml says pull = \"never\"");
    }
    return pulled(exact, digest, errand);
  }

  private ImageInfo pulled(String name, Optional<String> digest, ImageAttempt errand)
      throws EngineException {
    ImageInfo image =
        host.obtain(
            name,
            errand,
            () -> engine.findImage(name).filter(found -> matches(found, digest)),
            () -> pullOurs(name, errand),
            refusal -> Weight.CERTAIN);
    if (!matches(image, digest)) {
      throw failed(
          "the image "
              + name
              + " is "
              + image.id()
              + " "
              + image.repoDigests()
              + " and not "
              + digest.orElse("")
              + " as job.toml demands; correct [image] digest");
    }
    return image;
  }

  private ImageInfo built(ImageBuild build, ImageAttempt errand) throws EngineException {
    build.bases().forEach(host.records()::use);
    Optional<ImageInfo> before = host.here(build.tag());
    if (before.isPresent()) {
      return before.get();
    }
    List<String> missing = missingBases(build);
    return host.obtain(
        build.tag(),
        errand,
        () -> engine.findImage(build.tag()),
        () -> {
          for (String base : missing) {
            if (engine.findImage(base).isEmpty()) {
              pullOurs(base, errand);
            }
          }
          host.records().obtaining(build.tag(), Origin.BUILT);
          perform(errand, "building " + build.tag(), () -> build(build, errand));
        },
        failure -> tellsOfTheJob(failure, build, errand));
  }

  private void build(ImageBuild build, ImageAttempt errand) throws EngineException {
    BuildSteps steps = new BuildSteps(build.dockerfile(), errand::tellDetail);
    String identity = ImageLock.identity(sharedDirectory, host.records().key(build.tag()));
    try {
      engine.build(build.request(identity), steps, errand::mayNotBuild);
    } catch (EngineException e) {
      throw OnePerHost.counts(e) ? failedAt(steps.place(), e) : e;
    }
  }

  private static EngineException failedAt(String place, EngineException e) {
    String words = String.valueOf(e.getMessage());
    String guess = NetworkWords.network(words) ? ", perhaps because there is no network" : "";
    return new EngineException(e.kind(), place + " failed" + guess + ": " + words, e);
  }

  private List<String> missingBases(ImageBuild build) throws EngineException {
    List<String> missing = new ArrayList<>();
    for (String base : build.bases()) {
      if (engine.findImage(base).isEmpty()) {
        missing.add(base);
      }
    }
    if (!missing.isEmpty() && !build.wish().job().image().pull()) {
      throw failed(
          build.wish().dockerfile()
              + " builds from "
              + String.join(", ", missing)
              + ", which is not on this host, and job.toml says pull = \"never\"");
    }
    return missing;
  }

  /**
   * Whether a failed build says anything about the job: the network is there, and the disk is not
   * full.
   */
  private Weight tellsOfTheJob(EngineException failure, ImageBuild build, ImageAttempt errand) {
    boolean tells =
        !firstFailureIsFinal
            && !NetworkWords.fullDisk(String.valueOf(failure.getMessage()))
            && new NetworkProbe(engine).answers(build.bases(), errand);
    return tells ? Weight.CERTAIN : Weight.UNCERTAIN;
  }

  /** What is not here, and so is ours afterwards. */
  private void pullOurs(String name, ImageAttempt errand) throws EngineException {
    if (engine.findImage(name).isEmpty()) {
      host.records().obtaining(name, Origin.PULLED);
    }
    pull(name, errand);
  }

  private void pull(String name, ImageAttempt errand) throws EngineException {
    perform(
        errand,
        "pulling " + name,
        () -> engine.pull(name, errand::tellPulling, errand::mayNotPull));
  }

  /**
   * Tries until it succeeds, as long as the failure may pass. Losing the engine is for the caller.
   */
  private static void perform(ImageAttempt errand, String what, OnePerHost.Act act)
      throws EngineException {
    while (true) {
      errand.awaitNetwork();
      errand.say(what);
      try {
        act.run();
        errand.wantNetwork(false);
        return;
      } catch (EngineException e) {
        if (e.kind() == EngineException.Kind.CANCELLED) {
          errand.checkCancelled();
          errand.checkSuspended();
          errand.say(what + " stopped: the client has suspended the network");
          continue;
        }
        if (e.kind() != EngineException.Kind.RETRYABLE || e.delay().isPresent()) {
          throw e;
        }
        errand.wantNetwork(!NetworkWords.fullDisk(String.valueOf(e.getMessage())));
        errand.complain(what + " failed, trying again: " + e.getMessage());
        errand.pauseFor(BETWEEN_TRIES, what + " (" + e.getMessage() + ")");
      }
    }
  }

  /** A digest is the image's own id, or that of its manifest in the registry it came from. */
  private static boolean matches(ImageInfo image, Optional<String> digest) {
    return digest.isEmpty()
        || image.id().equals(digest.get())
        || image.repoDigests().stream().anyMatch(d -> d.endsWith("@" + digest.get()));
  }

  private static EngineException failed(String message) {
    return new EngineException(EngineException.Kind.FINAL, message);
  }
}
