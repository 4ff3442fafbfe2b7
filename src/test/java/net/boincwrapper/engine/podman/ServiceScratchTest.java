package net.boincwrapper.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceScratchTest {
  private final FileSystem files = Jimfs.newFileSystem(FakeHost.LINUX);
  private final FakeHostClock clock = new FakeHostClock();

  @BeforeEach
  void aHost() throws IOException {
    FakeHost.make(files);
    FakeHost.own(files, "/boinc/docker_wrapper/podman", FakeHost.ME);
  }

  private Path prepare(Map<String, String> environment) throws IOException {
    ServicePlace place = FakeHost.place(files, "/boinc/docker_wrapper/podman", 996);
    return new ServiceScratch(place, clock).prepare(environment);
  }

  private Path file(Path directory, String name, Duration age) throws IOException {
    Path file = Files.createDirectories(directory.resolve(name));
    Files.writeString(file.resolve("blob"), "");
    return Files.setLastModifiedTime(file, FileTime.from(clock.now().minus(age)));
  }

  @Test
  void itIsBesideTheUsersStorage() throws IOException {
    Map<String, String> home = Map.of("HOME", "/home/user", "XDG_DATA_HOME", "");
    FakeHost.own(files, "/home/user/.local/share/containers/docker-wrapper", FakeHost.ME);
    FakeHost.own(files, "/data/containers/docker-wrapper", FakeHost.ME);

    assertThat(prepare(home)).hasToString("/home/user/.local/share/containers/docker-wrapper");
    assertThat(prepare(Map.of("XDG_DATA_HOME", "/data")))
        .hasToString("/data/containers/docker-wrapper");
  }

  /** In a home that cannot be written, say. */
  @Test
  void orInTheDirectoryOfTheService() throws IOException {
    FakeHost.text(files, "/home/user/.local", "no directory");

    assertThat(prepare(Map.of("HOME", "/home/user")))
        .hasToString("/boinc/docker_wrapper/podman/tmp")
        .isDirectory();
  }

  @Test
  void whatSomebodyElseMadeIsNotTaken() throws IOException {
    FakeHost.own(files, "/data/containers/docker-wrapper", FakeHost.SOMEBODY_ELSE);

    assertThat(prepare(Map.of("XDG_DATA_HOME", "/data")))
        .hasToString("/boinc/docker_wrapper/podman/tmp");
  }

  /** Another service may be writing there. */
  @Test
  void onlyWhatIsOldIsRemoved() throws IOException {
    Path directory = FakeHost.own(files, "/data/containers/docker-wrapper", FakeHost.ME);
    Path old = file(directory, "storage1", Duration.ofHours(25));
    Path recent = file(directory, "storage2", Duration.ofHours(23));

    prepare(Map.of("XDG_DATA_HOME", "/data"));

    assertThat(old).doesNotExist();
    assertThat(recent.resolve("blob")).exists();
  }
}
