import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.Containers;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;

/** Has one executable make the slots of this directory; README.md tells how it was called. */
public final class MakeSlots {
  private static final Path WORK = Path.of("/tmp/version-before");

  private static final String CHECKPOINTED =
      "[checkpoint]\nfiles = [\"state\", \"deep/*\", \"given\"]\ngrace = 5\n";

  private static final String COUNT =
      """
      n=$(cat state 2>/dev/null || echo 0)
      echo "starting at $n"
      echo "starting at $n" >> log.txt
      mkdir -p deep
      while [ "$n" -lt 1000000 ] && [ ! -e enough ]; do
        sleep 0.6
        n=$((n + 1))
        echo "half of $n" > half.new && mv half.new "deep/n = half"
        [ -L given ] && cat given > given.new && mv given.new given
        [ -e deep/tool ] || { printf '#!/bin/sh\\n' > deep/tool; chmod 750 deep/tool; }
        echo "$n" > state.new && mv state.new state
        echo "0.$n" > fraction_done
        if [ "$n" = 4 ]; then
          echo "four" > told.new && mv told.new told
          echo "part" > result.txt; : > boinc_ufr_result.txt
        fi
      done
      echo "counted to $n" > out.txt
      """;

  private static final String INSPECTED =
      "{\"Id\":{{json .Id}},\"Name\":{{json .Name}},\"Image\":{{json .Image}},"
          + "\"Config\":{{json .Config}},\"HostConfig\":{{json .HostConfig}}}";

  private final String program;
  private final Path into;

  private MakeSlots(String program, Path into) {
    this.program = program;
    this.into = into;
  }

  public static void main(String[] words) throws Exception {
    MakeSlots make = new MakeSlots(words[0], Path.of(words[1]));
    List<String> wanted = List.of(words).subList(2, words.length);
    for (String name : wanted) {
      System.out.println(name);
      switch (name) {
        case "killed" -> make.killed();
        case "restoring" -> make.restoring();
        case "restored" -> make.restored();
        case "quit" -> make.quit();
        case "stopping" -> make.stopping();
        case "paused" -> make.paused();
        case "judged" -> make.judged();
        case "put-off" -> make.putOff();
        case "resting" -> make.resting();
        case "no-image" -> make.noImage();
        case "removed" -> make.removed();
        case "spoilt" -> make.spoilt();
        case "finished" -> make.finished();
        case "no-engine" -> make.noEngine();
        case "early" -> make.early();
        case "telling" -> make.telling();
        case "alone" -> make.alone();
        default -> throw new IllegalArgumentException(name);
      }
    }
  }

  private TaskHarness task(String name) throws IOException {
    Shell.succeed("rm", "-rf", WORK.resolve(name).toString());
    Files.createDirectories(WORK.resolve(name));
    return TaskHarness.named(WORK.resolve(name), "before_" + name + "_0").by(program);
  }

  /**
   * With files of the client: links written as text, an input's and an output's, and a symbolic
   * one.
   */
  private TaskHarness counting(String name) throws IOException {
    TaskHarness task =
        task(name).app(COUNT).job(CHECKPOINTED + "[requests]\ntrickle_up = [\"told\"]\n");
    Files.writeString(task.project().resolve("input_1"), "what is counted\n");
    Files.writeString(task.project().resolve("given_1"), "as the project gave it\n");
    task.file("input.txt", "<soft_link>../../projects/example.org_it/input_1</soft_link>\n");
    task.file("result.txt", "<soft_link>../../projects/example.org_it/result_1</soft_link>\n");
    Files.createSymbolicLink(
        task.slot().directory().resolve("given"), Path.of("../../projects/example.org_it/given_1"));
    task.file("deep/seed", "seed = 1\n");
    return task;
  }

  private void killed() throws Exception {
    try (TaskHarness task = counting("killed")) {
      RunningWrapper wrapper = task.launch();
      awaitSealed(task, wrapper, 4);
      wrapper.awaitCount(wrapper.count() + 2);
      hostGoesDown(task, wrapper);
      keep(task, "killed");
    }
  }

