package net.boincwrapper.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import net.boincwrapper.procfs.StatLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ClientProcessTest {
  @Test
  void aProcessRunsUntilItHasEnded() throws Exception {
    Process client = new ProcessBuilder("sleep", "600").start();
    ClientProcess process = ClientProcess.of(client.pid());
    assertThat(process.running()).isTrue();

    client.destroyForcibly().waitFor();

    assertThat(process.running()).isFalse();
    assertThat(ClientProcess.of(client.pid()).running()).isFalse();
  }

  @Test
  void aZombieIsNoClient() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/stat")), "needs /proc");
    Process parent = new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; exec sleep 600").start();
    try (BufferedReader output = parent.inputReader()) {
      long pid = Long.parseLong(output.readLine());
      // The shell becomes a sleep that never waits for the child it has inherited.
      while (!stat(parent.pid()).name().equals("sleep")) {
        Thread.onSpinWait();
      }
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      while (!stat(pid).isIn('Z')) {
        Thread.onSpinWait();
      }

      assertThat(ProcessHandle.of(pid)).isPresent();
      assertThat(ClientProcess.of(pid).running()).isFalse();
    } finally {
      parent.destroyForcibly();
    }
  }

  private static StatLine stat(long pid) throws IOException {
    return StatLine.read(Path.of("/proc", Long.toString(pid)));
  }
}
