package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerWrapperTest {
  private final Path here = Jimfs.newFileSystem(Configuration.unix()).getPath("/work");

  @ParameterizedTest
  @ValueSource(strings = {"dry-run", "init", "help", "--help", "-h", "--version"})
  void anAuthorsWordIsACommandButNotInASlot(String word) throws IOException {
    assertThat(DockerWrapper.isForAuthor(List.of(word), here)).isTrue();

    Files.createFile(here.resolve("init_data.xml"));
    assertThat(DockerWrapper.isForAuthor(List.of(word), here)).isFalse();
  }

  @Test
  void anyOtherWordBelongsToATask() {
    assertThat(DockerWrapper.isForAuthor(List.of("--verbose", "dry-run"), here)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"init_data.xml", "job.toml", "Dockerfile"})
  void withoutAWordThereIsATaskWhereThereIsAJob(String file) throws IOException {
    assertThat(DockerWrapper.isForAuthor(List.of(), here)).isTrue();

    Files.createFile(here.resolve(file));
    assertThat(DockerWrapper.isForAuthor(List.of(), here)).isFalse();
  }
}
