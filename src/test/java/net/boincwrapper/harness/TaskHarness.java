package net.boincwrapper.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.boincwrapper.slot.SlotLayout;

/**
 * A BOINC data directory with one task in it, and the means to launch the real program there as a
 * client does.
 *
 * <p>The app is a script in the slot, the image {@code debian:bookworm-slim}.
 */
public final class TaskHarness implements AutoCloseable {
  /** What no container may ever read. */
  public static final String AUTHENTICATOR = "5ec2e7a07be7e4a7a7b0c1d2e3f40516";

  public static final String IMAGE = "debian:bookworm-slim";

  /** Steps of a counting app that goes on until {@link #enough()}. */
  public static final int FOR_EVER = 1_000_000;

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Path boinc;
  private final int slotNumber;
  private final Optional<String> user;
  private final String result;
  private final List<RunningWrapper> launched = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> initData = new HashMap<>();
  private List<String> program = RunningWrapper.program();
  private List<String> service = List.of();
  private double checkpointCpuSeconds;
  private boolean networkSuspended;
  private final StringBuilder hostInfo = new StringBuilder();

  private TaskHarness(Path boinc, int slotNumber, Optional<String> user, String result) {
    this.boinc = boinc;
    this.slotNumber = slotNumber;
    this.user = user;
    this.result = result;
  }

  /** A task of the user that runs the tests. */
  public static TaskHarness in(Path directory) throws IOException {
    return in(directory, Optional.empty());
  }

  /**
   * A task of another user.
   *
   * @param user name of a user in group docker; empty: the one that runs the tests
   */
  public static TaskHarness in(Path directory, Optional<String> user) throws IOException {
    return inSlot(directory.resolve("boinc"), 0, user);
  }

  /** Another task of the same user, in a slot of its own in the same BOINC data directory. */
  public TaskHarness neighbour(int slotNumber) throws IOException {
    return inSlot(boinc, slotNumber, user);
  }

  /** A task whose result's name is given. */
  public static TaskHarness named(Path directory, String result) throws IOException {
    return new TaskHarness(directory.resolve("boinc"), 0, Optional.empty(), result).setUp();
  }

  /**
   * A task that an earlier process has set up by {@link #named}, in the slot as it is now.
   *
   * @param checkpointCpuSeconds what the client remembers of it
   */
  public static TaskHarness again(Path directory, String result, double checkpointCpuSeconds) {
    TaskHarness harness = new TaskHarness(directory.resolve("boinc"), 0, Optional.empty(), result);
    harness.checkpointCpuSeconds = checkpointCpuSeconds;
    return harness;
  }

  private static TaskHarness inSlot(Path boinc, int slotNumber, Optional<String> user)
      throws IOException {
    String result = "it_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet() + "_0";
    return new TaskHarness(boinc, slotNumber, user, result).setUp();
  }

  private TaskHarness setUp() throws IOException {
    Files.createDirectories(slot().directory());
    Files.createDirectories(project());
    Files.writeString(slot().setupComplete(), "");
    if (!Files.exists(slot().stderr())) {
      Files.createFile(slot().stderr()); // the client's, and so the volunteer's
    }
    return job("");
  }

  public SlotLayout slot() {
    return new SlotLayout(boinc.resolve("slots").resolve(String.valueOf(slotNumber)));
  }

  public Path boincDirectory() {
    return boinc;
  }

  public Path project() {
    return boinc.resolve("projects").resolve("example.org_it");
  }

  public String resultName() {
    return result;
  }

  /** Launches the program by {@code bin/docker-wrapper}, not by Java alone. */
  public TaskHarness byScript() {
    Path home = Path.of(System.getProperty("docker-wrapper.home", "")).toAbsolutePath();
    environment("JAVA_HOME", System.getProperty("java.home"));
    program = List.of(home.resolve("bin").resolve("docker-wrapper").toString());
    return this;
  }

  /** Launches another program, with words before the task's own arguments. */
  public TaskHarness by(String... words) {
    program = List.of(words);
    return this;
  }

  /** Launches it by what the host's service manager does, which is root still: it has to exec. */
  public TaskHarness under(String... words) {
    service = List.of(words);
    return this;
  }

  List<String> service() {
    return service;
  }

  /** Sets a variable of the wrapper's own environment. */
  public TaskHarness environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** The client suspends the network from its first heartbeat on. */
  public TaskHarness networkSuspended() {
    networkSuspended = true;
    return this;
  }

