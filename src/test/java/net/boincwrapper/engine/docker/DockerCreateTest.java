package net.boincwrapper.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.dockerjava.core.DockerClientConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.ContainerPlan.Bind;
import net.boincwrapper.engine.ContainerPlan.PublishedPort;
import net.boincwrapper.engine.ContainerPlan.TmpfsMount;
import net.boincwrapper.engine.Devices;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.job.Job.Ulimit;
import net.boincwrapper.plan.SamplePlans;
import net.boincwrapper.plan.TaskFixture;
import org.junit.jupiter.api.Test;

class DockerCreateTest {
  private static final ObjectMapper MAPPER = DockerClientConfig.getDefaultObjectMapper();

  private static JsonNode body(ContainerPlan plan) {
    return DockerCreate.body(plan, true);
  }

  /** What is set, without empty collections. */
  private static JsonNode said(JsonNode body) throws IOException {
    JsonNode copy = MAPPER.readTree(body.toString());
    prune(copy);
    return copy;
  }

  private static void prune(JsonNode node) {
    node.forEach(DockerCreateTest::prune);
    for (var fields = node.elements(); fields.hasNext(); ) {
      JsonNode value = fields.next();
      if (value.isNull() || (value.isContainerNode() && value.isEmpty())) {
        fields.remove();
      }
    }
  }

