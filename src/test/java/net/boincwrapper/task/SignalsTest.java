package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
