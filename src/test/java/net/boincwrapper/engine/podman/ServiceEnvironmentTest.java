package net.boincwrapper.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceEnvironmentTest {
  private static final int USER = 996;

  private final FileSystem files = Jimfs.newFileSystem(FakeHost.LINUX);
  private final ServicePlace place = FakeHost.place(files, "/boinc/docker_wrapper/podman", USER);
  private final String ours = "/dev/shm/docker-wrapper-996";

  @BeforeEach
  void aHostWithoutASession() throws IOException {
    FakeHost.make(files);
    FakeHost.own(files, place.directory().toString(), FakeHost.ME);
  }

  private Map<String, String> of(Map<String, String> environment) throws IOException {
    return of(place, environment);
  }

  private static Map<String, String> of(ServicePlace place, Map<String, String> environment)
      throws IOException {
    Map<String, String> its = new ServiceEnvironment(place).of(environment);
    assertThat(its.remove("DISABLE_HC_SYSTEMD"))
        .as("no timers for health checks")
        .isEqualTo("true");
    return its;
  }

  private String directoryOf(Map<String, String> environment) throws IOException {
    return of(environment).get("XDG_RUNTIME_DIR");
  }

  @Test
  void theOneThatIsNamedIsUsed() throws IOException {
    FakeHost.own(files, "/run/user/996", FakeHost.ME);

    assertThat(directoryOf(Map.of("XDG_RUNTIME_DIR", "/run/user/996"))).isEqualTo("/run/user/996");
  }

  @Test
  void oneOfAnotherUsersIsNot() throws IOException {
    FakeHost.own(files, "/run/user/1000", FakeHost.SOMEBODY_ELSE);

    assertThat(of(Map.of("XDG_RUNTIME_DIR", "/run/user/1000")))
        .doesNotContainKey("XDG_RUNTIME_DIR");
  }

  @Test
  void whereThereIsNonePodmanLooksForItselfAsTheClientsOwnDoes() throws IOException {
    assertThat(of(Map.of())).isEmpty();
    FakeHost.own(files, "/tmp/podman-run-996", FakeHost.ME);
    assertThat(of(Map.of())).isEmpty();
  }

  @Test
  void ifPodmanWouldFindNoneItGetsOurs() throws IOException {
    FakeHost.own(files, "/tmp/storage-run-996", FakeHost.SOMEBODY_ELSE);

    assertThat(directoryOf(Map.of())).isEqualTo(ours);
    assertThat(Files.getPosixFilePermissions(place.runtime()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void butNotWhileTheUserHasASession() throws IOException {
    FakeHost.own(files, "/tmp/storage-run-996", FakeHost.SOMEBODY_ELSE);
    FakeHost.own(files, "/run/user/996", FakeHost.ME);

    assertThat(of(Map.of())).isEmpty();
  }

  /** A command of Podman's that notes a container's end refuses more, and tells nobody. */
  @Test
  void oursIsShortEnoughForPodman() {
    ServicePlace ofAnyUser = FakeHost.place(files, "/boinc/docker_wrapper/podman", -1 >>> 1);

    assertThat(ofAnyUser.runtime().resolve("containers").toString().length()).isLessThan(51);
  }

  @Test
  void oneOfOursThatSomebodyElseHasMadeIsNotUsed() throws IOException {
    FakeHost.own(files, "/tmp/storage-run-996", FakeHost.SOMEBODY_ELSE);
    FakeHost.own(files, ours, FakeHost.SOMEBODY_ELSE);

    assertThatThrownBy(() -> of(Map.of()))
        .hasMessage(ours + " is not a directory of this user's: remove it");
  }

  @Test
  void whatIsNoAbsolutePathIsLeftOut() throws IOException {
    assertThat(of(Map.of("XDG_RUNTIME_DIR", "run", "TMPDIR", ""))).isEmpty();
    assertThat(of(Map.of("XDG_RUNTIME_DIR", "", "TMPDIR", "tmp"))).isEmpty();
  }

  @Test
  void rootNeedsNone() throws IOException {
    ServicePlace ofRoot = FakeHost.place(files, place.directory().toString(), 0);
    Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", "/run/user/0");

    assertThat(of(ofRoot, environment)).isEqualTo(environment);
  }

  @Test
  void whatChoosesTheStorageIsKeptAndWhatWouldMakePodmanAClientIsNot() throws IOException {
    Map<String, String> environment =
        Map.of(
            "HOME", "/boinc",
            "XDG_DATA_HOME", "/boinc/data",
            "CONTAINERS_STORAGE_CONF", "/boinc/storage.conf",
            "CONTAINER_HOST", "",
            "LISTEN_FDS", "1",
            "NOTIFY_SOCKET", "/run/systemd/notify");

    assertThat(of(environment))
        .containsOnlyKeys("HOME", "XDG_DATA_HOME", "CONTAINERS_STORAGE_CONF");
  }
}