  @Test
  void theWholePlanReachesTheEngine() throws IOException {
    ContainerPlan plan =
        new ContainerPlan(
            "boinc__proj__wu_1_0",
            "sha256:0123",
            "1000:1001",
            "/app",
            Optional.of(List.of("/app/run", "--fast")),
            new TreeMap<>(Map.of("ARGS", "--seed 7", "BOINC_NCPUS", "2")),
            Map.of("net.boincwrapper.result", "wu_1_0"),
            List.of(
                new Bind("/slots/0", "/app", false),
                new Bind("/projects/p", "/project", true),
                new TmpfsMount("/app/.docker_wrapper", OptionalLong.empty(), 0700, false),
                new TmpfsMount("/scratch", OptionalLong.of(1L << 30), 01777, true)),
            "boincw",
            List.of(
                new PublishedPort(OptionalInt.of(8080), 80, "tcp"),
                new PublishedPort(OptionalInt.empty(), 5353, "udp")),
            Devices.requested("0"),
            OptionalLong.of(2L << 30),
            OptionalLong.of(64L << 20),
            Optional.of(1.5),
            64,
            1024,
            Map.of("nofile", new Ulimit(1024, -1)),
            Optional.of("SIGINT"),
            45,
            Optional.of("sim"),
            true,
            false,
            Engine.Kind.DOCKER);

    assertThat(said(body(plan)))
        .isEqualTo(
            MAPPER.readTree(
                """
                {
                  "Hostname": "sim",
                  "User": "1000:1001",
                  "Env": ["ARGS=--seed 7", "BOINC_NCPUS=2"],
                  "Healthcheck": {"Test": ["NONE"]},
                  "Entrypoint": ["/app/run", "--fast"],
                  "Image": "sha256:0123",
                  "WorkingDir": "/app",
                  "StopSignal": "SIGINT",
                  "StopTimeout": 45,
                  "Labels": {"net.boincwrapper.result": "wu_1_0"},
                  "HostConfig": {
                    "CapDrop": ["ALL"],
                    "CpuShares": 64,
                    "LogConfig": {
                      "Type": "json-file",
                      "Config": {"max-size": "5m", "max-file": "2"}
                    },
                    "Memory": 2147483648,
                    "MemorySwap": 2147483648,
                    "NetworkMode": "boincw",
                    "PortBindings": {
                      "80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "8080"}],
                      "5353/udp": [{"HostIp": "127.0.0.1", "HostPort": ""}]
                    },
                    "ReadonlyRootfs": true,
                    "RestartPolicy": {"MaximumRetryCount": 0, "Name": ""},
                    "Ulimits": [{"Name": "nofile", "Soft": 1024, "Hard": -1}],
                    "PidsLimit": 1024,
                    "DeviceRequests": [{"DeviceIDs": ["0"], "Capabilities": [["gpu"]]}],
                    "Init": true,
                    "NanoCpus": 1500000000,
                    "SecurityOpt": ["no-new-privileges"],
                    "ShmSize": 67108864,
                    "Mounts": [
                      {"Type": "bind", "Source": "/slots/0", "Target": "/app",
                       "ReadOnly": false},
                      {"Type": "bind", "Source": "/projects/p", "Target": "/project",
                       "ReadOnly": true},
                      {"Type": "tmpfs", "Target": "/app/.docker_wrapper",
                       "TmpfsOptions": {"Mode": 448}}
                    ],
                    "Tmpfs": {"/scratch": "exec,nosuid,nodev,size=1073741824,mode=1777"}
                  }
                }
                """));
    assertThat(body(plan).path("ExposedPorts").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("80/tcp", "5353/udp");
  }

  /**
   * An engine that labels its containers would keep them from the slot. The other way, to give the
   * files the container's label, would keep others from them.
   */
  @Test
  void onASelinuxHostTheContainerIsWithoutALabelAndNoFileGetsOne() {
    for (Engine.Kind kind : Engine.Kind.values()) {
      TaskFixture task = new TaskFixture();
      task.onSelinux(kind);
      JsonNode host = body(task.plan()).path("HostConfig");

      assertThat(texts(host.path("SecurityOpt")))
          .containsExactly("no-new-privileges", "label=disable");
      assertThat(host.path("Mounts").toString() + host.path("Binds"))
          .contains("/app")
          .doesNotContain(":z", ":Z", ",z", ",Z", "elabel");
    }
  }

  /** Podman's configuration may say otherwise, and the slot's files would belong to others. */
  @Test
  void onPodmanRootInsideIsTheVolunteersUserWhateverItsConfigurationSays() {
    ContainerPlan plan = SamplePlans.plan("c", List.of("true"), List.of(), "none");

    assertThat(body(SamplePlans.on(Engine.Kind.PODMAN, plan)).at("/HostConfig/UsernsMode"))
        .isEqualTo(new TextNode("host"));
    assertThat(
            body(SamplePlans.on(Engine.Kind.DOCKER, plan))
                .at("/HostConfig/UsernsMode")
                .isMissingNode())
        .isTrue();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** Docker refuses the word, and Podman copies what lies beneath without it. */
  @Test
  void onPodmanWhatIsInMemoryIsToldToBeEmpty() {
    List<ContainerPlan.Mount> mounts =
        List.of(
            new TmpfsMount("/app/.docker_wrapper", OptionalLong.of(4096), 0555, false),
            new TmpfsMount("/scratch", OptionalLong.empty(), 01777, true));
    ContainerPlan plan = SamplePlans.plan("c", List.of("true"), mounts, "none");

    JsonNode podman = body(SamplePlans.on(Engine.Kind.PODMAN, plan)).path("HostConfig");
    assertThat(podman.path("Mounts")).isEmpty();
    assertThat(podman.path("Tmpfs").path("/app/.docker_wrapper").asText())
        .isEqualTo("noexec,nosuid,nodev,size=4096,mode=555,notmpcopyup");
    assertThat(podman.path("Tmpfs").path("/scratch").asText())
        .isEqualTo("exec,nosuid,nodev,mode=1777,notmpcopyup");
    assertThat(body(plan).toString()).doesNotContain("tmpcopyup");
  }

  /** Podman takes a mount apart at its commas: this one would be the host's root. */
  @Test
  void onPodmanACommaInAPathNamesNoOtherSource() {
    Bind evil = new Bind("/slots/0/in,source=/", "/data", true);
    ContainerPlan plan = SamplePlans.plan("c", List.of("true"), List.of(evil), "none");

    JsonNode podman = body(SamplePlans.on(Engine.Kind.PODMAN, plan)).path("HostConfig");

    assertThat(podman.path("Mounts")).isEmpty();
    assertThat(podman.path("Binds")).hasToString("[\"/slots/0/in,source=/:/data:ro\"]");
  }

  @Test
  void whatThePlanLeavesOpenIsLeftToImageAndEngine() throws IOException {
    JsonNode said = said(body(SamplePlans.of(SamplePlans.script("c", "true"), "image")));

    assertThat(said.path("HostConfig").path("Memory").asLong()).isEqualTo(256L << 20);
    assertThat(said.has("StopSignal")).isFalse();
    assertThat(said.has("Hostname")).isFalse();
    assertThat(said.path("HostConfig").has("NanoCpus")).isFalse();
    assertThat(said.path("HostConfig").has("ShmSize")).isFalse();
    assertThat(said.path("HostConfig").has("DeviceRequests")).isFalse();
    assertThat(said.path("HostConfig").has("Tmpfs")).isFalse();
  }

  @Test
  void anEmptyEntrypointIsNotTheSameAsNone() {
    ContainerPlan none = SamplePlans.plan("c", List.of(), List.of(), "none");

    assertThat(body(none).path("Entrypoint")).isEmpty();
    assertThat(body(none).path("Entrypoint").isArray()).isTrue();
  }

  private static JsonNode host(Devices devices) {
    ContainerPlan plan = SamplePlans.with(SamplePlans.script("gpu", "true"), devices);
    return DockerCreate.body(plan, true).path("HostConfig");
  }

  @Test
  void aDeviceOfASpecificationIsRequestedByItsName() {
    assertThat(host(Devices.byCdi("nvidia.com/gpu=1")).path("DeviceRequests"))
        .hasToString("[{\"Driver\":\"cdi\",\"DeviceIDs\":[\"nvidia.com/gpu=1\"]}]");
  }

  @Test
  void aDeviceFileIsGivenWithItsGroup() {
    JsonNode host = host(Devices.ofNodes(List.of("/dev/kfd"), List.of("105")));
    assertThat(host.path("Devices"))
        .hasToString(
            "[{\"PathOnHost\":\"/dev/kfd\",\"PathInContainer\":\"/dev/kfd\","
                + "\"CgroupPermissions\":\"rw\"}]");
    assertThat(host.path("GroupAdd")).hasToString("[\"105\"]");
    assertThat(host.has("DeviceRequests")).isFalse();
  }

  @Test
  void podmanKeepsTheUsersGroupsByAnAnnotation() {
    JsonNode host = host(Devices.ofNodes(List.of("/dev/kfd"), List.of(Devices.OF_THE_USER)));
    assertThat(host.path("Annotations")).hasToString("{\"run.oci.keep_original_groups\":\"1\"}");
    assertThat(host.has("GroupAdd")).isFalse();
  }
}
