package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.EmptyRegistry;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.slot.HostLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images that cannot be had, now or ever. */
@WithEngine
class ImageTroubleIT {
  private static final int CHILD_FAILED = 195;
  private static final String PROJECT = "image_trouble_" + ProcessHandle.current().pid();
  private static final String REPOSITORY = "boincwrapper/" + PROJECT;

  /** What a build does for ever; another run of these tests on this machine does another. */
  private static final String SLEEP = "sleep 555." + ProcessHandle.current().pid();

  /** The program says one second; the rest is for a loaded machine. */
  private static final Duration AT_ONCE = Duration.ofSeconds(6);

  @TempDir Path directory;
  private TaskHarness task;

  @BeforeEach
  void makeTask() throws IOException {
    task = inOwnProject(TaskHarness.in(directory));
    task.app("echo done > out.txt");
  }

  @AfterEach
  void removeTask() {
    task.close();
    String built = Shell.succeed("docker", "images", "--quiet", REPOSITORY);
    built.lines().distinct().forEach(id -> Shell.run("docker", "rmi", "--force", id));
    String stages = "label=net.boincwrapper.stage=" + PROJECT;
    Shell.succeed("docker", "images", "--quiet", "--filter", stages)
        .lines()
        .forEach(id -> Shell.run("docker", "rmi", id));
  }

  @Test
  void anImageThatMayNotBePulledIsTheAuthorsFault() throws IOException {
    task.file("job.toml", "image_name = \"absent:1\"\n[image]\npull = \"never\"\n");

    assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(CHILD_FAILED);

    assertThat(task.stderr()).contains("there is no image absent:1", "pull = \"never\"");
  }

  @Test
  void anImageThatItsRegistryDoesNotHaveIsTriedAgainLater() throws IOException {
    try (EmptyRegistry registry = new EmptyRegistry()) {
      task.file("job.toml", "image_name = \"" + registry.image() + "\"\n");

      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();

      assertThat(task.stderr()).contains("pulling image " + registry.image(), "failed tries: 1");
      assertThat(task.slot().temporaryExit()).isNotEmptyFile();
      assertThat(task.slot().finish()).doesNotExist();
    }
  }

