package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.http.UnixCall;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;
import org.jspecify.annotations.Nullable;

/**
 * A {@code podman system service} of our own, for a host on which Podman is installed and none of
 * its sockets answers. It has the images and containers of the client's own Podman.
 *
 * <p>It belongs to nobody: whoever needs it starts it, whoever comes later finds it, and it ends by
 * itself a while after its last connection ({@code podman/pkg/api/server/idle/tracker.go}). Its end
 * ends no container, for each has a monitor of its own ({@code conmon}).
 */
public final class PodmanService {
  /**
   * The client starts one task within seconds of another's end, and asks a task that was postponed
   * again after a minute or more; in between, 40 MB need not lie idle. While a container runs,
   * somebody waits for its end on an open connection, so this time does not begin.
   */
  public static final Duration BETWEEN_TASKS = Duration.ofMinutes(1);

  /** An author's runs pause while what they wrote is compared, and cannot start it again. */
  public static final Duration BETWEEN_RUNS = Duration.ofMinutes(10);

  /** Accepting a connection takes a working service no time. */
  private static final Duration PROBE_TIME = Duration.ofSeconds(5);

  /** Before it listens, Podman opens its storage, and after a power cut repairs it. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  /** A start that failed is not worth another at each retry of a call. */
  static final Duration REST = Duration.ofSeconds(30);

  private static final String ATTEMPT = "starting a service of Podman's (%s): ";

  private static final Duration LOOK = Duration.ofMillis(30);

  /** One for each directory, for it remembers whether it could be started. */
  private static final Map<Path, PodmanService> OF_THIS_PROCESS = new ConcurrentHashMap<>();

  /** What it takes of the host; others in tests. */
  record Host(Launch launch, Predicate<Path> answers, HostClock clock, PodmanCure cure) {}

  private final ServicePlace place;
  private final Map<String, String> environment;
  private final Duration idle;
  private final Host host;
  private final Stopwatch sinceFailure;
  private @Nullable String failure;

  PodmanService(ServicePlace place, Map<String, String> environment, Duration idle, Host host) {
    this.place = place;
    this.environment = environment;
    this.idle = idle;
    this.host = host;
    this.sinceFailure = new Stopwatch(host.clock());
  }

  /**
   * The one of a directory. Nothing happens yet.
   *
   * @param directory where its files are, absolute; need not exist
   * @param environment of this process
   * @param user effective user of this process
   * @param idle how long it stays without a connection; seconds count
   */
  public static PodmanService in(
      Path directory, Map<String, String> environment, int user, Duration idle) {
    return OF_THIS_PROCESS.computeIfAbsent(directory, one -> make(one, environment, user, idle));
  }

  /**
   * An author's, who has no BOINC data directory: {@code docker-wrapper/podman} in the runtime
   * directory, or {@code docker-wrapper-UID/podman} in {@code /tmp} or {@code /dev/shm}.
   *
   * @param environment of this process
   * @param user effective user of this process
   */
  public static PodmanService ofAuthor(Map<String, String> environment, int user) {
    Path directory = AuthorDirectory.of(environment, user, FileSystems.getDefault());
    return in(directory, environment, user, BETWEEN_RUNS);
  }

  private static PodmanService make(
      Path directory, Map<String, String> environment, int user, Duration idle) {
    UserPrincipal owner = ownerOfThisProcess();
    return new PodmanService(
        new ServicePlace(directory, user, owner),
        environment,
        idle,
        new Host(
            new ShellLaunch(),
            socket -> UnixCall.accepts(socket, PROBE_TIME),
            HostClock.system(),
            new PodmanCure(
                Path.of("/"),
                user,
                owner.getName(),
                environment,
                directory.resolve("../..").normalize(),
                Files::isWritable)));
  }

  private static UserPrincipal ownerOfThisProcess() {
    try {
      return Files.getOwner(Path.of("/proc/self"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its socket, if it runs. */
  public Optional<Path> running() {
    return Optional.of(place.socket()).filter(this::listens);
  }

  private boolean listens(Path socket) {
    return place.isTrusted() && host.answers().test(socket);
  }

  /**
   * Its socket; it is started if it does not run. May take a minute.
   *
   * @return empty where there is no program {@code podman}
   * @throws EngineException {@code UNREACHABLE} where it cannot be started
   */
  public synchronized Optional<Path> provide() throws EngineException {
    Optional<Path> running = running();
    if (running.isPresent()) {
      ServiceLog.bound(place.log());
      return running;
    }
    Optional<Path> program = PodmanProgram.find(environment, place.directory().getFileSystem());
    if (program.isPresent()) {
      if (failure != null && !sinceFailure.hasPassed(REST)) {
        throw unreachable(failure);
      }
      startAlone(program.get());
      return Optional.of(place.socket());
    }
    return Optional.empty();
  }

  /** Wrappers that begin at the same time start one. */
  private void startAlone(Path program) throws EngineException {
    try {
      place.prepare();
      ServiceLock lock = ServiceLock.acquire(place.lock(), host.clock(), PATIENCE);
      try {
        if (!listens(place.socket())) {
          start(program);
        }
      } finally {
        lock.close();
      }
      failure = null;
    } catch (NotStartedException e) {
      sinceFailure.restart();
      failure = told(e, program);
      throw unreachable(failure);
    } catch (IOException e) {
      sinceFailure.restart();
      failure = ATTEMPT.formatted(program) + e.getMessage();
      throw unreachable(failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("starting a service of Podman's: interrupted");
    }
  }

  private static EngineException unreachable(String message) {
    return new EngineException(EngineException.Kind.UNREACHABLE, message);
  }

  private void start(Path program) throws IOException, InterruptedException {
    ServiceLog log = ServiceLog.before(place.log());
    Map<String, String> its = new ServiceEnvironment(place).of(environment);
    ServiceScratch scratch = new ServiceScratch(place, host.clock());
    List<String> command = new ServiceCommand(place, scratch, idle).of(program, its);
    Launch.Launched launched = host.launch().launch(command, place, its);
    Stopwatch waiting = Stopwatch.started(host.clock());
    while (!listens(place.socket())) {
      if (!launched.isAlive()) {
        throw new NotStartedException("it has ended", log.lastWords());
      }
      if (waiting.hasPassed(PATIENCE)) {
        throw new NotStartedException(
            "it does not listen within %d s".formatted(PATIENCE.toSeconds()), log.lastWords());
      }
      host.clock().sleep(LOOK);
    }
  }

  /**
   * The cure comes first: of a long reason, the client keeps the first 255 bytes ({@code
   * client/app_control.cpp:ACTIVE_TASK::temporary_exit_file_present}).
   */
  private String told(NotStartedException e, Path program) {
    String report =
        ATTEMPT.formatted(program)
            + e.getMessage()
            + (e.words.isEmpty() ? " without a word" : ", saying: " + e.words)
            + "; all that it said is in "
            + place.log();
    return host.cure()
        .of(e.words)
        .map(cure -> "%s (%s)".formatted(cure, report))
        .orElse(report + "; try `podman info` as this user, who must be able to run it");
  }

  /** Podman was started, and does not listen. */
  private static final class NotStartedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String words;

    /**
     * @param words Podman's last
     */
    NotStartedException(String what, String words) {
      super(what);
      this.words = words;
    }
  }
}
