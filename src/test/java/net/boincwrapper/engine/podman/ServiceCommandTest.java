package net.boincwrapper.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceCommandTest {
  private static final int USER = 996;

  private final FileSystem files = Jimfs.newFileSystem(FakeHost.LINUX);

  @BeforeEach
  void aHost() throws IOException {
    FakeHost.make(files);
  }

  private List<String> command(String directory, int user) throws IOException {
    FakeHost.own(files, directory, FakeHost.ME);
    ServicePlace place = FakeHost.place(files, directory, user);
    ServiceScratch scratch = new ServiceScratch(place, new FakeHostClock());
    return new ServiceCommand(place, scratch, Duration.ofMinutes(1))
        .of(files.getPath("/usr/bin/podman"), Map.of("HOME", "/boinc"));
  }

  /** What is not there cannot be written either. */
  private void protectVarTmp() throws IOException {
    Files.delete(files.getPath("/var/tmp"));
  }

  @Test
  void itEndsWhenNobodyNeedsIt() throws IOException {
    assertThat(command("/boinc/docker_wrapper/podman", USER))
        .containsExactly(
            "/usr/bin/podman",
            "system",
            "service",
            "--time=60",
            "unix:///boinc/docker_wrapper/podman/podman.sock");
  }

  @Test
  void podmanReadsTheSocketAsAUrl() throws IOException {
    assertThat(command("/a 50% b#c?ü/podman", USER))
        .endsWith("unix:///a%2050%25%20b%23c%3Fü/podman/podman.sock");
  }

  @Test
  void whereVarTmpCannotBeWrittenOursIsMountedThere() throws IOException {
    protectVarTmp();
    FakeHost.own(files, "/boinc/.local/share/containers/docker-wrapper", FakeHost.ME);

    assertThat(command("/boinc/docker_wrapper/podman", USER))
        .startsWith("/usr/bin/podman", "unshare", "/bin/sh", "-c")
        .containsSequence(
            "/boinc/.local/share/containers/docker-wrapper", "/usr/bin/podman", "system");
  }

  @Test
  void rootsNamespaceIsTheHostsOwn() throws IOException {
    protectVarTmp();

    assertThat(command("/boinc/docker_wrapper/podman", 0)).startsWith("/usr/bin/podman", "system");
  }
}
