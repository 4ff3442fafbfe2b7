package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.boincwrapper.job.Problem;
import net.boincwrapper.plan.TaskFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileChecksTest {
  private final TaskFixture task = new TaskFixture();

  @Test
  void aGoodDockerfileHasNoProblem() {
    assertThat(
            check(
                "ARG V=12",
                "FROM debian:$V AS build",
                "WORKDIR /src",
                "COPY lib.c .",
                "RUN cc lib.c",
                "FROM debian:$V",
                "COPY --from=build /src/a.out /usr/local/bin/",
                "COPY requirements.txt /tmp/",
                "WORKDIR /app",
                "CMD [\"./main.sh\"]"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"COPY main.py .", "COPY main.py /app/", "ADD a b /app/x/", "COPY [\"a\", \"./\"]"})
  void aCopyBelowTheSlotsMountIsHidden(String copy) {
    assertThat(check("FROM a", "WORKDIR /app", copy, "CMD [\"x\"]"))
        .singleElement()
        .asString()
        .startsWith("Dockerfile:3: warning: ")
        .contains("is hidden: the slot");
  }

  @Test
  void aWorkdirThatIsNotTheJobsIsWarnedOf() {
    assertThat(check("FROM a", "WORKDIR /opt", "WORKDIR sim", "CMD [\"x\"]"))
        .singleElement()
        .asString()
        .startsWith(
            "Dockerfile:3: warning: WORKDIR: WORKDIR is /opt/sim but the slot is mounted at /app");
    task.workdir = "/opt/sim";
    assertThat(check("FROM a", "WORKDIR /opt", "WORKDIR sim", "CMD [\"x\"]")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "CMD ./main.sh                | write CMD [\"./main.sh\"]",
        "CMD python3 sim.py 7         | write CMD [\"python3\", \"sim.py\", \"7\"]",
        "CMD ./main.sh ${ARGS}        | write CMD exec ./main.sh ${ARGS}",
        "ENTRYPOINT ./main.sh         | write ENTRYPOINT [\"./main.sh\"]",
      })
  void aShellBeforeTheAppIsWarnedOf(String instruction, String advice) {
    assertThat(check("FROM a", instruction))
        .singleElement()
        .asString()
        .contains("SIGTERM")
        .endsWith(advice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CMD exec ./main.sh ${ARGS}", "ENTRYPOINT [\"sh\", \"-c\", \"exec x\"]"})
  void aShellThatStepsAsideIsFine(String instruction) {
    assertThat(check("FROM a", instruction)).isEmpty();
  }

  @Test
  void onlyTheLastCommandOfTheBuiltStageCounts() {
    assertThat(check("FROM a", "CMD ./x", "FROM b", "CMD ./y", "CMD [\"./z\"]")).isEmpty();
  }

  @Test
  void theTargetOfBuildArgsIsWhatIsChecked() {
    task.target = Optional.of("first");
    assertThat(check("FROM a AS first", "CMD ./x", "FROM b", "CMD [\"y\"]")).hasSize(1);
    task.target = Optional.of("nowhere");
    assertThat(check("FROM a", "CMD [\"y\"]"))
        .singleElement()
        .asString()
        .contains("has no stage nowhere");
  }

  @Test
  void withoutFromNothingCanBeBuilt() {
    assertThat(check("# nothing")).singleElement().asString().contains("has no FROM");
    assertThat(check("RUN x", "FROM a")).singleElement().asString().contains("comes before FROM");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RUN --mount=type=cache,target=/x y", "COPY --chmod=755 a /b", "COPY --link a /b"})
  void whatOnlyBuildKitKnowsIsRefused(String instruction) {
    assertThat(check("FROM a", instruction))
        .singleElement()
        .matches(Problem::isError)
        .asString()
        .contains("needs BuildKit");
  }

  @Test
  void aUserHasNoEffectAndTheAuthorIsTold() {
    assertThat(check("FROM a", "USER sim", "CMD [\"x\"]"))
        .singleElement()
        .asString()
        .startsWith("Dockerfile:2: warning: USER: USER has no effect");
  }

  @ParameterizedTest
  @CsvSource({
    "FROM Debian:bookworm, debian:bookworm",
    "FROM ghcr.io/It/App:V1, ghcr.io/it/app:V1",
    "FROM --platform=linux/amd64 Ubuntu AS x, ubuntu",
    "FROM localhost:5000/SIM, localhost:5000/sim",
  })
  void capitalLettersInTheNameOfAnImageAreRefused(String from, String better) {
    assertThat(check(from, "CMD [\"x\"]"))
        .singleElement()
        .matches(Problem::isError)
        .asString()
        .contains("Dockerfile:1: FROM")
        .endsWith("write " + better);
  }

  @Test
  void capitalLettersFromAVariableOrInACopyAreRefusedToo() {
    assertThat(check("ARG B=Debian", "FROM ${B}:1", "CMD [\"x\"]"))
        .singleElement()
        .asString()
        .contains("debian:1");
    assertThat(check("FROM a", "COPY --from=Other:1 /x /y", "CMD [\"x\"]"))
        .singleElement()
        .asString()
        .contains("other:1");
  }

  @Test
  void capitalLettersOfHostsTagsAndStagesAreFine() {
    assertThat(
            check(
                "FROM Registry.Example/a:V1 AS Build",
                "FROM Build",
                "COPY --from=BUILD /x /y",
                "CMD [\"x\"]"))
        .isEmpty();
  }

  @Test
  void whoForgetsTheProgramIsWarned() {
    assertThat(check("FROM a AS b", "CMD [\"x\"]", "FROM c"))
        .singleElement()
        .matches(problem -> !problem.isError())
        .asString()
        .contains("Dockerfile:3: warning: FROM: no CMD and no ENTRYPOINT");
    assertThat(check("FROM a AS b", "CMD [\"x\"]", "FROM b")).isEmpty();
  }

  @Test
  void problemsComeInOrderOfTheLines() {
    assertThat(check("FROM a", "USER x", "COPY a /app", "CMD x", "BAD y"))
        .extracting(problem -> problem.line().orElse(0))
        .containsExactly(2, 3, 4, 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a b\"", "7", "<", "${", "$(", "a=b ", "--a ", "\\n", "'", "`"})
  @Timeout(10)
  void aLineIsReadHoweverLongItIs(String part) {
    String words = part.repeat(20_000 / part.length());

    assertThat(check("FROM a", "RUN " + words, "CMD \"" + words + "\"")).hasSizeLessThan(100);
  }

  @Test
  void whatIsTooLongForADockerfileIsNotRead() throws Exception {
    task.write("Dockerfile", "FROM a\n" + "RUN x\n".repeat(11_000));
    List<Problem> problems = new ArrayList<>();

    assertThat(ImageBuild.draft(wish(), problems)).isEmpty();
    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("Dockerfile: is longer than 64 KiB; ");
  }

  private Images.Wish wish() {
    return new Images.Wish(task.job(), task.init(), task.slot, "Dockerfile", task.engineInfo());
  }

  private List<Problem> check(String... lines) {
    Dockerfile file = DockerfileReader.read("Dockerfile", String.join("\n", lines));
    Images.Wish wish = wish();
    Set<String> named =
        Pattern.compile("\\./(\\w[\\w.]*)|(sim\\.py)")
            .matcher(String.join("\n", lines))
            .results()
            .map(found -> found.group().replace("./", ""))
            .collect(Collectors.toSet());
    SlotFiles given = new SlotFiles(named, Set.of());
    try {
      return Stream.concat(
              DockerfileChecks.check(file, task.job()).stream(),
              DockerfileAdvice.of(file, wish, given).stream())
          .sorted(Comparator.comparingInt(problem -> problem.line().orElse(0)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
