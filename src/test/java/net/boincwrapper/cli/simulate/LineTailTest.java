package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

class LineTailTest {
  private final Path file =
      Jimfs.newFileSystem(Configuration.unix()).getPath("/work").resolve("stderr.txt");

  @Test
  void onlyWhatIsNewAndOnlyWholeLines() throws IOException {
    append("old\n");
    LineTail tail = new LineTail(file);

    append("one\ntw");
    assertThat(tail.newLines()).containsExactly("one");
    append("o\n");
    assertThat(tail.newLines()).containsExactly("two");
    assertThat(tail.newLines()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereYetHasNoLines() throws IOException {
    LineTail tail = new LineTail(file);

    assertThat(tail.newLines()).isEmpty();
    append("first\n");
    assertThat(tail.newLines()).containsExactly("first");
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
