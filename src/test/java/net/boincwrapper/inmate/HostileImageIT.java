package net.boincwrapper.inmate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An image that says more than what its files are: the container is as planned all the same. */
@WithEngine
@Timeout(120)
class HostileImageIT {
  private static final String APP =
      """
      n=$(ls -A .docker_wrapper 2> /dev/null | wc -l)
      echo "$(stat -c %u .) $(id -u) $(pwd) $BOINC_RESULT $BOINC_NCPUS hidden:$n" > seen.new
      mv seen.new seen
      until [ -e done ]; do sleep 0.1; done
      """;

  @TempDir Path directory;
  private TaskHarness task;
  private String image;

  private RunningWrapper launch(HostileImage hostile) throws IOException {
    task = Volunteer.UNPRIVILEGED.task(directory);
    image = "inmate-it/" + hostile.name().toLowerCase(Locale.ROOT) + ":" + task.resultName();
    Path context = Files.createDirectory(directory.resolve("context"));
    Files.writeString(
        context.resolve("Dockerfile"), "FROM " + TaskHarness.IMAGE + "\n" + hostile.lines());
    String build = "DOCKER_BUILDKIT=0 docker build --quiet --tag \"$1\" \"$2\"";
    Shell.succeed("sh", "-c", build, "sh", image, context.toString());
    task.file(
            "job.toml",
            "image_name = \"%s\"\ncreate_args = \"--entrypoint /app/app.sh\"\n".formatted(image))
        .app(APP);
    RunningWrapper wrapper = task.launch();
    return wrapper.await("it has looked", () -> !task.read("seen").isEmpty());
  }

  @AfterEach
  void remove() {
    if (task != null) {
      task.close();
      Shell.run("docker", "rmi", "--force", image);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theContainerIsAsPlanned(HostileImage hostile) throws Exception {
    RunningWrapper wrapper = launch(hostile);

    String owner = task.read("seen").split(" ", 2)[0];
    assertThat(task.read("seen"))
        .isEqualTo("%1$s %1$s /app %2$s 1 hidden:0\n".formatted(owner, task.resultName()));
    assertThat(inspect("{{index .Config.Labels \"net.boincwrapper.result\"}}"))
        .isEqualTo(task.resultName());
    assertThat(inspect("{{index .Config.Labels \"net.boincwrapper.slot\"}}"))
        .doesNotContain("another");
    assertThat(Shell.succeed("docker", "port", task.container())).isEmpty();
    List<String> volumes = volumes();
    assertThat(volumes.isEmpty()).isEqualTo(hostile != HostileImage.VOLUMES);
    task.file("done", "");
    assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();

    assertThat(task.containers()).isEmpty();
    assertThat(volumes)
        .allMatch(name -> Shell.run("docker", "volume", "inspect", name).status() != 0);
    assertThat(task.slot().directory().resolve("health")).doesNotExist();
    assertThat(task.notTheVolunteers()).isEmpty();
  }

  /** With a job that says nothing of it, the signal is the image's. */
  @ParameterizedTest
  @EnumSource(names = {"STOP_SIGNAL", "ENVIRONMENT"})
  void aQuitEndsItInTime(HostileImage hostile) throws Exception {
    RunningWrapper wrapper = launch(hostile);

    wrapper.request(ClientRequest.ABORT);

    wrapper.awaitExit(Duration.ofSeconds(30));
    assertThat(task.states()).doesNotContain("running");
  }

  private String inspect(String what) {
    return Shell.succeed("docker", "inspect", "--format", what, task.container());
  }

  private List<String> volumes() {
    return inspect("{{range .Mounts}}{{if eq .Type \"volume\"}}{{.Name}} {{end}}{{end}}")
        .strip()
        .lines()
        .flatMap(line -> List.of(line.split(" ")).stream())
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
