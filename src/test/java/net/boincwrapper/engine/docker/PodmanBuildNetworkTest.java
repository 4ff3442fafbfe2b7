package net.boincwrapper.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Dockerfile does not get the host's network, where Podman can give it another. */
class PodmanBuildNetworkTest {
  private final ObjectNode info = JsonNodeFactory.instance.objectNode();
  private final ObjectNode host = info.putObject("host");

  private void version(String version) {
    info.putObject("version").put("Version", version);
  }

  private void rootless(boolean rootless) {
    host.putObject("security").put("rootless", rootless);
  }

  private void program(String name, String path) {
    host.putObject(name).put("executable", path);
  }

  private static void assertIsNotTheHosts(Map<String, String> parameters) throws IOException {
    var options = new ObjectMapper().readTree(parameters.get("nsoptions"));
    assertThat(options).hasSize(1);
    assertThat(options.get(0).get("Name").asText()).isEqualTo("network");
    assertThat(options.get(0).get("Host").asBoolean(true)).isFalse();
  }

  @Test
  void rootsPodmanHasOneOfItsOwn() throws IOException {
    rootless(false);
    program("slirp4netns", "");

    Map<String, String> parameters = PodmanBuildNetwork.parameters(info, false);

    assertIsNotTheHosts(parameters);
    assertThat(parameters).doesNotContainKey("networkmode");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slirp4netns", "pasta"})
  void aUsersPodmanHasOneWhereAProgramMakesIt(String name) throws IOException {
    rootless(true);
    version("5.4.2");
    program("slirp4netns", "");
    program(name, "/usr/bin/" + name);

    assertIsNotTheHosts(PodmanBuildNetwork.parameters(info, true));
    assertThat(PodmanBuildNetwork.parameters(info, true)).doesNotContainKey("networkmode");
    assertThat(PodmanBuildNetwork.parameters(info, false))
        .as("without the device")
        .containsEntry("networkmode", "NetworkDisabled");
  }

  /** It would fail at each step, and a build that cannot download is of little use. */
  @Test
  void aUsersPodmanThatCannotMakeOneKeepsTheHosts() {
    rootless(true);
    version("4.3.1");
    program("slirp4netns", "/usr/bin/slirp4netns");

    assertThat(PodmanBuildNetwork.parameters(info, true)).isEmpty();
    assertThat(PodmanBuildNetwork.parameters(info, false))
        .containsEntry("networkmode", "NetworkDisabled");
  }

  @Test
  void andNoneWhereNothingDoes() throws IOException {
    rootless(true);
    program("slirp4netns", "");

    Map<String, String> parameters = PodmanBuildNetwork.parameters(info, true);

    assertIsNotTheHosts(parameters);
    assertThat(parameters).containsEntry("networkmode", "NetworkDisabled");
  }
}
