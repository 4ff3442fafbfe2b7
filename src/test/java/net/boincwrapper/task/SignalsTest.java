package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP", "TSTP"})
  void aSignalToThisProcessIsHeardAndDoesNotEndIt(String name) throws Exception {
    Signals.listen(heard::add);
    String pid = String.valueOf(ProcessHandle.current().pid());
    new ProcessBuilder("kill", "-s", name, pid).inheritIO().start().waitFor();
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(name);
  }

  @Test
  void allFourCanBeHeardOf() {
    assertThat(Signals.listen(heard::add)).isEmpty();
  }
}
