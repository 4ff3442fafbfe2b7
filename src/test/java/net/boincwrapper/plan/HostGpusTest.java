package net.boincwrapper.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.engine.Devices;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.EngineAbilities;
import net.boincwrapper.engine.EngineAbilities.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host gives of its GPUs, and what it lacks. */
class HostGpusTest {
  private static final boolean ROOTLESS = true;
  private static final String SLOW = "GPU-a0a0a0a0-0000-1111-2222-333333333333";
  private static final String FAST = "GPU-b1b1b1b1-0000-1111-2222-333333333333";
  private static final List<String> LOOKED_AT = List.of("/etc/cdi", "/var/run/cdi");

  private final Path root =
      Jimfs.newFileSystem(
              Configuration.unix().toBuilder()
                  .setAttributeViews("basic", "owner", "posix", "unix")
                  .build())
          .getPath("/");

  private static EngineInfo engine(
      Engine.Kind kind, String version, boolean rootless, List<String> cdi, String... runtimes) {
    return new EngineInfo(
        kind,
        version,
        "",
        rootless,
        2,
        "systemd",
        2,
        1,
        List.of(runtimes),
        new EngineAbilities(
            "", EngineAbilities.Storage.UNKNOWN, Set.of(Limit.values()), false, false, "crun", cdi),
        "x86_64");
  }

  private static EngineInfo docker(List<String> cdi, String... runtimes) {
    return engine(Engine.Kind.DOCKER, "28.5.2", !ROOTLESS, cdi, runtimes);
  }

  private static EngineInfo podman(String version, List<String> cdi) {
    return engine(Engine.Kind.PODMAN, version, ROOTLESS, cdi);
  }

  private Path write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  private void specify() throws IOException {
    write("etc/cdi/other.json", "{\"kind\":\"vendor.test/gpu\",\"devices\":[{\"name\":\"7\"}]}");
    write(
        "var/run/cdi/nvidia.yaml",
        """
        cdiVersion: 0.5.0
        kind: nvidia.com/gpu
        devices:
        - name: "0"
          containerEdits:
            deviceNodes:
            - path: /dev/nvidia0
            hooks:
            - hookName: createContainer
        - name: 1
        """);
  }

  private GpuOffer nvidia(EngineInfo engine, int number) {
    return new NvidiaGpus(engine, root)
        .number(number, NvidiaCards.of(root, Optional.of(root.resolve("data"))));
  }

  /** A card at a place on the PCI bus, whose bus has the number in decimal, too. */
  private void card(String place, String model, String uuid) throws IOException {
    write(
        "proc/driver/nvidia/gpus/" + place + "/information",
        """
        Model: \t\t %s
        IRQ:   \t\t 131
        GPU UUID: \t %s
        Bus Location: \t %s
        Device Minor: \t 0
        """
            .formatted(model, uuid, place));
  }

  /** The client found the cards of these buses, in this order. */
  private void clientFound(int... buses) throws IOException {
    StringBuilder text = new StringBuilder("    <coprocs>\n    <have_cuda>1</have_cuda>\n");
    for (int bus : buses) {
      text.append("<coproc_cuda>\n   <count>1</count>\n   <name>card ")
          .append(bus)
          .append("</name>\n   <coproc_opencl>\n      <name>card</name>\n   </coproc_opencl>\n")
          .append("<pci_info>\n   <bus_id>")
          .append(bus)
          .append("</bus_id>\n   <device_id>0</device_id>\n   <domain_id>0</domain_id>\n")
          .append("</pci_info>\n</coproc_cuda>\n");
    }
    write("data/coproc_info.xml", text + "    </coprocs>\n");
  }

  private void twoUnlikeCards() throws IOException {
    card("0000:01:00.0", "NVIDIA GeForce GT 1030", SLOW);
    card("0000:0a:00.0", "NVIDIA GeForce RTX 4090", FAST);
  }