  boolean isNetworkSuspended() {
    return networkSuspended;
  }

  /** Sets an element of init_data.xml, such as {@code ncpus}. */
  public TaskHarness initData(String element, String value) {
    initData.put(element, value);
    return this;
  }

  /** Adds an element to the part of init_data.xml that tells of the host. */
  public TaskHarness hostInfo(String element, String value) {
    hostInfo.append("<%s>%s</%s>\n".formatted(element, value, element));
    return this;
  }

  /** Writes job.toml: the base image, the script as its program, and more lines. */
  public TaskHarness job(String more) throws IOException {
    return file(
        "job.toml",
        "image_name = \"" + IMAGE + "\"\ncreate_args = \"--entrypoint /app/app.sh\"\n" + more);
  }

  /** Writes the app: the lines of a script for sh. */
  public TaskHarness app(String script) throws IOException {
    file("app.sh", "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(
        slot().directory().resolve("app.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    return this;
  }

  /**
   * An app that counts, ten steps a second, keeps its count in {@code state} by writing aside and
   * renaming, and resumes there. It appends {@code starting at N} to {@code log.txt}.
   *
   * @param steps where it ends at the latest; {@link #FOR_EVER} where a test has to meet it alive
   */
  public TaskHarness countingApp(int steps, int status) throws IOException {
    return app(
        """
        n=$(cat state 2>/dev/null || echo 0)
        echo "starting at $n"
        echo "starting at $n" >> log.txt
        while [ "$n" -lt %d ] && [ ! -e enough ]; do
          sleep 0.1
          n=$((n + 1))
          echo "$n" > state.new && mv state.new state
        done
        echo "counted to $n" > out.txt
        exit %d
        """
            .formatted(steps, status));
  }

  /** Where the counting app has begun each time that it was started. */
  public List<Integer> starts() throws IOException {
    return read("log.txt")
        .lines()
        .map(line -> Integer.valueOf(line.substring("starting at ".length())))
        .toList();
  }

  /** The counting app may end where it is. */
  public TaskHarness enough() throws IOException {
    return file("enough", "");
  }

  public TaskHarness file(String name, String content) throws IOException {
    Path file = slot().directory().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content, StandardCharsets.UTF_8);
    own(file);
    return this;
  }

  /** What a file in the slot holds; empty where it is not there. */
  public String read(String name) throws IOException {
    Path file = slot().directory().resolve(name);
    return Files.isRegularFile(file) ? Files.readString(file) : "";
  }

  /** Everything that the wrapper has said. */
  public String stderr() {
    try {
      return read(SlotLayout.STDERR);
    } catch (IOException e) {
      return "cannot read stderr.txt: " + e;
    }
  }

  /** Writes init_data.xml as a client does: unlink, then write. */
  public void writeInitData() throws IOException {
    if (user.isEmpty()) {
      Files.deleteIfExists(slot().initData());
      Files.writeString(slot().initData(), initDataXml());
      return;
    }
    // By that user from the first byte, as its client would.
    Path written = Files.writeString(boinc.resolveSibling("init_data.new"), initDataXml());
    String replace = "rm -f \"$2\" && cat < \"$1\" > \"$2\"";
    String name = user.get();
    Shell.succeed(
        "setpriv",
        "--reuid",
        name,
        "--regid",
        name,
        "--init-groups",
        "--",
        "sh",
        "-c",
        replace,
        "sh",
        written.toString(),
        slot().initData().toString());
  }

  private String initDataXml() {
    Map<String, String> elements = new java.util.LinkedHashMap<>();
    elements.put("major_version", "8");
    elements.put("minor_version", "3");
    elements.put("release", "0");
    elements.put("app_version", "100");
    elements.put("app_name", "it");
    elements.put("plan_class", "");
    elements.put("project_dir", project().toString());
    elements.put("boinc_dir", boinc.toString());
    elements.put("authenticator", AUTHENTICATOR);
    elements.put("wu_name", result.substring(0, result.length() - 2));
    elements.put("result_name", result);
    elements.put("shm_key", "-1");
    elements.put("slot", String.valueOf(slotNumber));
    elements.put("client_pid", Long.toString(ProcessHandle.current().pid()));
    elements.put("wu_cpu_time", String.format(Locale.ROOT, "%f", checkpointCpuSeconds));
    elements.put("starting_elapsed_time", "0.000000");
    elements.put("checkpoint_period", "1.000000");
    elements.put("gpu_type", "");
    elements.put("gpu_device_num", "-1");
    elements.put("ncpus", "1.000000");
    elements.put("rsc_memory_bound", "500000000.000000");
    elements.put("rsc_disk_bound", "1000000000.000000");
    elements.putAll(initData);
    StringBuilder xml = new StringBuilder("<app_init_data>\n");
    elements.forEach(
        (name, value) ->
            xml.append('<').append(name).append('>').append(value).append("</" + name + ">\n"));
    return xml.append(
            "<host_info>\n<p_ncpus>2</p_ncpus>\n<m_nbytes>8000000000</m_nbytes>\n"
                + hostInfo
                + "</host_info>\n"
                + "<global_preferences>\n<cpu_usage_limit>100.0</cpu_usage_limit>\n"
                + "</global_preferences>\n</app_init_data>\n")
        .toString();
  }

  /** Launches the program in the slot, as a client does. */
  public RunningWrapper launch(String... arguments) throws IOException {
    Files.deleteIfExists(slot().temporaryExit());
    if (launched.isEmpty()) {
      user.ifPresent(name -> Shell.succeed("chown", "-R", name + ":", boinc.toString()));
      user.ifPresent(name -> Shell.succeed("chmod", "755", boinc.getParent().toString()));
    }
    writeInitData();
    return launchAsIs(arguments);
  }

  /** Launches the program in the slot as it is now: nothing is written for it. */
  public RunningWrapper launchAsIs(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(arguments));
    RunningWrapper wrapper =
        RunningWrapper.start(this, checkpointCpuSeconds, user, environment, command);
    launched.add(wrapper);
    return wrapper;
  }

