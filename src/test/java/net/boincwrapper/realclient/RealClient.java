package net.boincwrapper.realclient;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.project.AppVersion;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import net.boincwrapper.slot.SlotLayout;

/**
 * Debian's BOINC client, without its service, attached to one project; controlled by boinccmd. The
 * host's own ({@link #of}), or the newest, which knows of containers ({@link #newest}).
 *
 * <p>Foreign CPU use does not suspend it unless a test says so, for other tests run beside it.
 */
final class RealClient implements AutoCloseable {
  /** Eight tasks begin at once on two processors that may be busy with much else. */
  private static final Duration PATIENCE = Duration.ofSeconds(300);

  private final TestProject project;
  private final ClientFiles files;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> preferences = new HashMap<>();
  private final List<String> prefix = new ArrayList<>();
  private final List<Job> jobs = new ArrayList<>();
  private Optional<String> user = Optional.empty();
  private boolean newest;
  private boolean inTurn;
  private Optional<Path> procStat = Optional.empty();
  private boolean symbolicLinks;
  private boolean alone;
  private int cpus = 8;
  private Process process;

  private RealClient(Path directory, TestProject project) {
    this.project = project;
    this.files = new ClientFiles(directory.resolve("client"));
    preference("suspend_cpu_usage", "0");
    preference("disk_interval", "1");
    preference("disk_min_free_gb", "0");
    preference("disk_max_used_pct", "100");
    preference("ram_max_used_busy_pct", "100");
    preference("work_buf_min_days", "10");
  }

  /** A client that is to be started. */
  static RealClient of(Path directory, TestProject project) {
    return new RealClient(directory, project);
  }

  /**
   * A client of 8.2 or later that is to be started, of Debian's testing: see {@link NewestClient}.
   * Tests that use it are marked {@link WithNewestClient}, and their applications have {@link
   * AppVersion#planClass} {@code docker}.
   */
  static RealClient newest(Path directory, TestProject project) {
    RealClient client = new RealClient(directory, project);
    client.newest = true;
    return client;
  }

  /** How many tasks it runs at a time. */
  RealClient cpus(int number) {
    cpus = number;
    return this;
  }

  /**
   * Sets a preference, such as {@code leave_apps_in_memory}; for a running client, see {@link
   * #prefer}.
   */
  RealClient preference(String name, String value) {
    preferences.put(name, value);
    return this;
  }

  /** Lets a newest client see this file in place of {@code /proc/stat}; see {@link QuietHost}. */
  RealClient procStat(Path file) {
    procStat = Optional.of(file);
    return this;
  }

  RealClient environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Runs it as a user, and as a member of group docker as its administrator would have it. */
  RealClient asUser(String name) {
    user = Optional.of(name);
    return this;
  }

  /** As for a project that has asked for them instead of text files. */
  RealClient symbolicLinks() {
    symbolicLinks = true;
    return this;
  }

  /**
   * As a client that takes itself for the host's only one: at its start a newest one removes the
   * containers of all others ({@code client/client_state.cpp:init}).
   */
  RealClient alone() {
    alone = true;
    return this;
  }

  /** Launches it through another command. */
  RealClient through(String... command) {
    prefix.addAll(Arrays.asList(command));
    return this;
  }

  ClientFiles files() {
    return files;
  }

  /** Starts it with a project that has these applications. */
  RealClient start(AppVersion... applications) throws IOException {
    files.install(project, List.of(applications));
    List.of(applications).forEach(project::version);
    return startAttached();
  }

  /**
   * Starts it with what is in its project's directory: without an {@code app_info.xml} there, it
   * gets its applications from the project.
   */
  RealClient startAttached() throws IOException {
    files.attach(project);
    Files.createDirectories(files.slots());
    if (symbolicLinks) {
      files.useSymbolicLinks(project);
    }
    files.configure(cpus, !alone);
    files.prefer(preferences);
    MainProgram.underTest().environment().forEach(environment::putIfAbsent);
    user.ifPresent(
        name -> {
          Shell.succeed("chown", "-R", name + ":" + name, files.directory().toString());
          Shell.succeed("chmod", "755", files.directory().getParent().toString());
        });
    if (newest && engine().equals(NewestClient.hostsEngine())) {
      NewestClient.takeTurn();
      inTurn = true;
    }
    return startAgain();
  }

