package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentDockerfileTest {
  @Test
  void eachStageGetsOurLabel() {
    assertThat(sent("FROM a AS b\nRUN x\n# comment\nfrom \\\n  c\nCOPY --from=b /x /y\n"))
        .isEqualTo(
            "FROM a AS b\nLABEL k=v\nRUN x\n# comment\nfrom \\\n  c\nLABEL k=v\n"
                + "COPY --from=b /x /y\n");
  }

  @Test
  void aFileWithoutALastEndOfLineIsGivenOne() {
    assertThat(sent("FROM a")).isEqualTo("FROM a\nLABEL k=v");
  }

  @Test
  void aStageSeesThePlatformThatItDeclares() {
    assertThat(sent("# syntax=x\nFROM a\nARG TARGETARCH\nRUN get $TARGETARCH\n"))
        .isEqualTo(
            "# syntax=x\nARG TARGETARCH=amd64\nFROM a\nLABEL k=v\nARG TARGETARCH\n"
                + "RUN get $TARGETARCH\n");
  }

  @Test
  void thePlatformOfFromIsKnownWithoutADeclaration() {
    assertThat(sent("FROM --platform=$BUILDPLATFORM a\n"))
        .startsWith("ARG BUILDPLATFORM=linux/amd64\nFROM --platform=$BUILDPLATFORM a\n");
  }

  /** To the classic builder an ARG without a value takes the value away. */
  @Test
  void aDeclarationBeforeTheFirstStageKeepsTheValue() {
    assertThat(sent("ARG TARGETARCH\nARG BASE=sim-${TARGETARCH}\nFROM $BASE\n"))
        .isEqualTo(
            "ARG TARGETARCH=amd64\nARG TARGETARCH\nARG TARGETARCH=amd64\n"
                + "ARG BASE=sim-${TARGETARCH}\nFROM $BASE\nLABEL k=v\n");
  }

  @Test
  void anAuthorsOwnDefaultStands() {
    assertThat(sent("ARG TARGETARCH=sparc\nFROM a\nARG TARGETARCH\n"))
        .endsWith("ARG TARGETARCH=sparc\nFROM a\nLABEL k=v\nARG TARGETARCH\n");
  }

  @Test
  void anotherNameThatContainsOneIsNoUseOfIt() {
    assertThat(sent("FROM a\nARG MY_TARGETARCH_X\n")).doesNotContain("=amd64");
  }

  @Test
  void aMarkAtTheBeginningIsNotMovedIntoTheMiddle() {
    assertThat(sent("\uFEFFFROM a\nARG BUILDOS\n")).startsWith("ARG BUILDOS=linux\nFROM a\n");
  }

  private static String sent(String text) {
    Dockerfile file = DockerfileReader.read("Dockerfile", text);
    return new SentDockerfile(file, BuildPlatform.of("x86_64"), "k=v").of(text);
  }
}
