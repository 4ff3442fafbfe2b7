package net.boincwrapper.task.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalDispositionTest {
  private static final String USR1 = "SigCgt:\t0000000000000200\n";
  private static final String NONE = "SigCgt:\t0000000000000000\n";

  private final Path proc = Jimfs.newFileSystem(Configuration.unix()).getPath("/proc");

  @Test
  void aSignalThatTheAppCatchesIsSeen() throws IOException {
    process(42, "python3", USR1, "");
    assertThat(SignalDisposition.catches(proc, 42, "SIGUSR1")).isTrue();
    assertThat(SignalDisposition.catches(proc, 42, "USR1")).isTrue();
    assertThat(SignalDisposition.catches(proc, 42, "SIGUSR2")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker-init", "tini", "catatonit", "podman-init"})
  void theAppBehindTheEnginesInitIsLookedAt(String init) throws IOException {
    process(42, init, NONE, "43 ");
    process(43, "python3", USR1, "");
    assertThat(SignalDisposition.catches(proc, 42, "SIGUSR1")).isTrue();
  }

  /** The kernel cuts names after 15 bytes, of a letter that has two or more as well. */
  @Test
  void aNameThatIsNoTextHidesNothing() throws IOException {
    process(42, "docker-init", NONE, "43 ");
    process(43, "x", "", "");
    byte[] cut = "Name:\tschrödinger_é\n".getBytes(UTF_8);
    Path status = proc.resolve("43/status");
    Files.write(status, Arrays.copyOf(cut, cut.length - 2));
    Files.writeString(status, "\n" + USR1, StandardOpenOption.APPEND);
    assertThat(SignalDisposition.catches(proc, 42, "SIGUSR1")).isTrue();
  }

  @Test
  void whatNobodyCanSeeIsNotCaught() throws IOException {
    process(42, "app", "Name:\tapp\n", "");
    assertThat(SignalDisposition.catches(proc, 42, "SIGUSR1")).isFalse();
    assertThat(SignalDisposition.catches(proc, 99, "SIGUSR1")).isFalse();
    assertThat(SignalDisposition.catches(proc, 0, "SIGUSR1")).isFalse();
    assertThat(SignalDisposition.catches(proc, 42, "SIGWHATEVER")).isFalse();
  }

  private void process(int pid, String command, String status, String children) throws IOException {
    Path directory = proc.resolve(String.valueOf(pid));
    Files.createDirectories(directory.resolve("task/" + pid));
    Files.writeString(directory.resolve("comm"), command + "\n");
    Files.writeString(directory.resolve("status"), status);
    Files.writeString(directory.resolve("task/" + pid + "/children"), children);
  }
}
