package net.boincwrapper.engine.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.Inventory;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;
import org.jspecify.annotations.Nullable;

/**
 * Docker, or Podman behind the same API, on a unix socket. The verbs live by theme in the classes
 * that this one joins.
 */
final class DockerEngine implements Engine {
  private static final Path PROC = Path.of("/proc");

  /** An engine can be started anew at any time. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** What was asked, and how long ago. */
  private record Asked(EngineInfo info, Stopwatch age) {
    boolean isFresh() {
      return !age.hasPassed(FRESH);
    }
  }

  private final AtomicReference<@Nullable FutureTask<Asked>> ahead = new AtomicReference<>();
  private final Path socket;
  private final HostClock clock;
  private final DockerErrors errors;
  private final DockerInfo info;
  private final DockerImages images;
  private final DockerContainers containers;
  private final DockerNetworks networks;
  private final DockerWatches watches;
  private final DockerUsage usage;
  private final DockerLogs logs;
  private final DockerOwnership ownership;
  private final DockerConnection connection;

  private DockerEngine(DockerConnection connection, HostClock clock, Path proc) {
    this.clock = clock;
    socket = connection.socket();
    errors = new DockerErrors(socket);
    info = new DockerInfo(connection);
    images = new DockerImages(connection, errors, clock, proc);
    containers = new DockerContainers(connection, errors, clock, proc);
    networks = new DockerNetworks(connection, errors, proc);
    watches = new DockerWatches(connection, errors, containers, clock);
    usage = new DockerUsage(connection, errors);
    logs = new DockerLogs(connection, errors);
    ownership = new DockerOwnership(connection, errors);
    this.connection = connection;
  }

  /** The engine behind a socket; nothing is asked of it yet. */
  public static DockerEngine open(Path socket) {
    return open(socket, DockerConnection.CALL_TIME, HostClock.system());
  }

  /**
   * The same for an engine that can be started anew.
   *
   * @param revival asked to do so where it does not accept a connection
   */
  static DockerEngine open(Path socket, UnixSocketTransport.Revival revival) {
    return new DockerEngine(
        new DockerConnection(socket, DockerConnection.CALL_TIME, revival),
        HostClock.system(),
        PROC);
  }

  Path socket() {
    return socket;
  }

  /**
   * The engine behind a socket.
   *
   * @param callTime longest that the engine may take for one call, above what the call itself waits
   *     for
   */
  static DockerEngine open(Path socket, Duration callTime, HostClock clock) {
    return open(socket, callTime, clock, PROC);
  }

  /**
   * As the other.
   *
   * @param proc where procfs is mounted
   */
  static DockerEngine open(Path socket, Duration callTime, HostClock clock, Path proc) {
    return new DockerEngine(new DockerConnection(socket, callTime), clock, proc);
  }

  /** Who the engine is; what was {@linkplain #askAhead asked ahead} a moment ago is told once. */
  @Override
  public EngineInfo info() throws EngineException {
    FutureTask<Asked> before = ahead.getAndSet(null);
    Optional<Asked> asked = before == null ? Optional.empty() : answer(before);
    Optional<EngineInfo> known = asked.filter(Asked::isFresh).map(Asked::info);
    return known.isPresent() ? known.get() : askNow();
  }

  /** Asks the engine who it is, for somebody who will want to know in a moment. */
  void askAhead() {
    FutureTask<Asked> asking =
        new FutureTask<>(() -> new Asked(askNow(), Stopwatch.started(clock)));
    ahead.set(asking);
    asking.run();
  }

  boolean isSameAs(DockerEngine other) {
    return socket.equals(other.socket);
  }

  /** Waits for it as for any call. Empty where this thread is interrupted. */
  private static Optional<Asked> answer(FutureTask<Asked> asking) throws EngineException {
    try {
      return Optional.of(asking.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EngineException failed) {
        throw failed;
      }
      return Optional.empty();
    }
  }

  private EngineInfo askNow() throws EngineException {
    return errors.attempt("asking the engine who it is", info::read);
  }

  @Override
  public Optional<ImageInfo> findImage(String reference) throws EngineException {
    return images.find(reference);
  }

