package net.boincwrapper.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.engine.Engine.Kind;
import net.boincwrapper.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineFinderTest {
  private static final Path DOCKER = Path.of("/var/run/docker.sock");
  private static final Path PODMAN = Path.of("/run/podman/podman.sock");

  private static EngineFinder finder(Map<String, String> environment, Kind preferred) {
    return new EngineFinder(environment, 1000, Optional.ofNullable(preferred));
  }

  private static Path find(Map<String, String> environment, Kind preferred, Path... answering)
      throws EngineException {
    return finder(environment, preferred).first(List.of(answering)::contains).orElse(null);
  }

  @Test
  void theUsualDockerIsFoundFirst() throws EngineException {
    assertThat(find(Map.of(), null, PODMAN, DOCKER)).isEqualTo(DOCKER);
  }

  @Test
  void theClientsChoiceIsTriedFirst() throws EngineException {
    assertThat(find(Map.of(), Kind.PODMAN, PODMAN, DOCKER)).isEqualTo(PODMAN);
    assertThat(find(Map.of(), Kind.DOCKER, PODMAN, DOCKER)).isEqualTo(DOCKER);
    assertThat(find(Map.of(), Kind.DOCKER, PODMAN)).isEqualTo(PODMAN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "relative"})
  void aRuntimeDirectoryThatIsNoAbsolutePathIsNone(String directory) throws EngineException {
    Path usual = Path.of("/run/user/1000/docker.sock");

    assertThat(find(Map.of("XDG_RUNTIME_DIR", directory), null, usual, Path.of("docker.sock")))
        .isEqualTo(usual);
  }

  @Test
  void forAClientThatHasFoundPodmanItsProgramComesBeforeDockersSocket() throws EngineException {
    EngineFinder finder = finder(Map.of(), Kind.PODMAN);

    assertThat(finder.first(DOCKER::equals)).isEmpty();
    assertThat(finder.last(DOCKER::equals)).contains(DOCKER);
    assertThat(finder.mayStartPodman(everything -> true)).isTrue();
  }

  @Test
  void withoutAWordOfTheClientsPodmansProgramComesLast() throws EngineException {
    EngineFinder finder = finder(Map.of(), null);

    assertThat(finder.first(nothing -> false)).isEmpty();
    assertThat(finder.last(everything -> true)).isEmpty();
    assertThat(finder.mayStartPodman(DOCKER::equals)).isTrue();
  }

  @Test
  void aTaskOnDockerDoesNotMoveToPodmanWhileTheDaemonIsAway() {
    EngineFinder finder = finder(Map.of(), Kind.DOCKER);

    assertThat(finder.mayStartPodman(DOCKER::equals)).isFalse();
    assertThat(finder.awayFor()).hasMessageContaining("systemctl start docker");
    assertThat(finder.mayStartPodman(nothing -> false)).isTrue();
  }

  @Test
  void aUsersOwnEngineIsFound() throws EngineException {
    Path rootless = Path.of("/run/user/1000/docker.sock");
    Path elsewhere = Path.of("/tmp/run/podman/podman.sock");

    assertThat(find(Map.of(), null, rootless)).isEqualTo(rootless);
    assertThat(find(Map.of("XDG_RUNTIME_DIR", "/tmp/run"), null, elsewhere)).isEqualTo(elsewhere);
  }

  @Test
  void theEnvironmentNamesTheEngineWhetherItAnswersOrNot() throws EngineException {
    Map<String, String> both =
        Map.of("DOCKER_HOST", "unix:///d.sock", "CONTAINER_HOST", "unix:///c.sock");

    assertThat(find(both, null, DOCKER)).isEqualTo(Path.of("/d.sock"));
    assertThat(find(both, Kind.PODMAN, DOCKER)).isEqualTo(Path.of("/c.sock"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://10.0.0.1:2375", "ssh://host", "unix://relative", "/run/d.sock"})
  void whatIsNoUnixSocketIsRefusedWithTheReason(String host) {
    assertThatThrownBy(() -> find(Map.of("DOCKER_HOST", host), null, DOCKER))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.FINAL))
        .hasMessageContaining("DOCKER_HOST=" + host)
        .hasMessageContaining("mount the slot");
  }

  @Test
  void whereNoneAnswersEveryPlaceIsNamed() {
    EngineException nothing = finder(Map.of(), null).noneAnswers();

    assertThat(nothing.kind()).isEqualTo(EngineException.Kind.UNREACHABLE);
    assertThat(nothing)
        .hasMessageContaining(DOCKER.toString())
        .hasMessageContaining(PODMAN.toString())
        .hasMessageContaining("no program podman")
        .hasMessageContaining("DOCKER_HOST");
  }
}
