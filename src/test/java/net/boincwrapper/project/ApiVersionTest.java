package net.boincwrapper.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiVersionTest {
  private static final String ELF = "\177ELF\0\0\1";

  @Test
  void isFoundAtTheEndOfALine() {
    assertThat(ApiVersion.of(ProjectFile.of("p", "#!/bin/bash\n# API_VERSION_8.3.0\nexec java\n")))
        .hasValue("8.3.0");
  }

  @Test
  void isFoundBetweenTheZerosOfAnExecutable() {
    String program = ELF + "lib.so\0API_VERSION_8.3.0\0\0abc\0";
    assertThat(ApiVersion.of(ProjectFile.of("p", program))).hasValue("8.3.0");
  }

  @Test
  void isNotFoundWhereThereIsNone() {
    assertThat(ApiVersion.of(ProjectFile.of("p", ELF + "API\0VERSION_8.3.0"))).isEmpty();
  }

  @Test
  void isSpoiltByWhatFollowsIt() {
    String program = ELF + "API_VERSION_8.3.0 of BOINC\0OTHER_API_VERSION 2\0";
    assertThat(ApiVersion.of(ProjectFile.of("p", program)))
        .hasValue("8.3.0 of BOINC\nOTHER_API_VERSION 2");
  }
}
