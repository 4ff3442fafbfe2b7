package net.boincwrapper.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * An engine in memory that does what a test tells it. Everything happens in the caller's thread:
 * {@link #exit} has told every listener when it returns.
 *
 * <p>It keeps the promises of {@link Engine}: "already so" succeeds, a stop shows {@code kill}
 * before {@code die}, an end by itself only {@code die}, and events do not outlive the daemon.
 */
public final class FakeEngine implements Engine {
  /** The verbs of {@link Engine}, for scripting. */
  public enum Verb {
    INFO,
    FIND_IMAGE,
    PULL,
    BUILD,
    LOAD,
    IMAGES,
    REMOVE_IMAGE,
    LIST,
    SIGHT,
    INSPECT,
    CREATE,
    START,
    PAUSE,
    UNPAUSE,
    LIMIT_CPUS,
    STOP,
    SIGNAL,
    REMOVE,
    AWAIT_EXIT,
    WATCH,
    EVENTS,
    USAGE,
    LOG_TAIL,
    OWNERSHIP,
    CHANGES,
    LAYER,
    NETWORK,
    STAT,
    FILES
  }

  /** What an app does when it gets a signal: its exit code, or empty where it goes on. */
  @FunctionalInterface
  public interface App {
    OptionalInt onSignal(String signal);
  }

  private static final OptionalInt GONE = OptionalInt.empty();

  private final InstantSource clock;
  private final Map<String, ImageInfo> images = new LinkedHashMap<>();
  private final Map<String, ImageInfo> registry = new HashMap<>();
  private final Map<String, FakeContainer> containers = new LinkedHashMap<>();
  private final List<ContainerEvent> history = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final Map<Verb, Deque<EngineException.Kind>> failures = new EnumMap<>(Verb.class);
  private final Map<Verb, Deque<Runnable>> meanwhile = new EnumMap<>(Verb.class);
  private final Map<String, byte[]> files = new HashMap<>();
  private final Map<String, Ownership> owners = new HashMap<>();
  private final FakeListeners<OptionalInt> waits = new FakeListeners<>();
  private boolean waitsBroken;
  private Function<byte[], List<String>> loads = tar -> List.of();
  private long imageBytes = 1 << 20;
  private final FakeListeners<ContainerEvent> watches = new FakeListeners<>();
  private UnaryOperator<ContainerPlan> onCreate = plan -> plan;
  private App app = signal -> signal.equals("SIGTERM") ? OptionalInt.of(143) : GONE;
  private EngineInfo info =
      new EngineInfo(
          Kind.DOCKER,
          "20.10.24",
          "run-1",
          false,
          1,
          "cgroupfs",
          4,
          8L << 30,
          List.of("runc"),
          EngineAbilities.USUAL,
          "x86_64");
  private Optional<List<Runnable>> held = Optional.empty();
  private boolean down;
  private int created;
  public String bridge = ContainerPlan.BRIDGE_INTERFACE;

  /** An engine whose clock stands at one moment. */
  public FakeEngine() {
    this(InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")));
  }

  public FakeEngine(InstantSource clock) {
    this.clock = clock;
  }

  // What a test scripts.

  /** Makes an image that is there, under a reference. */
  public synchronized ImageInfo addImage(String reference) {
    ImageInfo image = imageNamed(reference);
    images.put(reference, image);
    return image;
  }

  /** An image that sets variables. */
  public synchronized void addImage(String reference, Map<String, String> environment) {
    images.put(reference, imageNamed(reference, environment));
  }

  /** An image that sets variables, and has labels. */
  public synchronized void addImage(
      String reference, Map<String, String> environment, Map<String, String> labels) {
    ImageInfo plain = imageNamed(reference, environment);
    images.put(
        reference,
        new ImageInfo(
            plain.id(),
            plain.repoDigests(),
            plain.user(),
            plain.workingDirectory(),
            plain.entrypoint(),
            plain.command(),
            plain.stopSignal(),
            environment,
            labels,
            plain.layers(),
            plain.volumes(),
            plain.bytes()));
  }

  /** What names an archive gives to images. */
  public synchronized void loads(Function<byte[], List<String>> names) {
    loads = names;
  }

  /** How large all images are. */
  public synchronized void imagesOf(long bytes) {
    imageBytes = bytes;
  }

  /** Puts an image in the registry, so that it can be pulled. */
  public synchronized void addToRegistry(String reference) {
    registry.put(reference, imageNamed(reference));
  }

  public synchronized void setInfo(EngineInfo newInfo) {
    info = newInfo;
  }

  /** As an engine whose kernel cannot limit the CPUs of a container. */
  public synchronized void hasNoCpuQuota() {
    saysItCan(info.abilities().without(EngineAbilities.Limit.CPU));
  }

  /** Says how the app answers signals from now on; at first it dies of SIGTERM and ignores all. */
  public synchronized void setApp(App newApp) {
    app = newApp;
  }

  /** Looks at, or replaces, each plan that is created; throw from it to fail the test. */
  public synchronized void onCreate(UnaryOperator<ContainerPlan> listener) {
    onCreate = listener;
  }

  /** Lets the next call of a verb fail, before it has any effect. Repeat for more failures. */
  public synchronized void failNext(Verb verb, EngineException.Kind kind) {
    failures.computeIfAbsent(verb, v -> new ArrayDeque<>()).add(kind);
  }

  /**
   * Runs something in the midst of the next call of a verb; a pull or build looks at {@code
   * cancelled} after it.
   */
  public synchronized void duringNext(Verb verb, Runnable action) {
    meanwhile.computeIfAbsent(verb, v -> new ArrayDeque<>()).add(action);
  }

  /** The app ends by itself. */
  public synchronized void exit(String id, int code) {
    container(id).end(code, clock.instant());
    happened(id, "die");
    waits.end(id, OptionalInt.of(code));
  }

  /** As {@link #exit}, but whoever waits for the end is not told of it. */
  public synchronized void exitUntold(String id, int code) {
    container(id).end(code, clock.instant());
    happened(id, "die");
  }

  /** The app ends, and the engine does not see how. */
  public synchronized void lose(String id) {
    container(id).end(ContainerInfo.NO_EXIT_CODE, clock.instant());
    container(id).finishedAt = Optional.empty();
    waits.end(id, GONE);
  }

  /** The app's program is not in the image, which shows only after the start (127). */
  public synchronized void programMissing(String id) {
    container(id).error = "its program is not in the container";
    exit(id, 127);
  }

  /** The kernel kills the app for its memory. */
  public synchronized void outOfMemory(String id) {
    container(id).oomKilled = true;
    happened(id, "oom");
    exit(id, 137);
  }

  /** Somebody else, such as the engine at its own end, stops the container. */
  public synchronized void stoppedByOthers(String id, int code) {
    happened(id, "kill");
    exit(id, code);
  }

  /** Somebody else removes the container. */
  public synchronized void vanish(String id) {
    containers.remove(id);
    happened(id, "destroy");
    waits.end(id, GONE);
  }

  /**
   * Somebody else begins to remove the container, which the engine kills for that: what is left of
   * it goes with {@link #vanish}.
   */
  public synchronized void beginRemoval(String id) {
    happened(id, "kill");
    FakeContainer container = container(id);
    container.end(137, clock.instant());
    container.status = ContainerStatus.DEAD;
    happened(id, "die");
    waits.end(id, OptionalInt.of(137));
  }

  /** An event comes to whoever watches a container, whatever container it names. */
  public synchronized void tellThoseWhoWatch(String id, ContainerEvent event) {
    watches.tell(id, event);
  }

  /** What happens from now on is told only when {@link #releaseEvents} is called. */
  public synchronized void holdEvents() {
    held = Optional.of(new ArrayList<>());
  }

  public synchronized void releaseEvents() {
    held.orElseThrow().forEach(Runnable::run);
    held = Optional.empty();
  }

  /** From now on each wait for an end is over at once, without one. */
  public synchronized void breakWaits() {
    waitsBroken = true;
    waits.endAll(GONE);
  }

  /** The daemon goes away: verbs fail, waits end without a code. Containers go on. */
  public synchronized void engineDown() {
    down = true;
    history.clear();
    watches.clear();
    waits.endAll(GONE);
  }

  /** Another daemon answers, as another instance. */
  public synchronized void engineUp(String instance) {
    down = false;
    info = changed(info.kind(), instance, info.abilities());
  }

  /** From now on it says that it is Podman. */
  public synchronized void saysItIsPodman() {
    info = changed(Kind.PODMAN, info.instance(), info.abilities());
  }

  /** From now on it says that it can do this. */
  public synchronized void saysItCan(EngineAbilities abilities) {
    info = changed(info.kind(), info.instance(), abilities);
  }

  /** From now on it says that it is a user's, not root's. */
  public synchronized void saysItIsRootless() {
    info =
        new EngineInfo(
            info.kind(),
            info.version(),
            info.instance(),
            true,
            info.cgroupVersion(),
            info.cgroupDriver(),
            info.cpus(),
            info.memoryBytes(),
            info.runtimes(),
            info.abilities(),
            info.architecture());
  }

  private EngineInfo changed(Kind kind, String instance, EngineAbilities abilities) {
    return new EngineInfo(
        kind,
        info.version(),
        instance,
        info.rootless(),
        info.cgroupVersion(),
        info.cgroupDriver(),
        info.cpus(),
        info.memoryBytes(),
        info.runtimes(),
        abilities,
        info.architecture());
  }

  public synchronized void setUsage(String id, Usage usage) {
    container(id).usage = usage;
  }

  public synchronized void setLog(String id, byte[] log) {
    container(id).log = log.clone();
  }

  /** Calls so far, such as {@code "start c1"}, failed ones too. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** The plan of a container that is there. */
  public synchronized ContainerPlan plan(String id) {
    return container(id).plan;
  }

  /** Containers that are there, as they are, oldest first. */
  public synchronized List<ContainerInfo> containers() {
    return containers.values().stream().map(FakeContainer::info).toList();
  }

  // The engine.

  @Override
  public synchronized EngineInfo info() throws EngineException {
    called(Verb.INFO, "info");
    return info;
  }

  @Override
  public synchronized Optional<ImageInfo> findImage(String reference) throws EngineException {
    called(Verb.FIND_IMAGE, "findImage " + reference);
    return local(reference);
  }

  @Override
  public synchronized void pull(
      String reference, Consumer<String> progress, BooleanSupplier cancelled)
      throws EngineException {
    called(Verb.PULL, "pull " + reference);
    giveUpIf(cancelled);
    ImageInfo image = registry.get(reference);
    if (image == null) {
      throw failure(EngineException.Kind.NOT_FOUND, "pull " + reference);
    }
    progress.accept("pulled " + reference);
    images.put(reference, image);
  }

  @Override
  public synchronized void build(
      BuildRequest request, Consumer<String> progress, BooleanSupplier cancelled)
      throws EngineException {
    called(Verb.BUILD, "build " + request.tag());
    giveUpIf(cancelled);
    progress.accept("built " + request.tag());
    addImage(request.tag());
  }

  /** Takes the archive as it is written, and has what {@link #loads} says afterwards. */
  @Override
  public synchronized void load(
      Context archive, Consumer<String> progress, BooleanSupplier cancelled)
      throws EngineException {
    called(Verb.LOAD, "load");
    giveUpIf(cancelled);
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    try {
      archive.writeTar(tar);
    } catch (IOException e) {
      throw new EngineException(EngineException.Kind.FINAL, "cannot read what to load", e);
    }
    loads.apply(tar.toByteArray()).forEach(this::addImage);
  }

  @Override
  public synchronized List<Inventory.KeptImage> images() throws EngineException {
    called(Verb.IMAGES, "images");
    return images.entrySet().stream()
        .map(
            e ->
                new Inventory.KeptImage(
                    e.getValue().id(),
                    List.of(e.getKey()),
                    Instant.EPOCH,
                    imageBytes,
                    e.getValue().labels()))
        .toList();
  }

  @Override
  public synchronized boolean removeImage(String reference) throws EngineException {
    called(Verb.REMOVE_IMAGE, "removeImage " + reference);
    Optional<ImageInfo> image = local(reference);
    boolean used =
        image.isPresent()
            && containers.values().stream().anyMatch(c -> c.imageId.equals(image.get().id()));
    if (!used) {
      images.keySet().removeIf(name -> name.equals(reference));
      images.values().removeIf(known -> known.id().equals(reference));
    }
    return !used;
  }

  @Override
  public synchronized List<ContainerInfo> list(Map<String, String> labels) throws EngineException {
    called(Verb.LIST, "list");
    return containers.values().stream()
        .filter(c -> c.plan.labels().entrySet().containsAll(labels.entrySet()))
        .map(FakeContainer::info)
        .toList();
  }

  @Override
  public synchronized List<Sighting> sight(Map<String, String> labels) throws EngineException {
    called(Verb.SIGHT, "sight");
    return containers.values().stream()
        .filter(c -> c.plan.labels().entrySet().containsAll(labels.entrySet()))
        .map(c -> new Sighting(c.id, c.status, c.createdAt, c.plan.labels()))
        .toList();
  }

  @Override
  public synchronized Optional<ContainerInfo> inspect(String idOrName) throws EngineException {
    called(Verb.INSPECT, "inspect " + idOrName);
    return find(idOrName).map(FakeContainer::info);
  }

  @Override
  public synchronized String create(ContainerPlan plan) throws EngineException {
    called(Verb.CREATE, "create " + plan.name());
    if (find(plan.name()).isPresent()) {
      throw failure(EngineException.Kind.RETRYABLE, "create: the name is taken: " + plan.name());
    }
    ImageInfo image =
        local(plan.image())
            .orElseThrow(
                () -> failure(EngineException.Kind.NOT_FOUND, "create from " + plan.image()));
    String id = "c" + ++created;
    FakeContainer container = new FakeContainer(id, image.id(), onCreate.apply(plan));
    container.createdAt = clock.instant();
    containers.put(id, container);
    happened(id, "create");
    return id;
  }

  @Override
  public synchronized void start(String id) throws EngineException {
    called(Verb.START, "start " + id);
    FakeContainer container = existing(id);
    if (container.runs()) {
      return;
    }
    container.begin(clock.instant());
    happened(id, "start");
  }

  @Override
  public synchronized void pause(String id) throws EngineException {
    called(Verb.PAUSE, "pause " + id);
    FakeContainer container = existing(id);
    if (container.status == ContainerStatus.RUNNING) {
      container.status = ContainerStatus.PAUSED;
      happened(id, "pause");
    } else if (container.status != ContainerStatus.PAUSED) {
      throw failure(EngineException.Kind.FINAL, "pause " + id + ": it does not run");
    }
  }

  /** What is so already is not worth telling. */
  @Override
  public synchronized void limitCpus(String id, double cpus) throws EngineException {
    FakeContainer container = existing(id);
    if (container.cpus != cpus) {
      called(Verb.LIMIT_CPUS, "limit " + id + " to " + cpus);
      container.cpus = cpus;
    }
  }

  @Override
  public synchronized void unpause(String id) throws EngineException {
    called(Verb.UNPAUSE, "unpause " + id);
    FakeContainer container = existing(id);
    if (container.status == ContainerStatus.PAUSED) {
      container.status = ContainerStatus.RUNNING;
      happened(id, "unpause");
    } else if (container.status != ContainerStatus.RUNNING) {
      throw failure(EngineException.Kind.FINAL, "unpause " + id + ": it does not run");
    }
  }

  @Override
  public synchronized void stop(String id, Duration grace) throws EngineException {
    called(Verb.STOP, "stop " + id + " " + grace.toSeconds());
    FakeContainer container = existing(id);
    if (!container.runs()) {
      return;
    }
    deliver(id, container.plan.stopSignal().orElse("SIGTERM"));
    if (container.runs()) {
      deliver(id, "SIGKILL");
    }
  }

  @Override
  public synchronized void signal(String id, String signal) throws EngineException {
    called(Verb.SIGNAL, "signal " + id + " " + signal);
    if (existing(id).runs()) {
      deliver(id, signal);
    }
  }

  @Override
  public synchronized void remove(String id) throws EngineException {
    called(Verb.REMOVE, "remove " + id);
    FakeContainer container = containers.get(id);
    if (container == null) {
      return;
    }
    if (container.runs()) {
      deliver(id, "SIGKILL");
    }
    vanish(id);
  }

  @Override
  public synchronized Subscription awaitExit(String id, Consumer<OptionalInt> onEnd)
      throws EngineException {
    called(Verb.AWAIT_EXIT, "awaitExit " + id);
    FakeContainer container = existing(id);
    if (container.status == ContainerStatus.EXITED) {
      onEnd.accept(OptionalInt.of(container.exitCode));
      return () -> {};
    }
    if (waitsBroken) {
      onEnd.accept(GONE);
    }
    return waits.add(id, onEnd);
  }

  @Override
  public synchronized Subscription watch(String id, Instant since, Consumer<ContainerEvent> onEvent)
      throws EngineException {
    called(Verb.WATCH, "watch " + id);
    remembered(id, since).forEach(onEvent);
    return watches.add(id, onEvent);
  }

  @Override
  public synchronized List<ContainerEvent> events(String id, Instant since) throws EngineException {
    called(Verb.EVENTS, "events " + id);
    return remembered(id, since);
  }

  @Override
  public synchronized Optional<Usage> usage(String id) throws EngineException {
    called(Verb.USAGE, "usage " + id);
    FakeContainer container = existing(id);
    return container.runs() ? Optional.of(container.usage) : Optional.empty();
  }

  @Override
  public synchronized Optional<Ownership> ownership(String id, String directory)
      throws EngineException {
    called(Verb.OWNERSHIP, "ownership " + id + " " + directory);
    existing(id);
    return Optional.ofNullable(owners.get(directory));
  }

  /** Directories of all containers, and who owns them. */
  public synchronized void owns(String directory, Ownership owner) {
    owners.put(directory, owner);
  }

  @Override
  public synchronized List<Change> changes(String id) throws EngineException {
    called(Verb.CHANGES, "changes " + id);
    return List.copyOf(existing(id).changes);
  }

  @Override
  public synchronized Optional<PathStat> stat(String id, String path) throws EngineException {
    called(Verb.STAT, "stat " + id + " " + path);
    return Optional.ofNullable(existing(id).stats.get(path));
  }

  @Override
  public synchronized Map<String, byte[]> files(String id, Predicate<String> wanted, long maxBytes)
      throws EngineException {
    called(Verb.FILES, "files " + id);
    existing(id);
    Map<String, byte[]> found = new TreeMap<>(files);
    found.entrySet().removeIf(it -> !wanted.test(it.getKey()) || it.getValue().length > maxBytes);
    return found;
  }

  /** Puts a file into all images. */
  public synchronized void addFile(String path, String content) {
    files.put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public synchronized OptionalLong layerBytes(String id) throws EngineException {
    called(Verb.LAYER, "layer " + id);
    return OptionalLong.of(existing(id).layerBytes);
  }

  @Override
  public synchronized Optional<String> bridgeInterface(String network) throws EngineException {
    called(Verb.NETWORK, "network " + network);
    return Optional.of(bridge);
  }

  /** The app writes into its container's own layer. */
  public synchronized void layerGrows(String id, long bytes) throws EngineException {
    existing(id).layerBytes = bytes;
  }

  /** The app adds or changes something in its container's layer; replaces what was there. */
  public synchronized void writes(String id, String path, ChangeKind kind, PathStat stat) {
    FakeContainer container = container(id);
    container.changes.removeIf(change -> change.path().equals(path));
    container.changes.add(new Change(path, kind));
    container.stats.put(path, stat);
  }

  /** The app deletes something that its image has. */
  public synchronized void deletes(String id, String path) {
    FakeContainer container = container(id);
    container.changes.removeIf(change -> change.path().equals(path));
    container.changes.add(new Change(path, ChangeKind.DELETED));
    container.stats.remove(path);
  }

  @Override
  public synchronized byte[] logTail(String id, int maxBytes) throws EngineException {
    called(Verb.LOG_TAIL, "logTail " + id + " " + maxBytes);
    byte[] log = existing(id).log;
    return Arrays.copyOfRange(log, Math.max(0, log.length - maxBytes), log.length);
  }

  /** Leaves the containers as they are: only this connection ends. */
  @Override
  public synchronized void close() {
    calls.add("close");
    waits.clear();
    watches.clear();
  }

  // Inside.

  private void called(Verb verb, String call) throws EngineException {
    calls.add(call);
    next(meanwhile, verb).ifPresent(Runnable::run);
    if (down) {
      throw failure(EngineException.Kind.UNREACHABLE, call + ": the engine is down");
    }
    Optional<EngineException.Kind> scripted = next(failures, verb);
    if (scripted.isPresent()) {
      throw failure(scripted.get(), call + ": scripted to fail");
    }
  }

  private static <T> Optional<T> next(Map<Verb, Deque<T>> scripts, Verb verb) {
    return Optional.ofNullable(scripts.getOrDefault(verb, new ArrayDeque<>()).poll());
  }

  private static void giveUpIf(BooleanSupplier cancelled) throws EngineException {
    if (cancelled.getAsBoolean()) {
      throw failure(EngineException.Kind.CANCELLED, "told to give up");
    }
  }

  private static EngineException failure(EngineException.Kind kind, String message) {
    return new EngineException(kind, message);
  }

  private void deliver(String id, String signal) {
    happened(id, "kill");
    OptionalInt code = signal.equals("SIGKILL") ? OptionalInt.of(137) : app.onSignal(signal);
    code.ifPresent(c -> exit(id, c));
  }

  private void happened(String id, String action) {
    ContainerEvent event = new ContainerEvent(id, action, clock.instant());
    if (down) {
      return;
    }
    history.add(event);
    if (held.isPresent()) {
      held.get().addAll(watches.tellLater(id, event));
    } else {
      watches.tell(id, event);
    }
  }

  private List<ContainerEvent> remembered(String id, Instant since) {
    return history.stream()
        .filter(e -> e.containerId().equals(id) && !e.at().isBefore(since))
        .toList();
  }

  private Optional<FakeContainer> find(String idOrName) {
    return containers.values().stream()
        .filter(c -> c.id.equals(idOrName) || c.plan.name().equals(idOrName))
        .findFirst();
  }

  private Optional<ImageInfo> local(String reference) {
    return images.entrySet().stream()
        .filter(e -> e.getKey().equals(reference) || e.getValue().id().equals(reference))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private FakeContainer existing(String id) throws EngineException {
    return find(id)
        .orElseThrow(() -> failure(EngineException.Kind.NOT_FOUND, "no container " + id));
  }

  private FakeContainer container(String id) {
    return find(id).orElseThrow(() -> new AssertionError("the test names no container: " + id));
  }

  private static ImageInfo imageNamed(String reference) {
    return imageNamed(reference, Map.of());
  }

  private static ImageInfo imageNamed(String reference, Map<String, String> environment) {
    String id = "sha256:" + String.format("%064x", reference.hashCode() & 0xffffffffL);
    return new ImageInfo(
        id,
        List.of(),
        "",
        "/app",
        List.of(),
        List.of("/app/run"),
        Optional.empty(),
        environment,
        Map.of(),
        List.of(),
        List.of(),
        0);
  }
}
