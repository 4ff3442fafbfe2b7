package net.boincwrapper.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.cli.OutputSchemaCheck;
import net.boincwrapper.cli.Snapshot;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.Kind;
import net.boincwrapper.engine.EngineAbilities;
import net.boincwrapper.engine.EngineAbilities.Limit;
import net.boincwrapper.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineReportTest {
  private static final boolean ROOTLESS = true;
  private static final Set<Limit> ALL = Set.of(Limit.values());

  private final Path root = Jimfs.newFileSystem(Configuration.unix()).getPath("/");

  private static EngineInfo engine(
      Kind kind, String version, boolean rootless, String driver, EngineAbilities abilities) {
    return new EngineInfo(
        kind, version, "", rootless, 2, driver, 2, 1, List.of(), abilities, "x86_64");
  }

  private static EngineInfo docker(Set<Limit> limits, boolean remaps) {
    return engine(
        Kind.DOCKER,
        "28.5.2",
        !ROOTLESS,
        "systemd",
        new EngineAbilities(
            "1.51", storage("overlayfs"), limits, remaps, false, "runc", List.of("/etc/cdi")));
  }

  private static EngineAbilities.Storage storage(String driver) {
    return new EngineAbilities.Storage(driver, "", "/var/lib/containers");
  }

  private static EngineInfo podman(String driver, Set<Limit> limits, List<String> cdi) {
    return engine(
        Kind.PODMAN,
        "5.4.2",
        ROOTLESS,
        driver,
        new EngineAbilities("1.41", storage("overlay"), limits, false, false, "crun", cdi));
  }

  private static final Optional<String> CURE_OF_LIMITS =
      Optional.of("a systemd of the user's own gives limits; as root: loginctl …");

  private EngineReport report(EngineInfo info, Optional<String> lackOfIds) {
    Path socket = root.resolve("run/engine.sock");
    return new EngineReport(
        Optional.empty(),
        socket,
        Optional.empty(),
        info.kind() == Kind.PODMAN,
        info,
        new EngineSurvey(info, root, lackOfIds, CURE_OF_LIMITS).abilities());
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static String text(EngineReport report) {
    return EngineText.of(report, Colours.NONE);
  }

  @Test
  void anEngineThatLacksNothingIsTold() throws IOException {
    write("etc/cdi/nvidia.yaml", "kind: nvidia.com/gpu\ndevices:\n- name: \"0\"\n");
    EngineReport report = report(docker(ALL, false), Optional.empty());

    Snapshot.matches("engine-docker.txt", text(report));
    OutputSchemaCheck.holds("engine", EngineJson.of(report));
    assertThat(report.isUsable()).isTrue();
  }

  @Test
  void aPodmanOfAUserWithoutAnythingIsToldWithEachCure() throws IOException {
    write("proc/driver/nvidia/version", "");
    EngineReport report =
        report(
            podman("cgroupfs", Set.of(), List.of("/etc/cdi")),
            Optional.of("boinc has no ids for the other users of an image; as root: usermod …"));

    Snapshot.matches("engine-podman.txt", text(report));
    OutputSchemaCheck.holds("engine", EngineJson.of(report));
  }

  @Test
  void aPodmanOfAUserWithAManagerLacksOneController() throws IOException {
    write("usr/bin/catatonit", "");
    EngineReport report =
        report(podman("systemd", Set.of(Limit.MEMORY, Limit.PIDS), List.of()), Optional.empty());

    assertThat(text(report))
        .contains("memory, processes; kept by the task itself as far as it can: CPU")
        .contains("as root: loginctl …")
        .contains("the engine pauses the container")
        .doesNotContain("catatonit;");
  }

  @Test
  void anEngineThatRemapsUsersIsNoneForTasks() throws IOException {
    EngineReport report = report(docker(ALL, true), Optional.empty());

    assertThat(report.isUsable()).isFalse();
    assertThat(text(report))
        .contains("none may run on it")
        .contains("Missing\n  tasks            this Docker gives")
        .contains("remove userns-remap");
    OutputSchemaCheck.holds("engine", EngineJson.of(report));
  }

  @Test
  void aHostWithAmdsGpusIsTold() throws IOException {
    write("sys/class/kfd/kfd/topology/nodes/1/properties", "drm_render_minor 128\n");
    assertThat(text(report(docker(ALL, false), Optional.empty())))
        .contains("Missing\n  AMD's GPUs       there is no /dev/kfd");
  }

  private ClientDirectory client(String state) throws IOException {
    write("data/client_state.xml", "<client_state>\n<host_info>\n" + state + "</host_info>\n");
    return ClientDirectory.read(root.resolve("data"));
  }

  @ParameterizedTest
  @CsvSource({"1, DOCKER, Docker", "2, PODMAN, Podman", "0,, no engine", "'',, no engine"})
  void theTasksOfAClientGoByWhatItHasFound(String type, Kind found, String words)
      throws IOException {
    String line = type.isEmpty() ? "" : "    <docker_type>" + type + "</docker_type>\n";
    ClientDirectory client = client("    <p_ncpus>4</p_ncpus>\n" + line);
    EngineReport one = report(docker(ALL, false), Optional.empty());
    EngineReport report =
        new EngineReport(
            Optional.of(client),
            one.socket(),
            one.variable(),
            one.started(),
            one.info(),
            one.abilities());

    assertThat(client.found()).isEqualTo(Optional.ofNullable(found));
    assertThat(client.podman()).hasToString("/data/docker_wrapper/podman");
    assertThat(text(report)).contains("for tasks in     /data, whose client has found " + words);
    OutputSchemaCheck.holds("engine", EngineJson.of(report));
  }

  @Test
  void aClientTellsItsVersion() throws IOException {
    assertThat(client("").version()).isEmpty();
    assertThat(
            client(
                    "<core_client_major_version>8</core_client_major_version>\n"
                        + "<core_client_minor_version>2</core_client_minor_version>\n"
                        + "<core_client_release>15</core_client_release>\n")
                .version())
        .contains("8.2.15");
    Files.createDirectories(root.resolve("var/lib/boinc"));
    assertThat(ClientDirectory.usual(root)).contains(root.resolve("var/lib/boinc"));
    assertThat(ClientDirectory.usual(root.resolve("data"))).isEmpty();
  }

  @Test
  void theTasksOfAnotherUserAreNotAskedFor() throws IOException {
    FileSystem files =
        Jimfs.newFileSystem(Configuration.unix().toBuilder().setAttributeViews("posix").build());
    Path data = Files.createDirectories(files.getPath("/data"));
    Path self = Files.createDirectories(files.getPath("/proc/self"));
    ClientDirectory client = ClientDirectory.read(data);
    assertThat(client.otherUser(self)).isEmpty();

    Files.setOwner(data, files.getUserPrincipalLookupService().lookupPrincipalByName("boinc"));
    assertThat(client.otherUser(self)).contains("boinc");
    assertThat(ClientUnit.command("docker-wrapper", data)).doesNotContain("\n");
  }

  @Test
  void whereAClientIsInstalledItsUnitIsNamed() throws IOException {
    assertThat(ClientUnit.hint(root, Optional.empty())).isEmpty();
    Files.createDirectories(root.resolve("var/lib/boinc"));
    assertThat(ClientUnit.hint(root, Optional.empty()))
        .get(STRING)
        .contains("systemctl show boinc-client --property=User,")
        .contains("docker-wrapper dry-run --engine --data-dir /var/lib/boinc'");
    assertThat(ClientUnit.hint(root, Optional.of(client(""))))
        .get(STRING)
        .contains("--data-dir /data'");
    write("proc/self/cgroup", "0::/user.slice/user-0.slice/session-1.scope\n");
    assertThat(ClientUnit.hint(root, Optional.empty())).isPresent();
    write("proc/self/cgroup", "0::/system.slice/run-u12.service\n");
    assertThat(ClientUnit.hint(root, Optional.empty())).isEmpty();
  }

  @Test
  @Timeout(60)
  void withoutAnEngineThatIsSaid() {
    Map<String, String> environment = Map.of("DOCKER_HOST", "unix:///nowhere/engine.sock");
    assertThatThrownBy(() -> EngineReport.ofThisHost(environment))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("there is no engine at /nowhere/engine.sock");
  }
}
