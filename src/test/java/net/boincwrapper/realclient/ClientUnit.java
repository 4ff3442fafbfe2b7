package net.boincwrapper.realclient;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import net.boincwrapper.slot.SlotLayout;

/**
 * The client of Debian's package, in the package's own unit, of which the host's systemd has
 * charge. There is one of a host, and only root can use it.
 */
final class ClientUnit {
  /** {@code lib/common_defs.h:GUI_RPC_PORT}. */
  private static final int PORT = 31416;

  private static final String UNIT = "boinc-client.service";
  private static final Duration PATIENCE = Duration.ofSeconds(300);

  /**
   * A machine whose processor is emulated is busy with the test itself; a suspended app stays in
   * memory, and its first benchmark takes minutes there.
   */
  private static final Map<String, String> PREFERENCES =
      Map.of(
          "suspend_cpu_usage", "0",
          "disk_interval", "1",
          "leave_apps_in_memory", "1");

  private final ClientFiles files = new ClientFiles(Path.of("/var/lib/boinc-client"));
  private final GuiRpc rpc =
      new GuiRpc(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT));
  private final TestProject project;

  /**
   * @param project to attach it to
   */
  ClientUnit(TestProject project) {
    this.project = project;
  }

  /** Starts it for the first time. */
  ClientUnit start() throws IOException {
    files.configure(1, false);
    files.prefer(PREFERENCES);
    systemctl("start");
    return awaitAnswer();
  }

  /** As an administrator, or an upgrade of its package. */
  ClientUnit restart() {
    systemctl("restart");
    return awaitAnswer();
  }

  /** As a crash of all that is in it: client, wrappers, Podman and apps. */
  ClientUnit kill() {
    Shell.succeed("systemctl", "kill", "--signal=KILL", UNIT);
    return await("it is dead", () -> Shell.run("systemctl", "is-active", UNIT).status() != 0);
  }

  void stop() {
    systemctl("stop");
  }

  private static void systemctl(String verb) {
    Shell.succeed("systemctl", verb, UNIT);
  }

  /** It does not while it looks for an engine. */
  private ClientUnit awaitAnswer() {
    return await("the client answers", () -> Shell.run(boinccmd("--get_state")).status() == 0);
  }

  /** As a volunteer who knows the account's key. */
  ClientUnit attach() {
    return command("--project_attach", project.url(), TaskHarness.AUTHENTICATOR);
  }

  /** Lets it talk to its project now. */
  ClientUnit update() {
    return command("--project", project.url(), "update");
  }

  /** As a volunteer: {@code suspend}, {@code resume} or {@code abort}. */
  ClientUnit task(Job job, String operation) {
    return command("--task", project.url(), job.resultName(), operation);
  }

  private ClientUnit command(String... arguments) {
    Shell.succeed(boinccmd(arguments).toArray(String[]::new));
    return this;
  }

  private List<String> boinccmd(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("env", "--chdir=" + files.directory(), "boinccmd"));
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  /** Empty before the client has it, and after the project has its report. */
  Optional<ClientTask> task(Job job) throws IOException {
    return ClientTask.parse(rpc.ask("get_results")).stream()
        .filter(task -> task.name().equals(job.resultName()))
        .findFirst();
  }

  /** What is in a file of the one slot; empty where there is none. */
  String read(String name) throws IOException {
    Path file = files.slot(0).directory().resolve(name);
    return Files.isRegularFile(file) ? Files.readString(file) : "";
  }

  /** What the slots hold. */
  List<Path> leftInSlots() throws IOException {
    try (Stream<Path> left = Files.walk(files.slots(), 2)) {
      return left.filter(path -> path.getNameCount() > files.slots().getNameCount() + 1).toList();
    }
  }

  ClientUnit await(String what, Callable<Boolean> condition) {
    Eventually.await(what, PATIENCE, condition, this::evidence);
    return this;
  }

  /** Waits until the project has heard of the job's end. */
  Report awaitReport(Job job) {
    await("the project has the report", () -> project.report(job).isPresent());
    return project.report(job).orElseThrow();
  }

  /** What it has said since the boot, in its unit's journal. */
  String log() {
    return Shell.succeed("journalctl", "--no-pager", "--output=cat", "--unit=" + UNIT);
  }

  /** What the program says of it inside the unit, asked as it tells an administrator to. */
  String engineOfTasks() {
    String command =
        net.boincwrapper.cli.engine.ClientUnit.command(PackagedApp.program(), files.directory());
    return Shell.succeed("bash", "-c", "set -o pipefail; " + command);
  }

  /** Command lines of the processes in the unit. */
  String processes() {
    return Shell.run(
            "sh",
            "-c",
            "ps -o pid,stat,args -p $(paste -sd, /sys/fs/cgroup/system.slice/"
                + UNIT
                + "/cgroup.procs)")
        .output();
  }

  String evidence() {
    try {
      return "The client's log:\n"
          + log()
          + "\nIts processes:\n"
          + processes()
          + "\nThe task:\n"
          + read(SlotLayout.STDERR);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
