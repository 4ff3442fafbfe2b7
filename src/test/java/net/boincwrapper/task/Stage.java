package net.boincwrapper.task;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.boincwrapper.client.ClientLink;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.client.FakeClientLink;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.ContainerPlan.PublishedPort;
import net.boincwrapper.engine.Devices;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine;
import net.boincwrapper.image.Images;
import net.boincwrapper.job.toml.JobReader;
import net.boincwrapper.plan.PlanInput;
import net.boincwrapper.plan.Planner.Planned;
import net.boincwrapper.plan.TaskArguments;
import net.boincwrapper.policy.PolicySource;
import net.boincwrapper.slot.Checkpoints;
import net.boincwrapper.slot.InitDataFile;
import net.boincwrapper.slot.Manifest;
import net.boincwrapper.slot.MemoFile;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.slot.record.Memo;
import net.boincwrapper.task.lease.StderrLog;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.turn.FakeTaskClock;
import net.boincwrapper.task.turn.Wakeup;
import org.apache.commons.io.file.PathUtils;

/** A slot in memory, a scripted engine and client, and a clock that they share. */
public final class Stage {
  public static final String RESULT = "wu_1_0";
  static final String IMAGE = "sim:1";

  /** A job that checkpoints; more keys of that table may follow. */
  public static final String CHECKPOINTS =
      """
      [checkpoint]
      files = ["state.npz"]
      grace = 20
      """;

  public final FakeTaskClock clock = new FakeTaskClock();
  final FakeEngine engine = new FakeEngine(clock);
  public final SlotLayout slot;
  final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  public FakeClientLink link = new FakeClientLink(clock::nanos);

  /** In place of the scripted one. */
  Optional<ClientLink> otherLink = Optional.empty();

  String planLabel = "plan-1";
  PolicySource policy = PolicySource.none();
  List<PublishedPort> ports = List.of();
  List<String> notes = List.of();

  /** The memory limit of each plan. */
  OptionalLong memoryLimit = OptionalLong.empty();

  boolean slotIsLocked;
  boolean sporadic;
  boolean simulated;
  boolean underClient = true;
  public Wakeup wakeup = Wakeup.NONE;

  /** What the loop asked to be told of changes in the slot; empty where it is not told. */
  public Optional<Runnable> news = Optional.empty();

  public boolean tellsOfTheSlot;
  public int looks;
  int progresses;
  private int openWatches;
  Optional<EngineException.Kind> imageFails = Optional.empty();

  /** Told what the image is obtained under, at the moment when it is. */
  Consumer<Images.Surroundings> whileObtaining = surroundings -> {};

  Optional<EngineException.Kind> engineIsMissing = Optional.empty();
  Runnable whilePlanning = () -> {};
  Runnable whileLooking = () -> {};
  final Set<String> changes = new HashSet<>();

  /** Of each container that was created, whether its app was told that it finds files. */
  final List<Boolean> resumed = new ArrayList<>();

  private final Path proc;
  private String job = "";
  private int lives;

