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
  private final Signals signals = Signals.leaveAlone();
  private final List<String> told = new ArrayList<>();

  @Test
  void whatComesBeforeThereIsATaskIsKeptForIt() {
    signals.heard("TERM");
    signals.tell(told::add);
    signals.heard("HUP");

    assertThat(told).containsExactly("TERM", "HUP");
  }

  @Test
  void nothingIsToldTwice() {
    signals.heard("TERM");
    signals.tell(told::add);
    signals.tell(told::add);

    assertThat(told).containsExactly("TERM");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP", "TSTP"})
  void aSignalToThisProcessIsHeardAndDoesNotEndIt(String name) throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    assertThat(Signals.takeOver().tell(heard::add)).as("not to be heard of").isEmpty();
    String pid = String.valueOf(ProcessHandle.current().pid());
    new ProcessBuilder("kill", "-s", name, pid).inheritIO().start().waitFor();
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(name);
  }
}
