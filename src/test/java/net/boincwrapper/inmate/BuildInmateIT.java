package net.boincwrapper.inmate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.boincwrapper.harness.EngineUnderTest;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a Dockerfile can try while it is built, where the engine's API leaves it the engine's own
 * capabilities and a network. SECURITY.md says which of it is not stopped.
 */
@WithEngine
@Timeout(120)
class BuildInmateIT {
  private static final Expectations EXPECTED = Expectations.in("expected-build.txt");

  private static final String DOCKERFILE =
      """
      FROM %s
      COPY . /context
      COPY inmate.pl facts /build/
      COPY build-tries.pl /build/tries-build.pl
      WORKDIR /build
      RUN perl inmate.pl
      LABEL run=%s
      CMD ["sh", "/app/app.sh"]
      """;

  /** What the image's program, made setuid while it was built, is at run time. */
  private static final String APP =
      """
      cp /build/report report && /usr/bin/id-of-root -u > user.new && mv user.new user
      until [ -e done ]; do sleep 0.1; done
      """;

  @TempDir static Path directory;
  private static Map<String, String> outcomes;
  private static String user;
  private static String owner;
  private static boolean reached;
  private static String history;

  @BeforeAll
  static void build() throws IOException {
    Lives.letOthersIn(directory);
    try (TaskHarness task =
            Volunteer.UNPRIVILEGED.task(Files.createTempDirectory(directory, "build"));
        Surroundings around = Surroundings.of(task)) {
      for (String name : new String[] {"inmate.pl", "build-tries.pl"}) {
        task.file(name, Inmate.text(name));
      }
      task.file("facts", around.facts())
          .file("job.toml", "")
          .file("Dockerfile", DOCKERFILE.formatted(TaskHarness.IMAGE, task.resultName()))
          .app(APP);
      RunningWrapper wrapper = task.launch();
      wrapper.await("it runs", () -> !task.read("user").isEmpty());
      String image = Shell.succeed("docker", "inspect", "--format", "{{.Image}}", task.container());
      history = Shell.succeed("docker", "history", "--no-trunc", image);
      task.file("done", "");
      assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();
      outcomes = Inmate.report(task);
      user = task.read("user").strip();
      owner = Shell.succeed("stat", "-c", "%u", task.slot().directory().toString());
      reached = around.wasReached();
      Shell.run("docker", "rmi", "--force", image);
    }
  }

  static Stream<String> tries() {
    return EXPECTED.names().stream();
  }

  @ParameterizedTest
  @MethodSource("tries")
  void aBuildGetsWhatThePageSays(String name) {
    Set<String> here = new HashSet<>();
    here.add(EngineUnderTest.isPodman() ? "podman" : "docker");
    assertThat(outcomes.get(name)).as(name).isNotNull().matches(EXPECTED.of(name, here));
  }

  @Test
  void nothingIsTriedOfWhichNothingIsSaid() {
    assertThat(outcomes.keySet()).isEqualTo(EXPECTED.names());
  }

  @Test
  void whatABuildMadeSetuidRunsAsTheAppDoes() {
    assertThat(user).isEqualTo(owner);
  }

  @Test
  void whatTheHostOffersOnItsNetworkIsReached() {
    assertThat(reached).isTrue();
  }

  @Test
  void noKeyIsInTheImagesHistory() {
    assertThat(history)
        .contains("COPY")
        .doesNotContain(TaskHarness.AUTHENTICATOR, Surroundings.SECRET);
  }
}