  /** Words that differ from engine to engine; none of them is a network that is away. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 Unauthorized | {"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}
          401 Unauthorized | <html>log in</html>
          403 Forbidden | {"errors":[{"code":"DENIED","message":"requested access is denied"}]}
          403 Forbidden | {"errors":[{"code":"DENIED","message":"no","detail":{"a":1}}]}
          403 Forbidden | <html>the proxy of the company says no</html>
          404 Not Found | {"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}
          404 Not Found | {"errors":[{"code":"NAME_UNKNOWN","message":"no such repository"}]}
          404 Not Found | {"errors":[{"code":"NOT_FOUND","message":"artifact it/app:1 not found"}]}
          """)
  void anAuthorIsToldOfARefusalAtOnce(String status, String body) throws Exception {
    new HostLayout(task.boincDirectory()).markAuthors();
    try (EmptyRegistry registry = new EmptyRegistry(status, body)) {
      task.file("job.toml", "image_name = \"" + registry.image() + "\"\n");

      assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(CHILD_FAILED);
    }
  }

  @Test
  void aRegistryThatCannotBeReachedIsTriedAgainUntilTheClientQuits() throws IOException {
    String image = "127.0.0.1:" + freePort() + "/it/app:1";
    task.file("job.toml", "image_name = \"" + image + "\"\n");
    RunningWrapper wrapper = task.launch();

    wrapper.await("the reason", () -> task.stderr().contains("trying again"));
    wrapper.awaitStatus("the wish for the network", AppStatus::wantNetwork);
    assertThat(task.stderr()).contains("pulling " + image + " failed", "connection refused");

    assertLeavesAtOnce(wrapper);
  }

  @Test
  void aRegistryWhoseNameDoesNotResolveIsTriedAgain() throws IOException {
    task.file("job.toml", "image_name = \"no-such-host.invalid:5000/it/app:1\"\n");
    RunningWrapper wrapper = task.launch();

    wrapper.await("the reason", () -> task.stderr().contains("trying again"));

    assertLeavesAtOnce(wrapper);
  }

  @Test
  void nothingIsPulledWhileTheClientSuspendsTheNetwork() throws IOException {
    try (EmptyRegistry registry = new EmptyRegistry()) {
      task.file("job.toml", "image_name = \"" + registry.image() + "\"\n");
      RunningWrapper wrapper = task.networkSuspended().launch("--verbose");

      wrapper.awaitStatus("the wish for the network", AppStatus::wantNetwork);
      assertThat(registry.requests()).isZero();
      wrapper.client().networkSuspended(false);

      assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();
      assertThat(registry.requests()).isPositive();
    }
  }

  @Test
  void aBuildThatFailsIsTriedAgainAndSaysWhere() throws IOException {
    dockerfile("RUN printf '\\033[31mthe reason\\033[0m of the failure\\n' && false");

    assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();

    assertThat(task.stderr())
        .contains(
            "Dockerfile line 3 (RUN printf", "failed tries: 1", ": the reason of the failure");
    assertThat(task.slot().temporaryExit()).isNotEmptyFile();
    assertThat(task.slot().finish()).doesNotExist();
  }

  @Test
  void aBuildThatFailsShowsItsLastWordsAndLeavesNothing() throws IOException {
    new HostLayout(task.boincDirectory()).markAuthors();
    dockerfile("RUN echo 'the reason of the failure' && false");

    assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(CHILD_FAILED);

    assertThat(task.stderr()).contains("the reason of the failure", "Dockerfile line 3");
    assertThat(leftovers("the reason of the failure")).isEmpty();
  }

  @Test
  void aBuildIsGivenUpWhenTheClientQuits() throws IOException {
    dockerfile("RUN echo begun && " + SLEEP);
    RunningWrapper wrapper = task.launch("--verbose");
    wrapper.await("the build", ImageTroubleIT::isBuilding);

    assertLeavesAtOnce(wrapper);

    Eventually.await(
        "the end of the build", Duration.ofSeconds(20), () -> !isBuilding(), task::stderr);
  }

  @Test
  void tasksThatStartTogetherBuildTheirImageOnce() throws IOException {
    List<TaskHarness> tasks = new ArrayList<>();
    List<RunningWrapper> wrappers = new ArrayList<>();
    try {
      for (int slot = 0; slot < 3; slot++) {
        TaskHarness each = inOwnProject(task.neighbour(slot + 1));
        tasks.add(each);
        each.app("echo done > out.txt");
        each.file("Dockerfile", dockerfileText("RUN sleep 2; echo " + PROJECT));
        each.file("job.toml", "create_args = \"--entrypoint /app/app.sh\"\n");
      }
      for (TaskHarness each : tasks) {
        wrappers.add(each.launch("--verbose"));
      }
      for (int number = 0; number < wrappers.size(); number++) {
        TaskHarness each = tasks.get(number);
        assertThat(wrappers.get(number).awaitExit()).as(each.stderr()).isZero();
        assertThat(each.slot().finish()).as(each.stderr()).exists();
      }
      assertThat(tasks.stream().filter(each -> each.stderr().contains("building " + REPOSITORY)))
          .hasSize(1);
    } finally {
      tasks.forEach(TaskHarness::close);
    }
  }

  /** Its images are told from other projects' by their name. */
  private static TaskHarness inOwnProject(TaskHarness task) throws IOException {
    Path project = task.boincDirectory().resolve("projects").resolve(PROJECT);
    Files.createDirectories(project);
    return task.initData("project_dir", project.toString());
  }

  private void dockerfile(String lines) throws IOException {
    task.file("job.toml", "create_args = \"--entrypoint /app/app.sh\"\n");
    task.file("Dockerfile", dockerfileText(lines));
  }

  private static String dockerfileText(String lines) {
    return "FROM " + TaskHarness.IMAGE + "\nWORKDIR /app\n" + lines + "\n";
  }

  private static boolean isBuilding() {
    return Shell.run("pgrep", "--full", "--exact", SLEEP).status() == 0;
  }

  private void assertLeavesAtOnce(RunningWrapper wrapper) {
    wrapper.request(ClientRequest.QUIT);
    assertThat(wrapper.awaitExit(AT_ONCE)).as(task.stderr()).isZero();
    assertThat(task.slot().finish()).doesNotExist();
    assertThat(task.slot().temporaryExit()).doesNotExist();
    assertThat(task.containers()).isEmpty();
  }

  /** Containers and images of a build. */
  private static List<String> leftovers(String command) {
    List<String> found = new ArrayList<>();
    Shell.succeed("docker", "ps", "--all", "--no-trunc", "--format", "{{.ID}} {{.Command}}")
        .lines()
        .filter(line -> line.contains(command))
        .forEach(found::add);
    Shell.succeed("docker", "images", "--quiet", REPOSITORY).lines().forEach(found::add);
    return found;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
