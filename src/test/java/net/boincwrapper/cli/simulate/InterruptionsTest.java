package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InterruptionsTest {
  private final Interruptions interruptions =
      new Interruptions(Stream.of("quit@50%", "kill@5s").map(Interrupt::parse).toList());

  @Test
  void eachComesOnceAtItsMoment() {
    assertThat(interruptions.due(4.9, 0.49)).isEmpty();
    assertThat(interruptions.due(5, 0.49)).contains(Interrupt.parse("kill@5s"));
    assertThat(interruptions.due(6, 0.49)).isEmpty();
    assertThat(interruptions.due(7, 0.5)).contains(Interrupt.parse("quit@50%"));
    assertThat(interruptions.left()).isEmpty();
  }

  @Test
  void ofTwoThatAreDueTheFirstOnTheCommandLineComesFirst() {
    assertThat(interruptions.due(60, 0.9)).contains(Interrupt.parse("quit@50%"));
    assertThat(interruptions.left()).isEqualTo(List.of("kill@5s"));
  }
}
