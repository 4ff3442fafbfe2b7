package net.boincwrapper.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcFileTest {
  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());

  @Test
  void noMoreIsReadThanAnyFileHasThatNobodyMadeLong() throws IOException {
    Path file = files.getPath("/work/children");
    Files.writeString(file, "4711 ".repeat(1_000_000));
    assertThat(ProcFile.read(file)).hasSize(ProcFile.MOST_BYTES).startsWith("4711 4711 ");
    Files.writeString(file, "4711 ");
    assertThat(ProcFile.read(file)).isEqualTo("4711 ");
  }
}
