package net.boincwrapper.slot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class AppStderrTest {
  @Test
  void itsEndIsRead() throws IOException, SlotException {
    SlotLayout layout = Slots.inMemory();
    assertThat(AppStderr.tail(layout, 5)).isEmpty();
    SlotPreparation.prepare(layout);
    assertThat(AppStderr.tail(layout, 5)).isEmpty();

    Files.writeString(layout.stderrMask(), "0123456789");

    assertThat(AppStderr.tail(layout, 5)).asString(UTF_8).isEqualTo("56789");
    assertThat(AppStderr.tail(layout, 50)).asString(UTF_8).isEqualTo("0123456789");
  }
}
