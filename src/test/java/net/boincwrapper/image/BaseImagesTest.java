package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseImagesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FROM a:1                                        | a:1",
        "FROM a AS x;FROM X;FROM b                       | a,b",
        "FROM scratch                                    | ",
        "ARG V=12;FROM a:$V;FROM b:${V}                  | a:12,b:12",
        "ARG GIVEN=1;FROM a:$GIVEN                       | a:7",
        "ARG GIVEN;FROM a:$GIVEN                         | a:7",
        "FROM a;ARG V=1;FROM b:$V                        | a",
        "ARG V=1;FROM a:${V:-2}                          | ",
        "FROM --platform=linux/arm64 a                   | ",
        "FROM a;FROM a                                   | a",
      })
  void whatCanBeToldIsTold(String lines, String images) {
    Dockerfile file = DockerfileReader.read("Dockerfile", lines.replace(';', '\n'));
    assertThat(BaseImages.of(file, Map.of("GIVEN", "7"), BuildPlatform.of("x86_64")))
        .isEqualTo(images == null ? List.of() : List.of(images.split(",")));
  }
}