  @Override
  public void pull(String reference, Consumer<String> progress, BooleanSupplier cancelled)
      throws EngineException {
    images.pull(reference, progress, cancelled);
  }

  @Override
  public void build(BuildRequest request, Consumer<String> progress, BooleanSupplier cancelled)
      throws EngineException {
    images.build(request, progress, cancelled);
  }

  @Override
  public void load(Context archive, Consumer<String> progress, BooleanSupplier cancelled)
      throws EngineException {
    images.load(archive, progress, cancelled);
  }

  /** Made when it is wanted: a task that just starts needs none. */
  private DockerInventory inventory() {
    return new DockerInventory(socket, DockerConnection.CALL_TIME);
  }

  @Override
  public List<Inventory.KeptImage> images() throws EngineException {
    return inventory().images();
  }

  @Override
  public boolean removeImage(String reference) throws EngineException {
    return inventory().removeImage(reference);
  }

  @Override
  public List<ContainerInfo> list(Map<String, String> labels) throws EngineException {
    return containers.list(labels);
  }

  @Override
  public List<Sighting> sight(Map<String, String> labels) throws EngineException {
    return containers.sight(labels);
  }

  @Override
  public Optional<ContainerInfo> inspect(String idOrName) throws EngineException {
    return containers.inspect(idOrName);
  }

  @Override
  public String create(ContainerPlan plan) throws EngineException {
    networks.ensure(plan.network());
    return containers.create(plan);
  }

  @Override
  public void start(String id) throws EngineException {
    try {
      containers.start(id);
    } catch (EngineException e) {
      if (e.kind() != EngineException.Kind.NOT_FOUND || !networks.restore(id)) {
        throw e;
      }
      containers.start(id);
    }
  }

  @Override
  public void pause(String id) throws EngineException {
    containers.pause(id);
  }

  @Override
  public void unpause(String id) throws EngineException {
    containers.unpause(id);
  }

  @Override
  public void limitCpus(String id, double cpus) throws EngineException {
    containers.limitCpus(id, cpus);
  }

  @Override
  public void stop(String id, Duration grace) throws EngineException {
    containers.stop(id, grace);
  }

  @Override
  public void signal(String id, String signal) throws EngineException {
    containers.signal(id, signal);
  }

  @Override
  public void remove(String id) throws EngineException {
    containers.remove(id);
  }

  @Override
  public Subscription awaitExit(String id, Consumer<OptionalInt> onEnd) throws EngineException {
    return watches.awaitExit(id, onEnd);
  }

  @Override
  public Subscription watch(String id, Instant since, Consumer<ContainerEvent> onEvent)
      throws EngineException {
    return watches.watch(id, since, onEvent);
  }

  @Override
  public List<ContainerEvent> events(String id, Instant since) throws EngineException {
    return watches.events(id, since);
  }

  @Override
  public Optional<Usage> usage(String id) throws EngineException {
    return usage.of(id);
  }

  @Override
  public Optional<Ownership> ownership(String id, String path) throws EngineException {
    return ownership.of(id, path);
  }

  @Override
  public List<Change> changes(String id) throws EngineException {
    return changes().of(id);
  }

  @Override
  public OptionalLong layerBytes(String id) throws EngineException {
    return changes().layerBytes(id);
  }

  @Override
  public Optional<String> bridgeInterface(String network) throws EngineException {
    return networks.bridgeInterface(network);
  }

  @Override
  public Optional<PathStat> stat(String id, String path) throws EngineException {
    return changes().stat(id, path);
  }

  /** Made when it is wanted: only an author's dry run asks for these. */
  private DockerChanges changes() {
    return new DockerChanges(connection, errors);
  }

  @Override
  public Map<String, byte[]> files(String id, Predicate<String> wanted, long maxBytes)
      throws EngineException {
    return new DockerExport(connection, errors).files(id, wanted, maxBytes);
  }

  @Override
  public byte[] logTail(String id, int maxBytes) throws EngineException {
    return logs.tail(id, maxBytes);
  }

  /** Ends what goes on in the background; containers stay as they are. */
  @Override
  public void close() {
    watches.closeAll();
    containers.close();
    images.close();
  }
}