  public Stage() {
    try {
      Configuration unix =
          Configuration.unix().toBuilder()
              .setAttributeViews("posix", "unix")
              .setMaxSize(4 << 20)
              .build();
      Path root = Jimfs.newFileSystem(unix).getPath("/");
      slot = new SlotLayout(Files.createDirectories(root.resolve("boinc/slots/0")));
      Files.createDirectories(root.resolve("boinc/projects/P"));
      proc = root.resolve("proc");
      write("/proc/self/status", "Uid:\t1000\t1000\t1000\t1000\nGid:\t100\t100\t100\t100\n");
      reboot("boot-1");
      give(RESULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    engine.addImage(IMAGE);
  }

  /** Text of job.toml. */
  public Stage job(String toml) {
    job = toml;
    return this;
  }

  /** The client gives the slot to a result, as it writes init_data.xml. */
  public void give(String result) {
    write(
        "/boinc/slots/0/init_data.xml",
        "<app_init_data><major_version>8</major_version><minor_version>3</minor_version>"
            + "<project_dir>/boinc/projects/P</project_dir><boinc_dir>/boinc</boinc_dir>"
            + "<authenticator>secret</authenticator><wu_name>wu_1</wu_name><result_name>"
            + result
            + "</result_name><slot>0</slot><checkpoint_period>5</checkpoint_period>"
            + "</app_init_data>");
  }

  /** As a client does between tasks. */
  void empty() {
    try {
      PathUtils.deleteDirectory(slot.directory());
      Files.createDirectory(slot.directory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the client has noted of the task at its last checkpoint. */
  void checkpointed(double cpuSeconds) {
    insert("<wu_cpu_time>" + cpuSeconds + "</wu_cpu_time>");
  }

  /** Clients from 8.2 on subtract what tasks of such a plan class report. */
  void planClass(String name) {
    insert("<plan_class>" + name + "</plan_class>");
  }

  void throttled() {
    throttled(60);
  }

  void throttled(int percent) {
    give(RESULT);
    insert(
        "<global_preferences><cpu_usage_limit>"
            + percent
            + "</cpu_usage_limit></global_preferences>");
  }

  /** The workunit's disk bound. */
  void bound(int bytes) {
    insert("<rsc_disk_bound>" + bytes + "</rsc_disk_bound>");
  }

  /** The workunit's memory bound, and what the host has. */
  void memory(long bound, long host) {
    insert("<rsc_memory_bound>" + bound + "</rsc_memory_bound>");
    insert("<host_info><m_nbytes>" + host + "</m_nbytes></host_info>");
  }

  /** The client has assigned this GPU. */
  void gpu(String type, int device) {
    insert("<gpu_type>" + type + "</gpu_type><gpu_device_num>" + device + "</gpu_device_num>");
  }

  private void insert(String xml) {
    try {
      String text = Files.readString(slot.initData());
      Files.writeString(
          slot.initData(), text.replace("</app_init_data>", xml + "</app_init_data>"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A bit of the disk under each file of a generation goes bad. */
  void damage(int generation) {
    try (Stream<Path> files = Files.walk(slot.checkpoint(generation))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fills the disk to its last byte. */
  void fillDisk() {
    try (OutputStream out = Files.newOutputStream(filler())) {
      byte[] block = new byte[8192];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // As wanted.
    }
  }

  void freeDisk() {
    try {
      Files.delete(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path filler() {
    return slot.directory().resolveSibling("filler");
  }

  void reboot(String bootId) {
    write("/proc/sys/kernel/random/boot_id", bootId + "\n");
  }

  public void write(String file, String text) {
    try {
      Path path = slot.directory().getFileSystem().getPath(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String file) {
    try {
      Files.delete(slot.directory().getFileSystem().getPath(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes aside and renames. */
  public void replace(String file, String text) {
    write(file + ".new", text);
    try {
      Path path = slot.directory().getFileSystem().getPath(file);
      Files.move(
          path.resolveSibling(path.getFileName() + ".new"),
          path,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      if (path.getParent().equals(slot.directory())) {
        // The kernel tells of it.
        changes.add(path.getFileName().toString());
        news.ifPresent(Runnable::run);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The client asks at a time from now. */
  void ask(Duration in, ClientRequest... requests) {
    clock.in(in, () -> link.send(requests));
  }

  /**
   * The container that is running or paused after so much time from now: the app ends by itself.
   */
  public void appEnds(Duration in, int code) {
    clock.in(in, () -> engine.exit(container().id(), code));
  }

  /** As the other, of the container of that result. */
  public void appEnds(Duration in, int code, String result) {
    clock.in(in, () -> engine.exit(containerOf(result).id(), code));
  }

  /** Somebody else kills the app after so much time from now. */
  void appEndsByEngine(Duration in) {
    clock.in(in, () -> engine.stoppedByOthers(container().id(), 137));
  }

  /** After so much time from now, the app has used so much CPU time in this container. */
  void use(Duration in, int cpuSeconds) {
    clock.in(
        in,
        () ->
            engine.setUsage(container().id(), new Engine.Usage(cpuSeconds * 1_000_000_000L, 1, 1)));
  }

  /** After so much time from now, the declared file is replaced. */
  void checkpoint(Duration in, String content) {
    clock.in(in, () -> replace("/boinc/slots/0/state.npz", content));
  }

  /** What the declared file holds now. */
  String state() {
    return read(slot.directory().resolve("state.npz"));
  }

  /** Sealed generations, newest first. */
  List<Integer> generations() {
    try {
      return new Checkpoints(slot, TreeMap::new, RESULT).generations();
    } catch (SlotException e) {
      throw new AssertionError(e);
    }
  }

  /** CPU seconds that a generation saves. */
  double saved(int generation) {
    return manifest(generation).cpuSeconds();
  }

  Manifest manifest(int generation) {
    return new Checkpoints(slot, TreeMap::new, RESULT).manifest(generation).orElseThrow();
  }

  /** The lines on checkpoint files, in order. */
  List<String> rules() {
    return said()
        .lines()
        .filter(line -> line.contains("checkpoint files: "))
        .map(line -> line.replaceFirst(".*checkpoint files: ", ""))
        .toList();
  }

  /** The one container that is there. */
  ContainerInfo container() {
    List<ContainerInfo> all = engine.containers();
    if (all.size() != 1) {
      throw new AssertionError("not one container: " + all);
    }
    return all.get(0);
  }

  /** Whether nothing of any task's is left in it. */
  boolean slotIsFreshlySetUp() {
    return state().isEmpty() && engine.containers().isEmpty() && !Files.exists(slot.memo());
  }

  /** The one container of a result. */
  ContainerInfo containerOf(String result) {
    return engine.containers().stream()
        .filter(c -> result.equals(c.labels().get(ContainerPlan.LABEL_RESULT)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no container of " + result));
  }

  Memo memo() {
    return MemoFile.read(slot).memo().orElseThrow();
  }

  public String said() {
    return stderr.toString(StandardCharsets.UTF_8);
  }

  /** Calls to the engine that change a container, in order. */
  public List<String> acts() {
    List<String> verbs =
        List.of("create", "start", "pause", "unpause", "limit", "stop", "remove", "signal");
    return engine.calls().stream().filter(c -> verbs.contains(c.split(" ")[0])).toList();
  }

  /** The client starts the result again: what it writes and removes before the next wrapper. */
  void restart() {
    link = new FakeClientLink(clock::nanos);
    give(RESULT);
    try {
      Files.deleteIfExists(slot.temporaryExit());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A wrapper that lives until its exit; the link is a new one for each. */
  public int run() {
    return loop().run(() -> {});
  }

  TaskLoop loop() {
    try {
      InitData init = InitDataFile.read(slot);
      TaskSetup setup = setup();
      StderrLog log = new StderrLog(setup.stderr(), clock);
      log.atLeast(2);
      return TaskWiring.loop(
          setup, gateways(), log, init, otherLink.orElse(link), wakeup, underClient);
    } catch (SlotException e) {
      throw new AssertionError(e);
    }
  }

  /** What the parts of a loop share, without a loop. */
  TaskContext context(Consumer<TaskEvent> told) {
    try {
      TaskSetup setup = setup();
      StderrLog log = new StderrLog(setup.stderr(), clock);
      EventSink events = new EventSink();
      events.subscribe(told);
      return TaskWiring.context(
          setup, gateways(), log, InitDataFile.read(slot), underClient, events);
    } catch (SlotException e) {
      throw new AssertionError(e);
    }
  }

  /** A wrapper that is killed without warning after so much time. */
  void runAndKill(Duration after) {
    if (!runUnlessKilled(after)) {
      throw new AssertionError("the wrapper ended before it was killed:\n" + said());
    }
  }

  /**
   * A wrapper that is killed after so much time, should it still be there.
   *
   * @return whether it was
   */
  boolean runUnlessKilled(Duration after) {
    boolean[] ended = new boolean[1];
    clock.in(
        after,
        () -> {
          if (!ended[0]) {
            throw new Killed();
          }
        });
    try {
      run();
      ended[0] = true;
      return false;
    } catch (Killed e) {
      return true;
    } finally {
      link = new FakeClientLink(clock::nanos);
    }
  }

  /** Goes through the wrapper as a kill does: nothing catches it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private TaskSetup setup() {
    TaskArguments none =
        new TaskArguments(
            List.of(), OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty());
    return new TaskSetup(
        slot,
        none,
        SlotLayout.JOB,
        SlotLayout.DOCKERFILE,
        2,
        sporadic,
        simulated,
        init -> open(),
        () -> progresses++,
        new PrintStream(stderr, true, StandardCharsets.UTF_8),
        policy);
  }

  private Engine open() throws EngineException {
    if (engineIsMissing.isPresent()) {
      throw new EngineException(engineIsMissing.get(), "no engine answers");
    }
    return engine;
  }

  private Gateways gateways() {
    int life = ++lives;
    return new Gateways(
        clock,
        work -> clock.execute(() -> inLife(life, work)),
        (s, i) -> otherLink.orElse(link),
        s -> slotIsLocked ? Optional.<Closeable>empty() : Optional.of(() -> {}),
        (s, names) -> new FakeSlotWatch(),
        (e, wish, surroundings) -> {
          whileObtaining.accept(surroundings);
          return obtain(e);
        },
        new FakePlanning(),
        (name, content) -> JobReader.read(name, job.getBytes(StandardCharsets.UTF_8)),
        proc);
  }

  /** What a process had begun in another thread ends with it. */
  private void inLife(int life, Runnable work) {
    if (life == lives) {
      work.run();
    }
  }

  /** Whether no one watches the slot's files any more. */
  boolean looksNoMore() {
    return openWatches == 0;
  }

  private final class FakeSlotWatch implements Gateways.SlotWatch {
    FakeSlotWatch() {
      openWatches++;
    }

    @Override
    public boolean guard(Runnable toldTo) {
      news = tellsOfTheSlot ? Optional.of(toldTo) : Optional.empty();
      return tellsOfTheSlot;
    }

    @Override
    public Set<String> poll() {
      looks++;
      return changed();
    }

    @Override
    public void close() {
      openWatches--;
    }
  }

  /** What the next look at the slot sees. */
  private Set<String> changed() {
    whileLooking.run();
    Set<String> now = Set.copyOf(changes);
    changes.clear();
    return now;
  }

  private Engine.ImageInfo obtain(Engine from) throws EngineException {
    if (imageFails.isPresent()) {
      throw new EngineException(imageFails.get(), "the image cannot be had");
    }
    return from.findImage(IMAGE).orElseThrow();
  }

  /** Plans that differ in nothing but their labels. */
  private final class FakePlanning implements Gateways.Planning {
    @Override
    public Planned plan(PlanInput input, TaskSetup setup) {
      whilePlanning.run();
      Map<String, String> labels =
          new TreeMap<>(
              Map.of(
                  ContainerPlan.LABEL_SLOT,
                  input.slot().directory().toString(),
                  ContainerPlan.LABEL_RESULT,
                  input.init().resultName(),
                  ContainerPlan.LABEL_BOINC_DIRECTORY,
                  input.init().boincDirectory().toString(),
                  ContainerPlan.LABEL_PLAN,
                  planLabel));
      Optional<Double> cpus = Optional.of(1.0).filter(one -> input.engine().cpuQuota());
      return new Planned(
          Optional.of(planNamed("task", labels, ports, memoryLimit, cpus, input.engine().kind())),
          List.of(),
          notes);
    }

    @Override
    public void make(PlanInput input) {
      resumed.add(input.resumed());
    }
  }

  static ContainerPlan planNamed(String name, Map<String, String> labels) {
    return planNamed(
        name, labels, List.of(), OptionalLong.empty(), Optional.of(1.0), Engine.Kind.DOCKER);
  }

  private static ContainerPlan planNamed(
      String name,
      Map<String, String> labels,
      List<PublishedPort> ports,
      OptionalLong memory,
      Optional<Double> cpus,
      Engine.Kind kind) {
    return new ContainerPlan(
        name,
        IMAGE,
        "1000:100",
        "/app",
        Optional.empty(),
        Map.of(),
        labels,
        List.of(),
        "none",
        ports,
        Devices.NONE,
        memory,
        OptionalLong.empty(),
        cpus,
        2,
        100,
        Map.of(),
        Optional.empty(),
        10,
        Optional.empty(),
        false,
        false,
        kind);
  }
}