  /** The host goes down; at the next start the checkpoint is restored, and it goes down again. */
  private void restoring() throws Exception {
    for (int tries = 0; ; tries++) {
      try (TaskHarness task = counting("restoring")) {
        for (int n = 0; n < 6; n++) {
          task.file("deep/seed" + n, "seed = " + n + "\n");
        }
        tornAndKilled(task);
        RunningWrapper second = task.launch();
        boolean found = spin(second, () -> Files.exists(task.slot().restoreJournal()));
        kill(second);
        if (found && Files.exists(task.slot().restoreJournal())) {
          keep(task, "restoring");
          return;
        }
        if (tries == 20) {
          throw new IllegalStateException("never met a restore");
        }
      }
    }
  }

  /** As the one before, and killed once its app is under way. */
  private void restored() throws Exception {
    try (TaskHarness task = counting("restored")) {
      tornAndKilled(task);
      RunningWrapper second = task.launch();
      second.await("restored", () -> Files.exists(task.slot().setAside().resolve("deep/later")));
      second.await("started again", () -> task.starts().size() == 2);
      hostGoesDown(task, second);
      keep(task, "restored");
    }
  }

  private void tornAndKilled(TaskHarness task) throws Exception {
    RunningWrapper first = task.launch();
    awaitSealed(task, first, 2);
    hostGoesDown(task, first);
    task.file("deep/later", "the checkpoint does not have it\n");
    task.file("state", "to");
  }

  private void quit() throws Exception {
    try (TaskHarness task = counting("quit")) {
      RunningWrapper wrapper = task.launch();
      awaitSealed(task, wrapper, 2);
      System.out.println("exit " + wrapper.request(ClientRequest.QUIT).awaitExit());
      keep(task, "quit");
    }
  }

  private void stopping() throws Exception {
    try (TaskHarness task = task("stopping")) {
      task.job("[checkpoint]\nfiles = [\"state\"]\ngrace = 20\n");
      task.app("trap '' TERM\necho 1 > state\nwhile :; do sleep 0.1; done");
      RunningWrapper wrapper = task.launch().awaitCount(1);
      wrapper.request(ClientRequest.QUIT);
      wrapper.await("asked", () -> memo(task).contains("asked = STOP"));
      hostGoesDown(task, wrapper);
      keep(task, "stopping");
    }
  }

  private void paused() throws Exception {
    try (TaskHarness task = task("paused")) {
      task.countingApp(TaskHarness.FOR_EVER, 0);
      RunningWrapper wrapper = task.launch().awaitCount(5).request(ClientRequest.QUIT);
      System.out.println("exit " + wrapper.awaitExit());
      inspect(task, "paused");
      keep(task, "paused");
    }
  }

  private void judged() throws Exception {
    for (int tries = 0; tries < 20; tries++) {
      try (TaskHarness task = task("judged")) {
        task.countingApp(5, 42);
        RunningWrapper wrapper = task.launch();
        boolean found = spin(wrapper, () -> memo(task).contains("outcome_status"));
        kill(wrapper);
        if (found && !Files.exists(task.slot().finish())) {
          keep(task, "judged");
          return;
        }
      }
    }
    throw new IllegalStateException("always too late");
  }

  private void finished() throws Exception {
    try (TaskHarness task = task("finished")) {
      task.job("[requests]\ncomplete = \"over\"\n");
      task.app("printf '3\\n\\nthe input = nonsense\\n' > over.new && mv over.new over\nsleep 100");
      System.out.println("exit " + task.launch().awaitExit());
      keep(task, "finished");
    }
  }

  private void putOff() throws Exception {
    try (TaskHarness task = task("put-off")) {
      task.job("[exit]\nretry = [75]\nretry_limit = 3\nretry_delay = 123\n");
      task.app("echo start >> log.txt\necho 'no licence = no run'\nexit 75");
      System.out.println("exit " + task.launch().awaitExit());
      System.out.println("exit " + task.launch().awaitExit());
      keep(task, "put-off");
    }
  }

