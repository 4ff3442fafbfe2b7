package net.boincwrapper.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.BuildRequest;
import net.boincwrapper.engine.Engine.Context;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineAbilities;
import net.boincwrapper.engine.EngineAbilities.Limit;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.engine.http.CallLimits;
import net.boincwrapper.engine.http.HttpAnswer;
import net.boincwrapper.engine.http.HttpRequest;
import net.boincwrapper.engine.podman.ForeignOwners;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/** The verbs on images. */
final class DockerImages {
  /** An image of some gigabytes over a slow line, or one that compiles its simulator. */
  private static final Duration WORK_TIME = Duration.ofHours(6);

  /** The kernel's default period of the CPU quota, in microseconds. */
  private static final long CPU_PERIOD = 100_000;

  /** Twice as long as {@link PodmanSteps} may take: hosts are busy. */
  private static final Duration GIVING_UP = Duration.ofSeconds(4);

  private static final Duration LOOK = Duration.ofMillis(50);

  private final DockerConnection connection;
  private final DockerErrors errors;
  private final HostClock clock;
  private final Path proc;

  /** How many builds are under way there. */
  private final AtomicInteger onPodman = new AtomicInteger();

  /**
   * @param proc where procfs is mounted
   */
  DockerImages(DockerConnection connection, DockerErrors errors, HostClock clock, Path proc) {
    this.connection = connection;
    this.errors = errors;
    this.clock = clock;
    this.proc = proc;
  }

  Optional<ImageInfo> find(String reference) throws EngineException {
    String path = DockerPaths.image(reference, "/json").toString();
    return errors.attempt(
        "looking for image " + reference, () -> connection.find(path).map(DockerReader::image));
  }

  /**
   * Pulls. What a registry refuses for good is told from what may be over later (the network, a
   * full disk) wherever the engine says it.
   */
  void pull(String reference, Consumer<String> progress, BooleanSupplier cancelled)
      throws EngineException {
    String attempted = "pulling image " + reference;
    String path = DockerPaths.of("/images/create").with("fromImage", withTag(reference)).toString();
    DockerProgress report = new DockerProgress(progress);
    try {
      perform(attempted, HttpRequest.post(path), report, cancelled);
    } catch (EngineException e) {
      checkOwners(attempted, errors.words(e));
      boolean refused = e.worthRetry() && RegistryRefusal.isMeantBy(errors.words(e));
      throw refused ? new EngineException(Kind.FINAL, String.valueOf(e.getMessage()), e) : e;
    }
    if (report.failure().isPresent()) {
      checkOwners(attempted, report.failure().get());
      boolean refused = RegistryRefusal.isMeantBy(report.failure().get());
      throw DockerErrors.reported(
          refused ? Kind.FINAL : Kind.RETRYABLE, attempted, report.failure().get());
    }
    if (find(reference).isEmpty()) {
      throw new EngineException(
          Kind.RETRYABLE, attempted + ": the engine reports success, but it is not there");
    }
  }

  /**
   * Loads. The engine reads to the archive's end before it looks at anything, so an archive that
   * breaks off leaves nothing.
   */
  void load(Context archive, Consumer<String> progress, BooleanSupplier cancelled)
      throws EngineException {
    String attempted = "loading an image";
    HttpRequest post =
        HttpRequest.post(
            "/images/load?quiet=1", Map.of("Content-Type", "application/x-tar"), archive::writeTar);
    DockerProgress report = new DockerProgress(progress);
    try {
      perform(attempted, post, report, cancelled);
    } catch (EngineException e) {
      checkOwners(attempted, errors.words(e));
      boolean answered = DockerErrors.status(e) > 0;
      throw answered ? new EngineException(Kind.FINAL, String.valueOf(e.getMessage()), e) : e;
    }
    if (report.failure().isPresent()) {
      checkOwners(attempted, report.failure().get());
      throw DockerErrors.reported(Kind.FINAL, attempted, report.failure().get());
    }
  }

  /**
   * Whether Podman lacks ids for an image's users: then it is for root to act, and no job's fault.
   */
  private void checkOwners(String attempted, String words) throws EngineException {
    boolean podman = errors.attempt(attempted, connection::isPodman);
    Optional<String> cure =
        podman ? ForeignOwners.cure(connection.socket(), words) : Optional.empty();
    if (cure.isPresent()) {
      // The client shows the first 250 characters.
      throw EngineException.postponed(
          "%s (%s; Podman says: %s)"
              .formatted(cure.get(), attempted, DockerErrors.shortened(words)),
          ForeignOwners.REST);
    }
  }

  /** Without a tag the engine would pull all of them. */
  static String withTag(String reference) {
    boolean digest = reference.indexOf('@') >= 0;
    boolean tag = reference.lastIndexOf(':') > reference.lastIndexOf('/');
    return digest || tag ? reference : reference + ":latest";
  }

