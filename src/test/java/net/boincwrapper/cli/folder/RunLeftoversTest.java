package net.boincwrapper.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.job.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunLeftoversTest {
  private final Path directory =
      Jimfs.newFileSystem(Configuration.unix()).getPath("/home/author/job");

  @BeforeEach
  void stopARun() throws IOException {
    write("job.toml", "[checkpoint]\nfiles = [\"state*\", \"*.npz\"]\n");
    write("Dockerfile", "FROM debian\n");
    write(".docker_wrapper/without_client", "");
    write("state.npz", "42");
    write("fraction_done", "0.5");
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(directory.resolve(name).getParent());
    Files.writeString(directory.resolve(name), text);
  }

  private JobFolder folder() throws IOException {
    return JobFolder.read(directory, "job.toml", "Dockerfile");
  }

  @Test
  void eachFileOfAStoppedRunIsToldOnce() throws IOException {
    assertThat(folder().problems())
        .extracting(Problem::file)
        .containsExactly("state.npz", "fraction_done");
  }

  @Test
  void theRunThatGoesOnDoesNotHeedThem() throws IOException {
    assertThat(folder().asSlot().problems()).isEmpty();
  }

  @Test
  void afterARunThatEndedTheCheckpointMayBeMeant() throws IOException {
    Files.delete(directory.resolve(".docker_wrapper/without_client"));
    Files.delete(directory.resolve(".docker_wrapper"));

    List<Problem> left = RunLeftovers.of(folder());

    assertThat(left).extracting(Problem::file).containsExactly("fraction_done");
    assertThat(folder().problems()).extracting(Problem::file).contains("job.toml");
  }

  @Test
  void whatTheWorkunitBringsIsNotLeftOver() throws IOException {
    write(
        "in.xml",
        "<file_info></file_info><workunit><file_ref><open_name>state.npz</open_name><copy_file/>"
            + "</file_ref></workunit>");

    assertThat(RunLeftovers.of(folder()))
        .extracting(Problem::file)
        .containsExactly("fraction_done");
  }
}
