package net.boincwrapper.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerPathTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/a/, /a",
    "//a//b, /a/b",
    "/a/./b, /a/b",
    "/a/../b, /b",
    "/../../a, /a",
    "/.., /",
  })
  void aPathIsWrittenInOneWay(String path, String normal) {
    assertThat(ContainerPath.of(path).text()).isEqualTo(normal);
  }

  @ParameterizedTest
  @CsvSource({
    "/a, /a, true",
    "/a, /a/b, true",
    "/a, /ab, false",
    "/, /a, true",
    "/a/b, /a, false",
  })
  void aDirectoryContainsWhatLiesBelowIt(String directory, String path, boolean contains) {
    assertThat(ContainerPath.of(directory).contains(ContainerPath.of(path))).isEqualTo(contains);
  }

  @Test
  void aRelativePathIsNone() {
    assertThatThrownBy(() -> ContainerPath.of("a")).hasMessageContaining("not an absolute path");
  }
}