  /** Killed before the client could be told. */
  private void resting() throws Exception {
    for (int tries = 0; tries < 20; tries++) {
      try (TaskHarness task = task("resting")) {
        task.job("[exit]\nretry = [75]\nretry_limit = 3\nretry_delay = 123\n");
        task.app("echo start >> log.txt\nexit 75");
        RunningWrapper wrapper = task.launch();
        boolean found = spin(wrapper, () -> memo(task).contains("rest_since"));
        kill(wrapper);
        if (found && !Files.exists(task.slot().temporaryExit())) {
          keep(task, "resting");
          return;
        }
      }
    }
    throw new IllegalStateException("always too late");
  }

  private void noImage() throws Exception {
    try (TaskHarness task = task("no-image")) {
      task.file("job.toml", "");
      task.file(
          "Dockerfile",
          "FROM debian:bookworm-slim\nRUN echo a = b && exit 7\nWORKDIR /app\nCMD [\"sh\"]\n");
      System.out.println("exit " + task.launch().awaitExit(Duration.ofMinutes(8)));
      System.out.println("exit " + task.launch().awaitExit(Duration.ofMinutes(8)));
      keep(task, "no-image");
    }
  }

  private void removed() throws Exception {
    try (TaskHarness task = task("removed")) {
      task.countingApp(TaskHarness.FOR_EVER, 0);
      RunningWrapper wrapper = task.launch().awaitCount(2);
      String first = task.container();
      Containers.remove(first);
      wrapper.await("another", () -> task.containers().stream().anyMatch(id -> !id.equals(first)));
      wrapper.await("started", () -> task.starts().size() == 2);
      hostGoesDown(task, wrapper);
      keep(task, "removed");
    }
  }

  /** Another task's app has written into the slot that the client gives to this one. */
  private void spoilt() throws Exception {
    for (int tries = 0; tries < 10; tries++) {
      Shell.succeed("rm", "-rf", WORK.resolve("spoilt").toString());
      Files.createDirectories(WORK.resolve("spoilt"));
      try (TaskHarness other = TaskHarness.named(WORK.resolve("spoilt"), "another_0").by(program)) {
        other.countingApp(TaskHarness.FOR_EVER, 0);
        kill(other.launch().awaitCount(2));
        Shell.succeed("rm", "-rf", other.slot().ownDirectory().toString());
        TaskHarness task = TaskHarness.named(WORK.resolve("spoilt"), "before_spoilt_0").by(program);
        RunningWrapper wrapper = task.launch();
        boolean found = spin(wrapper, () -> memo(task).contains("spoilt"));
        kill(wrapper);
        if (found && memo(task).contains("spoilt")) {
          keep(task, "spoilt");
          return;
        }
      }
    }
    throw new IllegalStateException("always too late");
  }

  /** Killed before the client has taken the message to the project. */
  private void telling() throws Exception {
    for (int tries = 0; tries < 20; tries++) {
      try (TaskHarness task = task("telling")) {
        task.job("[requests]\ntrickle_up = [\"told\"]\n");
        task.app("echo four > told.new && mv told.new told\nsleep 100");
        RunningWrapper wrapper = task.launch();
        boolean found = spin(wrapper, () -> Files.exists(task.slot().trickleUp()));
        kill(wrapper);
        if (found && Files.exists(task.slot().trickleUp())) {
          keep(task, "telling");
          return;
        }
      }
    }
    throw new IllegalStateException("always too late");
  }

