package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerWrapperTest {
  private final Path here = Jimfs.newFileSystem(Configuration.unix()).getPath("/work");

  @ParameterizedTest
  @ValueSource(
      strings = {"init_data.xml", "boinc_mmap_file", "boinc_setup_complete", ".docker_wrapper"})
  void whereAClientOrATaskHasLeftAFileEveryWordIsTheTasks(String file) throws IOException {
    assertThat(DockerWrapper.isForAuthor(here)).isTrue();

    Files.createFile(here.resolve(file));
    assertThat(DockerWrapper.isForAuthor(here)).isFalse();
  }

  /** The app can have put anything in the place of the client's file. */
  @Test
  void aLinkThatLeadsNowhereIsASignToo() throws IOException {
    Files.createSymbolicLink(here.resolve("init_data.xml"), here.resolve("absent"));
    assertThat(DockerWrapper.isForAuthor(here)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"job.toml", "Dockerfile", "stderr.txt", "boinc_lockfile", "fraction_done"})
  void aJobsFolderIsNoSlot(String file) throws IOException {
    Files.createFile(here.resolve(file));
    assertThat(DockerWrapper.isForAuthor(here)).isTrue();
  }

  @Test
  void neitherIsOneInWhichAnAuthorRunsATask() throws IOException {
    Path own = Files.createDirectory(here.resolve(".docker_wrapper"));
    Files.createFile(own.resolve("without_client"));
    assertThat(DockerWrapper.isForAuthor(here)).isTrue();

    Files.createFile(here.resolve("boinc_mmap_file"));
    assertThat(DockerWrapper.isForAuthor(here)).isFalse();
  }
}
