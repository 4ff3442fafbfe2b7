package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import net.boincwrapper.image.DockerfileLabels.Label;
import net.boincwrapper.job.JobText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfileLabelsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "LABEL qubit.count=20 | 20",
        "label qubit.count=\"20\" | 20",
        "LABEL \"qubit.count\"='20' | 20",
        "LABEL a=\"x y\" qubit.count=20 b=c | 20",
        "LABEL qubit.count 20 | 20",
        "LABEL qubit.count=20\\nLABEL qubit.count=24 | 24",
        "LABEL a=b \\\\\\n  qubit.count=20 | 20",
        "ARG N=20\\nLABEL qubit.count=$N | 20",
        "ENV N=2 M=0\\nLABEL qubit.count=\"${N}${M}\" | 20",
        "ARG N=20\\nENV N=22\\nLABEL qubit.count=${N} | 22",
        "ENV N=\\nLABEL qubit.count=${N:-20} | 20",
        "ENV N=1\\nLABEL qubit.count=${N:+20} | 20",
        "ARG TOP\\nLABEL qubit.count=$TOP | 21",
        "ARG GIVEN=1\\nLABEL qubit.count=$GIVEN | 26",
        "LABEL qubit.count=$TOP |",
        "LABEL qubit.count='$N' | $N",
        "LABEL qubit.count=\\\\$N | $N",
        "LABEL qubit.count=$FROM_THE_BASE |",
        "LABEL qubit.count=${FROM_THE_BASE:-20} |",
        "LABEL qubit.count=${odd |"
      })
  void eachFormOfALabelIsUnderstood(String text, String value) {
    String dockerfile = "ARG TOP=21\nFROM debian\n" + text.replace("\\n", "\n");

    assertThat(labels(dockerfile.replace("\\\\", "\\")).get("qubit.count").value())
        .isEqualTo(Optional.ofNullable(value));
  }

  @Test
  void theStagesThatTheImageIsMadeOfCountAndNoOther() {
    String dockerfile =
        """
        FROM debian AS base
        LABEL quantum.arch=statevector qubit.count=20
        FROM debian AS other
        LABEL gate.depth.max=3
        FROM base
        LABEL qubit.count=24
        """;

    assertThat(labels(dockerfile))
        .isEqualTo(
            Map.of(
                "quantum.arch", new Label(Optional.of("statevector"), 2),
                "qubit.count", new Label(Optional.of("24"), 6)));
  }

  @Test
  void aFileWithoutAnyHasNone() {
    assertThat(labels("FROM debian\nRUN echo LABEL a=b\n")).isEmpty();
    assertThat(labels("")).isEmpty();
  }

  private static Map<String, Label> labels(String dockerfile) {
    return DockerfileLabels.of(
        DockerfileReader.read("Dockerfile", dockerfile),
        JobText.job("build_args = '--build-arg GIVEN=26'"),
        BuildPlatform.of("x86_64"));
  }
}
