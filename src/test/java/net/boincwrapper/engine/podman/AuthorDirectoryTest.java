package net.boincwrapper.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthorDirectoryTest {
  private static final int USER = 1000;

  private final FileSystem files = Jimfs.newFileSystem(FakeHost.LINUX);

  @BeforeEach
  void aHost() throws IOException {
    FakeHost.make(files);
  }

  private String directory(Map<String, String> environment, int user) {
    return AuthorDirectory.of(environment, user, files).toString();
  }

  @Test
  void aSessionHasOne() throws IOException {
    FakeHost.own(files, "/run/user/1000", FakeHost.ME);
    FakeHost.own(files, "/elsewhere", FakeHost.ME);

    assertThat(directory(Map.of(), USER)).isEqualTo("/run/user/1000/docker-wrapper/podman");
    assertThat(directory(Map.of("XDG_RUNTIME_DIR", "/elsewhere"), USER))
        .isEqualTo("/elsewhere/docker-wrapper/podman");
  }

  @Test
  void rootHasOneWithoutASession() {
    assertThat(directory(Map.of(), 0)).isEqualTo("/run/docker-wrapper/podman");
  }

  @Test
  void whatCannotBeUsedIsNotTaken() {
    assertThat(directory(Map.of("XDG_RUNTIME_DIR", "/away"), USER))
        .isEqualTo("/tmp/docker-wrapper-1000/podman");
    assertThat(directory(Map.of("XDG_RUNTIME_DIR", "tmp"), USER))
        .isEqualTo("/tmp/docker-wrapper-1000/podman");
  }

  /** As some clients' units do; see ServiceCommand. */
  @Test
  void whereTmpCannotBeWrittenItIsBesideTheRuntimeDirectory() throws IOException {
    Files.delete(files.getPath("/tmp"));

    assertThat(directory(Map.of(), USER)).isEqualTo("/dev/shm/docker-wrapper-1000/podman");
  }
}
