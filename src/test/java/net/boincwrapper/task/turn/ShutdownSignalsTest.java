package net.boincwrapper.task.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShutdownSignalsTest {
  private final List<String> told = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP", "TSTP"})
  void aSignalToThisProcessIsHeardAndDoesNotEndIt(String name) throws Exception {
    assumeThat(isIgnored(name)).as("this process was started so as to ignore SIG" + name).isFalse();
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    List<String> unheard = ShutdownSignals.takeOver().tell(heard::add);
    kill(name);
    assertThat(unheard).isEmpty();
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(name);
  }

  private static void kill(String name) {
    String pid = String.valueOf(ProcessHandle.current().pid());
    try {
      new ProcessBuilder("kill", "-s", name, pid).inheritIO().start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A shell starts what it runs in the background with SIGINT ignored, and the JVM leaves it so.
   */
  private static boolean isIgnored(String name) throws IOException {
    int bit = Map.of("HUP", 0, "INT", 1, "TERM", 14, "TSTP", 19).get(name);
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> new BigInteger(line.substring("SigIgn:".length()).strip(), 16))
        .anyMatch(mask -> mask.testBit(bit));
  }

  @Test
  void whatComesBeforeThereIsATaskIsKeptForIt() {
    ShutdownSignals signals = ShutdownSignals.leaveAlone();
    signals.heard("TERM");
    signals.tell(told::add);
    signals.heard("HUP");

    assertThat(told).containsExactly("TERM", "HUP");
  }

  @Test
  void whoHoldsThemBackLetsGoWhenThereIsATask() throws Exception {
    assumeThat(isIgnored("TERM")).isFalse();
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    ShutdownSignals signals = ShutdownSignals.heldBack(() -> kill("TERM"));
    signals.tell(heard::add);
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("TERM");

    signals.tell(heard::add);
    assertThat(heard.poll(100, TimeUnit.MILLISECONDS)).as("told once").isNull();
  }

  @Test
  void nothingIsToldTwice() {
    ShutdownSignals signals = ShutdownSignals.leaveAlone();
    signals.heard("TERM");
    signals.tell(told::add);
    signals.tell(told::add);

    assertThat(told).containsExactly("TERM");
  }
}
