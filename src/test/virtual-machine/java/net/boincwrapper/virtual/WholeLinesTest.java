package net.boincwrapper.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeLinesTest {
  @Test
  void aLineThatThePowerCutHasCutShortWasNotSaid() throws IOException {
    assertThat(read("sealed 12\napp starting at 1")).containsExactly("sealed 12");
  }

  @Test
  void theOthersAreSaidInTheirOrder() throws IOException {
    assertThat(read("told 1.5\r\n\nexit 0\n")).containsExactly("told 1.5", "", "exit 0");
  }

  private static List<String> read(String text) throws IOException {
    List<String> lines = new ArrayList<>();
    WholeLines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), lines::add);
    return lines;
  }
}