  /** An author's directory in which a task was run without a client. */
  private void alone() throws Exception {
    Path directory = WORK.resolve("alone/counting");
    Shell.succeed("rm", "-rf", WORK.resolve("alone").toString());
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("app.sh"), "#!/bin/sh\n" + COUNT);
    Shell.succeed("chmod", "755", directory.resolve("app.sh").toString());
    Files.writeString(
        directory.resolve("job.toml"),
        "image_name = \""
            + TaskHarness.IMAGE
            + "\"\ncreate_args = \"--entrypoint /app/app.sh\"\n"
            + "[checkpoint]\nfiles = [\"state\", \"deep/*\"]\n");
    Files.writeString(directory.resolve("boinc_lockfile"), "the author had it there\n");
    Process process =
        new ProcessBuilder(program, "run", directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(WORK.resolve("alone/output").toFile())
            .start();
    while (!Files.exists(directory.resolve(".docker_wrapper/checkpoints/1")) && process.isAlive()) {
      Thread.sleep(50);
    }
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .toList()
        .forEach(ProcessHandle::destroyForcibly);
    for (String id :
        Shell.succeed("docker", "ps", "-aq", "--filter", "label=net.boincwrapper.slot=" + directory)
            .lines()
            .toList()) {
      Containers.remove(id);
    }
    Files.createDirectories(into.resolve("alone"));
    Shell.succeed("rm", "-rf", into.resolve("alone/counting").toString());
    Shell.succeed("cp", "-a", directory.toString(), into.resolve("alone").toString());
    Shell.succeed(
        "rm",
        "-rf",
        into.resolve("alone/counting/.docker_wrapper/docker_wrapper/program").toString());
  }

  private void noEngine() throws Exception {
    try (TaskHarness task = task("no-engine")) {
      task.countingApp(5, 0).engine("unix:///tmp/version-before/no.sock");
      System.out.println("exit " + task.launch().awaitExit(Duration.ofMinutes(8)));
      System.out.println("exit " + task.launch().awaitExit(Duration.ofMinutes(8)));
      keep(task, "no-engine");
    }
  }

  private void early() throws Exception {
    try (TaskHarness task = task("early")) {
      task.countingApp(5, 0);
      System.out.println("exit " + task.launchAsIs().awaitExit());
      System.out.println("exit " + task.launchAsIs().awaitExit());
      keep(task, "early");
    }
  }

  private static void awaitSealed(TaskHarness task, RunningWrapper wrapper, int generation) {
    wrapper.await(
        "checkpoint " + generation,
        () -> {
          try (Stream<Path> all = Files.list(task.slot().checkpoints())) {
            return all.map(it -> it.getFileName().toString())
                    .filter(it -> it.matches("\\d+"))
                    .mapToInt(Integer::parseInt)
                    .max()
                    .orElse(0)
                >= generation;
          } catch (IOException e) {
            return false;
          }
        });
  }

  private static String memo(TaskHarness task) {
    try {
      return Files.readString(task.slot().memo());
    } catch (IOException e) {
      return "";
    }
  }

  /** Looks as often as it can. */
  private static boolean spin(RunningWrapper wrapper, Callable<Boolean> condition)
      throws Exception {
    while (wrapper.process().isAlive()) {
      for (int n = 0; n < 100; n++) {
        if (condition.call()) {
          return true;
        }
      }
    }
    return condition.call();
  }

  private static void kill(RunningWrapper wrapper) {
    List<ProcessHandle> all =
        Stream.concat(wrapper.process().descendants(), Stream.of(wrapper.process().toHandle()))
            .toList();
    all.forEach(ProcessHandle::destroyForcibly);
    wrapper.kill();
  }

  private void hostGoesDown(TaskHarness task, RunningWrapper wrapper) throws IOException {
    String name = task.boincDirectory().getParent().getFileName().toString();
    if (name.equals("killed")) {
      inspect(task, name);
    }
    kill(wrapper);
    task.containers().forEach(Containers::kill);
  }

  /** The labels of the version before are in it. */
  private void inspect(TaskHarness task, String name) throws IOException {
    List<String> found = task.containers();
    if (!found.isEmpty()) {
      Files.createDirectories(into.resolve(name));
      Files.writeString(
          into.resolve(name).resolve("container.json"),
          Shell.succeed("docker", "inspect", "--format", INSPECTED, found.get(0)) + "\n");
    }
  }

  private void keep(TaskHarness task, String name) throws IOException {
    Path to = into.resolve(name);
    Files.createDirectories(to);
    Shell.succeed("rm", "-rf", to.resolve("boinc").toString());
    Shell.succeed("cp", "-a", task.boincDirectory().toString(), to.toString());
    // The executable unpacks its Java there.
    Shell.succeed("rm", "-rf", to.resolve("boinc/docker_wrapper/program").toString());
    try (Stream<Path> all = Files.walk(to)) {
      System.out.println(
          all.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).count() + " files");
    }
  }
}