  /** After {@link #quit} or {@link #kill}. */
  RealClient startAgain() throws IOException {
    List<String> command = new ArrayList<>(prefix);
    if (newest) {
      command.addAll(NewestClient.entrance(files.directory(), engine(), procStat));
    }
    user.ifPresent(name -> command.addAll(becoming(name)));
    command.addAll(
        List.of(
            "boinc",
            "--dir",
            files.directory().toString(),
            "--no_info_fetch",
            "--gui_rpc_unix_domain"));
    Files.deleteIfExists(files.socket());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(files.directory().toFile());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectInput(Redirect.from(new File("/dev/null")));
    builder.redirectOutput(Redirect.appendTo(files.log().toFile()));
    process = builder.start();
    await("the client answers", () -> Files.exists(files.socket()) && answers());
    return this;
  }

  private Optional<String> engine() {
    return Optional.ofNullable(environment.get("DOCKER_HOST")).or(NewestClient::hostsEngine);
  }

  /** By number: the newest client's Debian has users of its own. */
  private static List<String> becoming(String name) {
    boolean number = name.chars().allMatch(Character::isDigit);
    String user = number ? name : Shell.succeed("id", "-u", name);
    String group = number ? name : Shell.succeed("id", "-g", name);
    String docker = Shell.succeed("sh", "-c", "getent group docker | cut -d: -f3");
    return List.of("setpriv", "--reuid", user, "--regid", group, "--groups", docker, "--");
  }

