package net.boincwrapper.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the wrapper of a short task may cost, as counts and ratios: times tell of the machine. The
 * size of the executable has its limit in {@link UnpackingIT}.
 */
@WithEngine
class StartUpIT {
  /** Measured: 4400, for all of an archive that is linked ahead counts; and 15 % for what comes. */
  private static final int MOST_CLASSES = 5060;

  /** Measured: 0.979. What a change adds is outside until {@code bin/bundle --train}. */
  private static final double LEAST_ARCHIVED = 0.97;

  /**
   * Measured: a median of 29 (27 to 33; 0.35 s against 0.012 s), on two cores idle and busy. 1.6
   * times as much, for other processors, other releases of docker and whatever else runs.
   */
  private static final double MOST_TIMES_DOCKER_VERSION = 46;

  private static final int PAIRS = 5;

  /** What takes milliseconds to initialise, and the app has no need of. */
  private static final List<String> DEAR =
      List.of(
          "java/math/BigDecimal",
          "com/fasterxml/jackson/databind/ObjectMapper",
          "java/lang/invoke/StringConcatFactory");

  /** The last thing before the request to start the container. */
  private static final String BEFORE_THE_START = "'net/boincwrapper/task/turn/ContainerFollower'";

  /** Writes the user and the system seconds of a command and all its children into a file. */
  private static final String TIMED =
      "TIMEFORMAT='%3U %3S'; { time \"${@:2}\" 2>&3 3>&-; } 3>&2 2>\"$1\"";

  @TempDir private Path directory;
  private String program = "";
  private Path store = Path.of("");

  @BeforeEach
  void unpack() {
    program = Bundle.underTest().toString();
    store = directory.resolve("store");
    Bundle.unpackInto(store);
  }

  /** What is not in the class archive is read, parsed and verified at each start. */
  @Test
  void fewClassesAreLoadedAndNearlyAllFromTheArchive() throws IOException {
    List<String> lines = logOfShortTask("class+load");

    long archived = lines.stream().filter(line -> line.contains("shared objects file")).count();
    String found = archived + " of " + lines.size() + " classes from the archive";
    assertThat(lines.size()).as(found).isLessThan(MOST_CLASSES);
    assertThat(archived / (double) lines.size()).as(found).isGreaterThan(LEAST_ARCHIVED);
  }

  @Test
  void whatIsDearIsLeftUntilTheAppRuns() throws IOException {
    List<String> lines = logOfShortTask("class+init=info");

    assertThat(lines).anyMatch(line -> line.contains(BEFORE_THE_START));
    assertThat(lines.stream().takeWhile(line -> !line.contains(BEFORE_THE_START)))
        .noneMatch(line -> DEAR.stream().anyMatch(name -> line.contains("'" + name + "'")));
  }

  private List<String> logOfShortTask(String what) throws IOException {
    Path unpacked = Bundle.unpacked(store);
    Path log = directory.resolve("log");

    runShortTask(
        0,
        unpacked.resolve("jre/bin/java").toString(),
        "@" + unpacked.resolve("java.options"),
        "-XX:SharedArchiveFile=" + unpacked.resolve("docker-wrapper.jsa"),
        "-Xlog:" + what + ":file=" + log,
        "-Xbootclasspath/a:" + unpacked.resolve("docker-wrapper.jar"),
        "-cp",
        unpacked.resolve("docker-wrapper.jar").toString(),
        "net.boincwrapper.cli.DockerWrapper");

    return Files.readAllLines(log);
  }

  @Test
  void cpuTimeIsAModestMultipleOfDockerVersions() throws IOException {
    List<Double> ofDocker = new ArrayList<>();
    List<Double> ofTask = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      Path seconds = directory.resolve("seconds");
      Shell.succeed("bash", "-c", TIMED, "timed", seconds.toString(), "docker", "version");
      ofDocker.add(sum(seconds));
      runShortTask(pair, "bash", "-c", TIMED, "timed", seconds.toString(), program);
      ofTask.add(sum(seconds));
    }

    assertThat(median(ofTask) / median(ofDocker))
        .as("CPU seconds of a task's wrapper %s, of docker version %s", ofTask, ofDocker)
        .isLessThan(MOST_TIMES_DOCKER_VERSION);
  }

  private void runShortTask(int number, String... command) throws IOException {
    try (TaskHarness task = TaskHarness.in(directory.resolve("task-" + number))) {
      task.app("exit 0").environment("DOCKER_WRAPPER_HOME", store.toString());

      assertThat(task.by(command).launch().awaitExit()).as(task.stderr()).isZero();

      assertThat(task.slot().finish()).exists();
    }
  }

  private static double sum(Path seconds) throws IOException {
    String[] userAndSystem = Files.readString(seconds).strip().split(" ");
    return Double.parseDouble(userAndSystem[0]) + Double.parseDouble(userAndSystem[1]);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
