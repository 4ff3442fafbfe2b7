package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {
  private final List<String> told = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP", "TSTP"})
  void aSignalToThisProcessIsHeardAndDoesNotEndIt(String name) throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    List<String> unheard = Signals.takeOver().tell(heard::add);
    String pid = String.valueOf(ProcessHandle.current().pid());
    new ProcessBuilder("kill", "-s", name, pid).inheritIO().start().waitFor();
    assertThat(unheard).isEmpty();
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(name);
  }

  @Test
  void whatComesBeforeThereIsATaskIsKeptForIt() {
    Signals signals = Signals.leaveAlone();
    signals.heard("TERM");
    signals.tell(told::add);
    signals.heard("HUP");

    assertThat(told).containsExactly("TERM", "HUP");
  }

  @Test
  void nothingIsToldTwice() {
    Signals signals = Signals.leaveAlone();
    signals.heard("TERM");
    signals.tell(told::add);
    signals.tell(told::add);

    assertThat(told).containsExactly("TERM");
  }
}