  @Test
  void theClientsNumberIsMappedToTheCardThatItMeans() throws IOException {
    twoUnlikeCards();
    clientFound(10, 1); // CUDA begins with the fastest

    assertThat(nvidia(docker(List.of()), 0).devices()).isEqualTo(Devices.requested(FAST));
    assertThat(nvidia(docker(List.of()), 1).devices()).isEqualTo(Devices.requested(SLOW));
    assertThat(nvidia(docker(List.of()), 1).doubt()).isEmpty();
    specify();
    assertThat(nvidia(podman("5.4.2", LOOKED_AT), 0).devices())
        .isEqualTo(Devices.byCdi("nvidia.com/gpu=1"));
    write(
        "etc/cdi/b.json",
        "{\"kind\":\"nvidia.com/gpu\",\"devices\":[{\"name\":\"" + FAST + "\"}]}");
    assertThat(nvidia(podman("5.4.2", LOOKED_AT), 0).devices())
        .isEqualTo(Devices.byCdi("nvidia.com/gpu=" + FAST));
  }

  @Test
  void whereNobodyKnowsWhichOfUnlikeCardsIsMeantThatIsSaid() throws IOException {
    twoUnlikeCards();

    GpuOffer offer = nvidia(docker(List.of()), 1);
    assertThat(offer.devices()).isEqualTo(Devices.requested("1"));
    assertThat(offer.doubt()).get(STRING).contains("CUDA_DEVICE_ORDER=PCI_BUS_ID");
    clientFound(10, 7); // another host's, or old
    assertThat(nvidia(docker(List.of()), 1).doubt()).isPresent();
  }

  @Test
  void whereTheDriverTellsNothingTheClientsNamesTellWhetherItMatters() throws IOException {
    clientFound(10, 7);
    assertThat(nvidia(docker(List.of()), 1).doubt()).isPresent();
    clientFound(7, 7);
    assertThat(nvidia(docker(List.of()), 1).doubt()).isEmpty();
  }

  @Test
  void amongCardsThatAreAlikeNoneIsAWrongOne() throws IOException {
    card("0000:01:00.0", "NVIDIA L4", SLOW);
    card("0000:0a:00.0", "NVIDIA L4", FAST);
    assertThat(nvidia(docker(List.of()), 1).doubt()).isEmpty();
  }

  @Test
  void theOnlyCardKeepsItsNumber() throws IOException {
    card("0000:01:00.0", "NVIDIA L4", SLOW);
    clientFound(1);
    assertThat(nvidia(docker(List.of()), 0).devices()).isEqualTo(Devices.requested("0"));
  }

  @Test
  void dockerIsAskedInItsOwnWayWhereNothingElseIsSeen() {
    GpuOffer offer = nvidia(docker(List.of()), 2);
    assertThat(offer.devices()).isEqualTo(Devices.requested("2"));
    assertThat(offer.lack()).isEmpty();
    assertThat(offer.hint()).contains("NVIDIA's container toolkit");
  }

  @Test
  void dockerLooksUpTheDeviceWhereItsToolkitIsNotConfigured() throws IOException {
    specify();
    assertThat(nvidia(docker(LOOKED_AT), 1).devices()).isEqualTo(Devices.byCdi("nvidia.com/gpu=1"));
    assertThat(nvidia(docker(LOOKED_AT), 2).devices()).isEqualTo(Devices.requested("2"));
    assertThat(nvidia(docker(LOOKED_AT, "nvidia"), 1).devices()).isEqualTo(Devices.requested("1"));
    assertThat(nvidia(docker(List.of()), 1).devices()).isEqualTo(Devices.requested("1"));

    write("usr/bin/nvidia-container-runtime-hook", "");
    assertThat(nvidia(docker(LOOKED_AT), 1).devices()).isEqualTo(Devices.requested("1"));
  }