  /** Remembers the CPU time of the last checkpoint, as the client does for the next start. */
  void checkpointed(double cpuSeconds) {
    checkpointCpuSeconds = cpuSeconds;
  }

  private void own(Path file) {
    user.ifPresent(name -> Shell.succeed("chown", name + ":", file.toString()));
  }

  /** The task's engine is another than the host's. */
  public TaskHarness engine(String host) {
    return environment("DOCKER_HOST", host);
  }

  /** Runs a command as the volunteer's user. */
  public Shell.Result asVolunteer(String... command) {
    List<String> whole = new ArrayList<>();
    user.ifPresent(
        name ->
            whole.addAll(List.of("setpriv", "--reuid", name, "--regid", name, "--init-groups")));
    whole.addAll(List.of(command));
    return Shell.run(whole);
  }

  /** What in the BOINC data directory does not belong to the volunteer's user. */
  public String notTheVolunteers() {
    String name = user.orElseGet(() -> Shell.succeed("id", "-un"));
    return Shell.succeed("find", boinc.toString(), "!", "-user", name);
  }

  /** Ids of the containers of this task in any state. */
  public List<String> containers() {
    return list("{{.ID}}");
  }

  /**
   * State of each of the task's containers, such as {@code running}; in one question, unless they
   * may have no control group ({@link Containers#status}).
   */
  public List<String> states() {
    return EngineUnderTest.isRootless()
        ? containers().stream().map(Containers::status).toList()
        : list("{{.State}}");
  }

  private List<String> list(String format) {
    String label = "label=net.boincwrapper.result=" + result;
    Shell.Result listed =
        docker("ps", "--all", "--no-trunc", "--format", format, "--filter", label);
    if (listed.status() != 0) {
      throw new AssertionError("cannot list the task's containers: " + listed.output());
    }
    return listed.output().lines().toList();
  }

  private Shell.Result docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    String host = environment.get("DOCKER_HOST");
    if (host != null) {
      command.addAll(List.of("--host", host));
    }
    command.addAll(List.of(arguments));
    return Shell.run(command);
  }

  /** The one container of this task. */
  public String container() {
    List<String> ids = containers();
    if (ids.size() != 1) {
      throw new AssertionError("expected one container, found " + ids + "\n" + stderr());
    }
    return ids.get(0);
  }

  /** Runs a command in the task's container, as the app's user. */
  public Shell.Result inside(String... command) {
    List<String> whole = new ArrayList<>(List.of("docker", "exec", container()));
    whole.addAll(List.of(command));
    return Shell.run(whole);
  }

  /** Ends what still runs and removes what is left. */
  @Override
  public void close() {
    launched.forEach(RunningWrapper::close);
    if (docker("version").status() == 0) {
      containers().forEach(id -> docker("rm", "--force", "--volumes", id));
    }
  }
}
