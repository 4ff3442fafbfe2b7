package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.cli.folder.JobFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies are the system's: real files. */
class MissingOutputsTest {
  private static final String MISSED =
      "the app did not write what the output template names: histogram.json";

  @TempDir private Path directory;
  private ScratchTree tree;

  @BeforeEach
  void makeSlot() throws IOException {
    Files.writeString(
        directory.resolve("job.toml"),
        "[checkpoint]\nfiles = [\"state\"]\n[progress]\nfile = \"done\"\n");
    Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n");
    Files.writeString(directory.resolve("app.py"), "print()");
    Files.writeString(
        directory.resolve("app_out.xml"),
        "<result><file_ref><open_name>histogram.json</open_name><copy_file/></file_ref>"
            + "<file_ref><open_name>log</open_name><optional/></file_ref></result>");
    tree = ScratchTree.of(JobFolder.read(directory, "job.toml", "Dockerfile"));
    tree.setUp();
  }

  @Test
  void theyAreTold() throws IOException {
    write("state");
    write("done");
    write("__pycache__/app.pyc");

    assertThat(told()).isEqualTo(MISSED);
  }

  @Test
  void anOutputUnderAnotherNameIsTold() throws IOException {
    write("state");
    write("result.json");

    assertThat(told())
        .isEqualTo(
            MISSED
                + "; it wrote \"result.json\": if that is meant, write it as <open_name> in"
                + " app_out.xml");
  }

  private String told() throws IOException {
    DeclaredFiles declared = DeclaredFiles.of(tree.folder().job().job().orElseThrow());
    return new MissingOutputs(tree, declared).told(List.of("histogram.json"));
  }

  private void write(String name) throws IOException {
    Path file = tree.slot().directory().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{}");
  }
}