  /**
   * Builds. A step that fails for want of a network or of disk space cannot be told from the
   * others: there is only what it printed.
   */
  void build(BuildRequest request, Consumer<String> progress, BooleanSupplier cancelled)
      throws EngineException {
    if (!errors.attempt("building image " + request.tag(), connection::isPodman)) {
      build(request, request.arguments(), progress, cancelled);
      return;
    }
    Map<String, String> marked = request.mark().addedTo(request.arguments());
    onPodman.incrementAndGet();
    try {
      new PodmanSteps(request.mark(), proc, clock)
          .around(() -> build(request, marked, progress, cancelled));
    } finally {
      onPodman.decrementAndGet();
    }
  }

  /** Waits until a build that has been given up has ended its step. Returns within 4 s. */
  void close() {
    Stopwatch sinceBegin = Stopwatch.started(clock);
    while (onPodman.get() > 0 && !sinceBegin.hasPassed(GIVING_UP)) {
      try {
        clock.sleep(LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void build(
      BuildRequest request,
      Map<String, String> arguments,
      Consumer<String> progress,
      BooleanSupplier cancelled)
      throws EngineException {
    String attempted = "building image " + request.tag();
    String path = errors.attempt(attempted, () -> buildPath(request, arguments));
    HttpRequest post =
        HttpRequest.post(
            path, Map.of("Content-Type", "application/x-tar"), request.context()::writeTar);
    DockerProgress report = new DockerProgress(progress);
    perform(attempted, post, report, cancelled);
    if (report.failure().isPresent()) {
      String failure =
          "%s\nits last lines:\n%s".formatted(report.failure().get(), report.lastLines());
      checkOwners(attempted, failure);
      throw new EngineException(Kind.BUILD_FAILED, attempted + ": " + failure);
    }
    if (report.imageId().isEmpty()) {
      throw new EngineException(
          Kind.RETRYABLE, attempted + ": the engine's report ends without an image");
    }
    removeStages(report.made());
  }

  /**
   * Removes what the stages of a build that has succeeded have left, and nothing that has a name or
   * that an image is made of. What cannot be removed is only a waste of space.
   *
   * @param made the first digits of the images' ids
   */
  private void removeStages(Set<String> made) {
    try {
      DockerClient docker = connection.client();
      List<Image> unnamed =
          docker
              .listImagesCmd()
              .withDanglingFilter(true)
              .withLabelFilter(Engine.LABEL_STAGE)
              .exec();
      unnamed.stream()
          .map(Image::getId)
          .filter(id -> made.stream().anyMatch(id.substring(id.indexOf(':') + 1)::startsWith))
          .forEach(id -> removeUnused(docker, id));
    } catch (RuntimeException e) {
      // The next build that succeeds does not know of them; they carry our label.
    }
  }

  private static void removeUnused(DockerClient docker, String id) {
    try {
      docker.removeImageCmd(id).exec();
    } catch (DockerException e) {
      // Somebody has begun to use it, or has removed it.
    }
  }

  private void perform(
      String attempted, HttpRequest request, DockerProgress report, BooleanSupplier cancelled)
      throws EngineException {
    errors.attempt(
        attempted,
        () -> {
          CallLimits limits = CallLimits.work(WORK_TIME);
          try (HttpAnswer answer = connection.open(request, limits, cancelled)) {
            report.follow(new DockerJsonLines(answer.body()));
            return report;
          }
        });
  }

  /**
   * Docker leaves out a limit that it cannot keep, with a warning. With one, each {@code RUN} on a
   * Podman without control groups fails: {@code cannot set cpu limit} (tried with 4.3.1).
   */
  private Set<Limit> limits() throws IOException {
    return connection.isPodman()
        ? new DockerInfo(connection).read().abilities().limits()
        : EngineAbilities.USUAL.limits();
  }

  /** docker-java's own command has no CPU quota. */
  private String buildPath(BuildRequest request, Map<String, String> arguments) throws IOException {
    DockerPaths path =
        DockerPaths.of("/build")
            .with("t", request.tag())
            .with("dockerfile", request.dockerfile())
            .with("rm", "true")
            .with("forcerm", "true")
            .with("buildargs", DockerJson.text(DockerJson.object(arguments)))
            .with("labels", DockerJson.text(DockerJson.object(request.labels())));
    Set<Limit> limits = limits();
    if (limits.contains(Limit.MEMORY)) {
      path.with("memory", request.memoryBytes()).with("memswap", request.memoryBytes());
    }
    if (limits.contains(Limit.CPU)) {
      path.with("cpuperiod", CPU_PERIOD).with("cpuquota", Math.round(request.cpus() * CPU_PERIOD));
    }
    if (connection.isPodman()) {
      PodmanBuildNetwork.parameters(connection).forEach(path::with);
    }
    request.target().ifPresent(target -> path.with("target", target));
    if (request.noCache()) {
      path.with("nocache", "true");
    }
    return path.toString();
  }
}
