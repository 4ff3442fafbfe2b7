package net.boincwrapper.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
  private static final OutputStream FULL =
      new OutputStream() {
        @Override
        public void write(int one) throws IOException {
          throw new IOException("No space left on device");
        }
      };

  private final StringWriter err = new StringWriter();

  private int end(StandardOutput out) {
    return out.end(ExitCode.PROBLEMS, new PrintWriter(err, true));
  }

  @Test
  void whatHasArrivedChangesNoExitCode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StandardOutput out = new StandardOutput(bytes, true);
    out.writer().print("ä");

    assertThat(end(out)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("ä");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aFullDiskIsAnErrorAndIsTold() {
    StandardOutput out = new StandardOutput(FULL, false);
    out.writer().print("x");

    assertThat(end(out)).isEqualTo(ExitCode.OUTPUT_LOST);
    assertThat(err.toString())
        .isEqualTo("docker-wrapper: writing to standard output failed: No space left on device\n");
  }

  /** As head does it. */
  @Test
  void aReaderThatHasSeenEnoughNeedsNoLine() {
    StandardOutput out = new StandardOutput(FULL, true);
    out.writer().println("x");

    assertThat(out.writer().checkError()).isTrue();
    assertThat(end(out)).isEqualTo(ExitCode.BROKEN_PIPE);
    assertThat(err.toString()).isEmpty();
  }
}
