package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.cli.display.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What strangers type in a directory that is not a slot. */
class TypedWordsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int type(String... words) {
    CommandLine program =
        AuthorCommands.commandLine()
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return AuthorCommands.run(program, Optional::empty, words);
  }

  /** Lines of words that are not a command; the launcher answers them in the same words. */
  static Stream<String> refused() {
    return Stream.of(
        "",
        "foo",
        "dry-rnu",
        "dry-rnu --run job",
        "version",
        "verison",
        "Dry-Run",
        "-v",
        "-x",
        "-",
        "--",
        "-- --help",
        "--verbose",
        "--verbose dry-run job",
        "--nthreads 4",
        "--device 0",
        "--config job.toml",
        "--rehearse job",
        "--run job",
        "job",
        ".",
        "./job",
        "inti",
        "rnu",
        "hlep",
        "--hlep",
        "-help",
        "start",
        "@job",
        "--version=1",
        "help-me",
        "--sporadic",
        "run-dry",
        "äöü",
        "a\tb",
        "0123456789012345678901234567890123456789012345678901234567890123456789");
  }

  static String[] split(String line) {
    return line.isEmpty() ? new String[0] : line.split(" ", -1);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoCommandIsRefusedAndSaysWhatThereIs(String line) {
    assertThat(type(split(line))).isEqualTo(ExitCode.USAGE);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .hasLineCount(2)
        .contains("is not the slot of a BOINC client", "nothing was touched")
        .contains("see \"docker-wrapper --help\"")
        .doesNotContainPattern("[\\p{Cc}&&[^\\n]]");
  }

  @ParameterizedTest
  @CsvSource({
    "dry-rnu, dry-run",
    "dryrun, dry-run",
    "dry_run, dry-run",
    "dr-run, dry-run",
    "Dry-Run, dry-run",
    "--dry-run, dry-run",
    "dry, dry-run",
    "version, --version",
    "-version, --version",
    "-v, --version",
    "--verison, --version",
    "ver, --version",
    "inti, init",
    "ini, init",
    "Init, init",
    "--init, init",
    "rn, run",
    "ru, run",
    "urn, run",
    "--run, run",
    "hepl, help",
    "--hlep, help",
    "reherse, dry-run --rehearse",
    "--rehearse, dry-run --rehearse",
  })
  void theNearestCommandIsSuggested(String word, String meant) {
    type(word, "job");
    assertThat(err.toString())
        .contains("\"" + word + "\" is not a command; did you mean " + meant + "?\n");
  }

  @Test
  void aCommandThatComesTooLateIsTheOneThatIsMeant() {
    type("--verbose", "dry-run", "job");
    assertThat(err.toString()).contains("\"--verbose\" is not a command; did you mean dry-run?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "--nthreads", "quantum", "xyzzy", "-x"})
  void nothingIsSuggestedThatIsFarFromIt(String word) {
    type(word);
    assertThat(err.toString()).contains("is not a command\n").doesNotContain("did you mean");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-V",
        "--version",
        "foo -V",
        "--verbose --version",
        "dry-run --bogus -V",
        "init x y z -V",
        "run . -V -- --help"
      })
  void theVersionIsToldWhereverItIsAskedFor(String line) {
    assertThat(type(split(line))).isZero();
    assertThat(out.toString()).startsWith("docker-wrapper ").contains("\nJava ");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-h, docker-wrapper",
    "--help, docker-wrapper",
    "--verbose --help, docker-wrapper",
    "foo -h, docker-wrapper",
    "dry-rnu --help, docker-wrapper",
    "dry-run --bogus --help, docker-wrapper dry-run",
    "--help dry-run, docker-wrapper dry-run",
    "dry-run job --config -h, docker-wrapper dry-run",
    "init --help, docker-wrapper init",
    "run --help, docker-wrapper run",
    "run nowhere -h -- x, docker-wrapper run",
  })
  void helpIsGivenWhereverItIsAskedFor(String line, String about) {
    assertThat(type(split(line))).isZero();
    assertThat(out.toString()).startsWith("Usage: " + about + " ");
    assertThat(err.toString()).isEmpty();
  }

  /** The version of an app is not the program's. */
  @Test
  void ofAPackageTheVersionIsAnOptionWithAValue() {
    assertThat(type("package", "/absent", "--app", "a", "--version", "1.2"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("/absent is not a directory");
    assertThat(type("package", "-V")).isZero();
    assertThat(out.toString()).startsWith("docker-wrapper ");
  }

  @Test
  void whatStandsBehindTwoDashesIsTheApps() {
    assertThat(type("dry-run", "/absent", "--", "--help")).isEqualTo(ExitCode.USAGE);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("/absent is not a directory");
  }

  /** Not the name of a file with more words. */
  @Test
  void aWordThatBeginsWithAnAtSignIsAWord() {
    assertThat(type("dry-run", "@absent")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("@absent is not a directory");
  }

  /** {@code words.c} has the same lists. */
  @Test
  void theLauncherKnowsTheSameWords() throws IOException {
    String launcher = Files.readString(Path.of("wrapper/src/main/c/words.c"));
    for (Map.Entry<String, String> guess : TypedWords.GUESSES) {
      assertThat(launcher).contains("{\"%s\", \"%s\"}".formatted(guess.getKey(), guess.getValue()));
    }
    String commands = launcher.replaceAll("(?s).*COMMANDS\\[\\] = \\{(.*?), NULL\\}.*", "$1");
    assertThat(Arrays.stream(commands.split(", ")).map(it -> it.replace("\"", "")))
        .containsExactlyElementsOf(TypedWords.COMMANDS);
    assertThat(AuthorCommands.commandLine().getSubcommands().keySet())
        .containsExactlyInAnyOrderElementsOf(List.copyOf(TypedWords.COMMANDS));
  }
}
