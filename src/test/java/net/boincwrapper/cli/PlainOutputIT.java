package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.harness.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes into a pipe or a file has no control sequences, of Maven's or of ours. */
class PlainOutputIT {
  private static final Path HOME =
      Path.of(System.getProperty("docker-wrapper.home", "")).toAbsolutePath();

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"--offline --quiet --version", "--offline --batch-mode no-such-phase"})
  void mavensOutputInAFileHasNone(String words) throws IOException {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    String line =
        "cd '%s' && TERM=xterm bin/maven %s >'%s' 2>'%s'".formatted(HOME, words, out, err);

    Shell.Result result = Shell.run("bash", "-c", line);

    assertThat(result.status()).isEqualTo(words.contains("no-such-phase") ? 1 : 0);
    String both = Files.readString(out) + Files.readString(err);
    assertThat(both).isNotBlank().doesNotContain("\u001b");
  }

  /** What is on its way when Maven ends has arrived when the script does. */
  @Test
  void nothingOfItIsLost() throws IOException {
    Path tools = Files.createDirectory(directory.resolve("tools"));
    Path mvn = tools.resolve("mvn");
    Files.writeString(
        mvn,
        "#!/bin/bash\nseq 20000; printf '\\e[1;31mred\\e[m\\n' >&2; printf 'no end'; exit 7\n");
    Shell.succeed("chmod", "755", mvn.toString());
    Path out = directory.resolve("out");
    String line = "PATH='%s':$PATH '%s/bin/maven' >'%s'".formatted(tools, HOME, out);

    Shell.Result result = Shell.run("bash", "-c", line);

    assertThat(result.status()).isEqualTo(7);
    assertThat(result.output()).isEqualTo("red\n");
    assertThat(Files.readAllLines(out)).hasSize(20001).endsWith("20000", "no end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void aSignalReachesMaven(String signal) throws IOException {
    Path tools = Files.createDirectory(directory.resolve("tools"));
    Path mvn = tools.resolve("mvn");
    Files.writeString(
        mvn,
        "#!/bin/bash\ntrap 'echo last words; exit 9' %1$s\nkill -%1$s $PPID\nwhile :; do sleep 0.05; done\n"
            .formatted(signal));
    Shell.succeed("chmod", "755", mvn.toString());
    String line =
        "PATH='%s':$PATH env --default-signal=%s '%s/bin/maven'".formatted(tools, signal, HOME);

    Shell.Result result = Shell.run("bash", "-c", line);

    assertThat(result.output()).isEqualTo("last words\n");
    assertThat(result.status()).isEqualTo(9);
  }

  @Test
  void noScriptCallsMavenByItself() throws IOException {
    try (Stream<Path> scripts = Files.list(HOME.resolve("bin"))) {
      List<Path> others =
          scripts.filter(it -> !it.endsWith("maven") && !it.endsWith("setup")).toList();
      assertThat(others).hasSizeGreaterThan(4);
      for (Path script : others) {
        assertThat(script).content().doesNotContainPattern("(?m)(^|[;&|]|exec|INT)\\s*mvn\\s");
      }
    }
  }

  @Test
  void whatThisProgramSaysInAFileHasNoneThoughTheOtherStreamIsATerminal() throws IOException {
    Path err = directory.resolve("err");
    String typed = "--no-such-option 2>" + err;

    try (ProgramRun run = ProgramRun.startOnTerminal("dry-run", typed)) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.USAGE);
    }

    assertThat(err).content().contains("--no-such-option").doesNotContain("\u001b");
  }
}