  @Test
  void podmanLooksUpTheDeviceOrTheCommandIsNamed() throws IOException {
    assertThat(nvidia(podman("5.4.2", LOOKED_AT), 0).lack())
        .get(STRING)
        .contains("nvidia.com/gpu=0 in /etc/cdi, /var/run/cdi")
        .contains("nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml");
    specify();
    assertThat(nvidia(podman("5.4.2", LOOKED_AT), 0).devices())
        .isEqualTo(Devices.byCdi("nvidia.com/gpu=0"));
    assertThat(nvidia(podman("5.4.2", LOOKED_AT), 7).lack()).isPresent();
  }

  @Test
  void aPodmanThatCannotBeAskedIsNamed() throws IOException {
    specify();
    assertThat(nvidia(podman("4.3.1", List.of()), 0).lack())
        .get(STRING)
        .contains("Podman 4.3.1")
        .contains("5.4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\": \"nvidia.com/gpu\", \"devices\": [{\"name\": \"GPU-5:1\"}]}",
        "{kind: nvidia.com/gpu, devices: [{name: GPU-5:1}]}",
        "devices:\n  - containerEdits: {}\n    name: 'GPU-5:1'\nkind: 'nvidia.com/gpu'\n"
      })
  void aSpecificationIsYamlOrJson(String text) throws IOException {
    Path file = write("etc/cdi/a.json", text);
    assertThat(CdiSpecifications.devices(List.of(file.getParent()), "nvidia.com/gpu"))
        .containsExactly("nvidia.com/gpu=GPU-5:1");
  }

  private void amd(String node, int minor) throws IOException {
    write(
        "sys/class/kfd/kfd/topology/nodes/" + node + "/properties",
        "cpu_cores_count 0\ndrm_render_minor " + minor + "\n");
  }

  private void device(String path, String permissions) throws IOException {
    Files.setPosixFilePermissions(write(path, ""), PosixFilePermissions.fromString(permissions));
  }

  private void twoOfAmd(String permissions) throws IOException {
    amd("0", 0); // the processor
    amd("10", 128);
    amd("2", 129);
    device("dev/kfd", "rw-rw-rw-");
    device("dev/dri/renderD128", permissions);
    device("dev/dri/renderD129", permissions);
  }

  private GpuOffer amd(EngineInfo engine, int number) {
    return new AmdGpus(engine, root).number(number);
  }

  @Test
  void ofAmdsGpusOnlyTheAssignedOneIsGivenWithItsGroup() throws IOException {
    twoOfAmd("rw-rw----");
    Object group = Files.getAttribute(root.resolve("dev/dri/renderD128"), "unix:gid");

    assertThat(amd(docker(List.of()), 0).devices())
        .isEqualTo(
            Devices.ofNodes(List.of("/dev/kfd", "/dev/dri/renderD129"), List.of("" + group)));
    assertThat(amd(docker(List.of()), 1).devices().nodes())
        .containsExactly("/dev/kfd", "/dev/dri/renderD128");
    assertThat(amd(docker(List.of()), 2).lack()).get(STRING).contains("the kernel knows 2");
  }

  @Test
  void whoeverMayUseAllNeedsNoGroup() throws IOException {
    twoOfAmd("rw-rw-rw-");
    assertThat(amd(podman("4.3.1", List.of()), 0).devices().groups()).isEmpty();
    assertThat(amd(docker(List.of()), 0).devices().groups()).isEmpty();
  }

  @Test
  void aRootlessPodmanKeepsTheUsersGroups() throws IOException {
    twoOfAmd("rw-rw----");
    assertThat(amd(podman("5.4.2", List.of()), 0).devices().groups())
        .containsExactly(Devices.OF_THE_USER);
    assertThat(amd(podman("4.3.1", List.of()), 0).lack()).get(STRING).contains("0666");
  }

  @Test
  void withoutTheDriverThatIsSaid() {
    assertThat(amd(docker(List.of()), 0).lack()).get(STRING).contains("there is no /dev/kfd");
  }
}
