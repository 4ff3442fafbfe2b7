package net.boincwrapper.task.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shows that all processes of a user's Podman have ended, its containers' among them. */
class NamespaceKeeperTest {
  private static final String OURS = "user:[4026532400]";

  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final Path proc = files.getPath("/proc");

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(proc.resolve("sys"));
    process(4711, "podman-init", "/run/podman-init\0--\0sh\0", 7000, OURS);
    process(300, "catatonit", "catatonit\0-P\0", 5000, OURS);
  }

  private void process(int pid, String name, String commandLine, int started, String namespace)
      throws IOException {
    Path directory = proc.resolve(String.valueOf(pid));
    Files.createDirectories(directory.resolve("ns"));
    Files.writeString(
        directory.resolve("stat"),
        pid + " (" + name + ") S 1 0 0 0 0 0 0 0 0 0 0 0 0 0 39 19 1 0 " + started + " 0");
    Files.writeString(directory.resolve("cmdline"), commandLine);
    Files.createSymbolicLink(directory.resolve("ns/user"), files.getPath(namespace));
  }

  private NamespaceKeeper keeper() {
    return NamespaceKeeper.of(proc, 4711).orElseThrow();
  }

  @Test
  void itIsKnownByItsNumberAndItsStart() throws IOException {
    assertThat(keeper().text()).isEqualTo("process:300:5000");
    Lifeline noted = Lifeline.parse(proc, "process:300:5000").orElseThrow();
    assertThat(noted).isEqualTo(keeper());
    assertThat(noted.holds()).isTrue();

    PathUtils.deleteDirectory(proc.resolve("300"));
    assertThat(noted.holds()).isFalse();
    assertThat(NamespaceKeeper.of(proc, 4711)).isEmpty();

    process(300, "podman pause", "podman\0system\0service\0", 9000, OURS);
    assertThat(noted.holds()).isFalse();
    assertThat(keeper().text()).isEqualTo("process:300:9000");
  }

  @Test
  void oneThatNobodyHasReapedYetIsGone() throws IOException {
    NamespaceKeeper keeper = keeper();
    Files.writeString(proc.resolve("300/stat"), "300 (catatonit) Z 1 0");
    assertThat(keeper.holds()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "catatonit,catatonit,user:[4026532999]",
    "catatonit,/catatonit,user:[4026532400]",
    "podman,podman,user:[4026532400]"
  })
  void othersAreNone(String name, String program, String namespace) throws IOException {
    PathUtils.deleteDirectory(proc.resolve("300"));
    process(200, name, program + "\0-P\0", 100, namespace);

    assertThat(NamespaceKeeper.of(proc, 4711)).isEmpty();
    assertThat(NamespaceKeeper.of(proc, 4712)).isEmpty();
  }
}