  private boolean answers() {
    try {
      tasks();
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Lets the project offer jobs, and the client ask for them at once. */
  RealClient fetch(Job... offered) {
    for (Job job : offered) {
      jobs.add(job);
      project.offer(job);
    }
    update();
    for (Job job : offered) {
      await("the client has " + job.name(), () -> task(job).isPresent());
    }
    return this;
  }

  /** As {@link #fetch}, of a job that the project offers with an app version of its own. */
  RealClient fetchOffered(Job job) {
    jobs.add(job);
    update();
    return await("the client has " + job.name(), () -> task(job).isPresent());
  }

  /** Lets it talk to its project now. */
  RealClient update() {
    return boinccmd("--project", project.url(), "update");
  }

  /** As a volunteer in the Manager: {@code suspend}, {@code resume} or {@code abort}. */
  RealClient task(Job job, String operation) {
    return boinccmd("--task", project.url(), job.resultName(), operation);
  }

  /** Changes a preference while it runs. */
  RealClient prefer(String name, String value) throws IOException {
    preference(name, value);
    files.prefer(preferences);
    return boinccmd("--read_global_prefs_override");
  }

  /** Runs boinccmd, which must succeed. */
  RealClient boinccmd(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("env", "--chdir=" + files.directory(), "boinccmd"));
    command.add("--unix_domain");
    command.addAll(Arrays.asList(arguments));
    Shell.succeed(command.toArray(String[]::new));
    return this;
  }

  /** Asks what boinccmd does not show. */
  String ask(String question) {
    try {
      return new GuiRpc(files.socket()).ask(question);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<ClientTask> tasks() {
    return ClientTask.parse(ask("get_results"));
  }

  /** Empty before the client has it, and after the project has its report. */
  Optional<ClientTask> task(Job job) {
    return tasks().stream().filter(task -> task.name().equals(job.resultName())).findFirst();
  }

  /** The slot of a task that has one. */
  SlotLayout slot(Job job) {
    return files.slot(task(job).orElseThrow().slot().orElseThrow());
  }

  /** Those of a task, in the engine that the client's tasks find. */
  TaskContainers containers(Job job) {
    return new TaskContainers(job, Optional.ofNullable(environment.get("DOCKER_HOST")));
  }

  /** What is in a file of the task's slot; empty where it has no slot or there is no such file. */
  String read(Job job, String name) throws IOException {
    Optional<ClientTask> task = task(job);
    if (task.isEmpty() || task.get().slot().isEmpty()) {
      return "";
    }
    Path file = files.slot(task.get().slot().getAsInt()).directory().resolve(name);
    return Files.isRegularFile(file) ? Files.readString(file) : "";
  }

  /** What the counting app has reached; 0 where it has not counted yet. */
  int count(Job job) throws IOException {
    String state = read(job, "state").strip();
    return state.isEmpty() ? 0 : Integer.parseInt(state);
  }

  /** Lets the counting app count on by as much. */
  RealClient awaitCounting(Job job, int steps) throws IOException {
    int before = count(job);
    return await(job.name() + " counts on", () -> count(job) >= before + steps);
  }

  /** Waits until the client knows of a checkpoint after which little is lost. */
  RealClient awaitCheckpoint(Job job) {
    double before = task(job).map(ClientTask::checkpointCpuSeconds).orElse(0.0);
    return awaitTask(job, "checkpoints", task -> task.checkpointCpuSeconds() > before);
  }

  /**
   * What no interruption may cost the counting app from now on: a count that is in a checkpoint of
   * which the client knows.
   */
  int awaitSafeCount(Job job) throws IOException {
    awaitCheckpoint(job);
    int counted = count(job);
    // The next may have been copied before.
    awaitCheckpoint(job).awaitCheckpoint(job);
    return counted;
  }

  /** Lets the counting app end where it is. */
  RealClient enough(Job job) throws IOException {
    Files.writeString(slot(job).directory().resolve("enough"), "");
    return this;
  }

  /** Waits until the client has emptied a slot. */
  RealClient awaitEmpty(SlotLayout slot) {
    return await(
        "an empty slot " + slot.directory(),
        () -> {
          try (var left = Files.list(slot.directory())) {
            return left.findAny().isEmpty();
          }
        });
  }

  /** Waits until a condition holds. */
  RealClient await(String what, Callable<Boolean> condition) {
    Eventually.await(what, PATIENCE, condition, this::evidence);
    return this;
  }

  /** As {@link #await}, for what takes minutes by its nature. */
  RealClient awaitLong(String what, Callable<Boolean> condition) {
    Eventually.await(what, PATIENCE.multipliedBy(2), condition, this::evidence);
    return this;
  }

  /** Waits for something to be true of a task. */
  RealClient awaitTask(Job job, String what, java.util.function.Predicate<ClientTask> condition) {
    return await(job.name() + ": " + what, () -> task(job).filter(condition).isPresent());
  }

  /** Waits until the task's one container is in this state, such as {@code running}. */
  RealClient awaitContainer(Job job, String state) {
    return await(
        job.name() + " has one container, " + state,
        () -> containers(job).states().equals(List.of(state)));
  }

  /** Waits until the project has heard of the job's end. */
  Report awaitReport(Job job) {
    String what = "the project has the report of " + job.name();
    await(what, () -> task(job).map(ClientTask::readyToReport).orElse(true));
    if (task(job).isPresent()) {
      update(); // after a failure it would wait for minutes
    }
    await(what, () -> project.report(job).isPresent());
    return project.report(job).orElseThrow();
  }

  /** Waits for words in what the task's wrapper has said so far. */
  RealClient awaitStderr(Job job, String words) {
    return await(
        job.name() + " says: " + words, () -> read(job, SlotLayout.STDERR).contains(words));
  }

  /** What the client has said since its first start. */
  String log() {
    try {
      return Files.readString(files.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its looks at the host's CPU time since its first start; a newest client's only. */
  List<CpuLook> cpuLooks() {
    return CpuLook.in(log());
  }

  /** Waits for as many more looks at the host's CPU time; there is one every ten seconds. */
  RealClient awaitCpuLooks(int more) {
    int before = cpuLooks().size();
    return await("the client looks at CPU times", () -> cpuLooks().size() >= before + more);
  }

  /** What it has told its user since its first start: notices and the log's lines, as XML. */
  String messages() {
    return ask("get_messages");
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  /** As a volunteer: lets it end its tasks, and waits. */
  RealClient quit() {
    boinccmd("--quit");
    awaitEnd();
    return this;
  }

  /** As a crash. */
  RealClient kill() {
    process.destroyForcibly();
    awaitEnd();
    return this;
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the client does not end\n" + evidence());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The processes that have been launched in its slots and still live: wrappers, and no apps. */
  List<ProcessHandle> wrappers() {
    return HostProcesses.workingIn(files.slots());
  }

  /** As {@link #wrappers}, of one task. */
  List<ProcessHandle> wrappersIn(SlotLayout slot) {
    return HostProcesses.workingIn(slot.directory());
  }

  String evidence() {
    StringBuilder evidence = new StringBuilder("The client's log:\n").append(log());
    try (var slots = Files.list(files.slots())) {
      for (Path slot : slots.sorted().toList()) {
        Path stderr = new SlotLayout(slot).stderr();
        evidence.append("\nSlot ").append(slot.getFileName()).append(":\n");
        evidence.append(Files.exists(stderr) ? Files.readString(stderr) : "no stderr.txt");
      }
    } catch (IOException e) {
      evidence.append(e);
    }
    return evidence.toString();
  }

  /** Ends it and what it has launched, and removes their containers. */
  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
      awaitEnd();
      wrappers().forEach(ProcessHandle::destroyForcibly);
    }
    jobs.forEach(job -> containers(job).remove());
    if (inTurn) {
      inTurn = false;
      NewestClient.giveTurn();
    }
    Shell.run("chmod", "-R", "u+rwX", files.directory().toString());
  }
}
