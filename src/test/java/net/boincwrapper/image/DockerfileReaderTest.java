package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import net.boincwrapper.image.Dockerfile.Instruction;
import net.boincwrapper.job.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfileReaderTest {
  @Test
  void instructionsHaveTheirLines() {
    Dockerfile file = read("# a comment", "", "from debian", "  # another", "CMD [\"./a\"]");
    assertThat(file.instructions())
        .containsExactly(
            new Instruction(3, "FROM", List.of(), "debian"),
            new Instruction(5, "CMD", List.of(), "[\"./a\"]"));
    assertThat(file.problems()).isEmpty();
  }

  @Test
  void aContinuationSkipsCommentsAndEmptyLines() {
    Dockerfile file =
        read(
            "FROM debian", "RUN apt-get update && \\", "# why", "", "  apt-get upgrade  ", "CMD x");
    assertThat(file.instructions())
        .extracting(Instruction::line, Instruction::text)
        .containsExactly(
            tuple(1, "debian"), tuple(2, "apt-get update &&   apt-get upgrade"), tuple(6, "x"));
  }

  @Test
  void anotherEscapeCharacterIsObeyedAndABackslashIsPlainThen() {
    Dockerfile file = read("# syntax=x", "# escape=`", "FROM a`", "b", "RUN c\\", "CMD d");
    assertThat(file.instructions()).extracting(Instruction::text).containsExactly("ab", "c\\", "d");
  }

  @Test
  void aCharacterThatNoTextHasIsToldOnceAndLeftOut() {
    Dockerfile file = read("FROM a", "COPY b\0 c", "RUN \0d");
    assertThat(file.problems())
        .singleElement()
        .asString()
        .contains("Dockerfile:2: has a character");
    assertThat(file.instructions().get(1).text()).isEqualTo("b c");
  }

  @Test
  void aDirectiveAfterACommentIsAComment() {
    Dockerfile file = read("# hello", "# escape=`", "FROM a\\", "b");
    assertThat(file.instructions()).extracting(Instruction::text).containsExactly("ab");
  }

  @Test
  void windowsLinesAndAByteOrderMarkAreRead() {
    Dockerfile file = DockerfileReader.read("Dockerfile", "\uFEFFFROM a \\\r\n b\r\nCMD c\r\n");
    assertThat(file.instructions()).extracting(Instruction::text).containsExactly("a  b", "c");
  }

  @Test
  void flagsAreTakenOff() {
    Instruction copy = read("FROM a", "COPY --from=b --chown=1:2 x y /z").instructions().get(1);
    assertThat(copy.flag("from")).contains("b");
    assertThat(copy.flag("chown")).contains("1:2");
    assertThat(copy.flag("chmod")).isEmpty();
    assertThat(copy.words()).containsExactly("x", "y", "/z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[\"a b\", \"c\"]  | a b,c",
        "[ ]               | ",
        "a 'b c' \"d e\"   | a,b c,d e",
        "a\\ b c           | a b,c",
        "[a, b]            | [a,,b]",
        "[\"a\", 1]        | [a,,1]",
      })
  void wordsAreSplitAsTheBuilderDoes(String text, String words) {
    Instruction copy = new Instruction(1, "COPY", List.of(), text.strip());
    assertThat(String.join(",", copy.words())).isEqualTo(words == null ? "" : words);
  }

  @Test
  void anUnknownInstructionIsAProblemWithItsLine() {
    assertThat(read("FROM a", "COPPY b c").problems())
        .containsExactly(
            Problem.error("Dockerfile", 2, "unknown instruction COPPY; did you mean COPY?"));
  }

  @Test
  void aHereDocumentIsRefusedAsAWhole() {
    Dockerfile file = read("FROM a", "RUN <<EOF", "WORKDIR /nowhere", "EOF", "CMD b");
    assertThat(file.problems()).singleElement().asString().contains("Dockerfile:2: here-documents");
    assertThat(file.instructions())
        .extracting(Instruction::keyword)
        .containsExactly("FROM", "RUN", "CMD");
  }

  @Test
  void aShiftInAShellIsNoHereDocument() {
    assertThat(read("FROM a", "RUN echo $((1 <<N))", "CMD b").problems()).isEmpty();
  }

  @Test
  void aStageIsFoundByItsName() {
    Dockerfile file =
        read("FROM a AS Build", "RUN x", "FROM b as test", "RUN y", "FROM c", "RUN z");
    assertThat(file.stage(Optional.empty()))
        .extracting(Instruction::text)
        .containsExactly("c", "z");
    assertThat(file.stage(Optional.of("build")))
        .extracting(Instruction::text)
        .containsExactly("a AS Build", "x");
    assertThat(file.stage(Optional.of("test"))).extracting(Instruction::line).containsExactly(3, 4);
  }

  private static Dockerfile read(String... lines) {
    return DockerfileReader.read("Dockerfile", String.join("\n", lines));
  }
}
