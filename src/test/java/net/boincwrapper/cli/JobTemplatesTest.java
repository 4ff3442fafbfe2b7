package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class JobTemplatesTest {
  @TempDir private Path home;

  static Iterable<String> names() throws IOException {
    return JobTemplates.names();
  }

  @Test
  void thereAreAShellAndAQutipTemplate() throws IOException {
    assertThat(JobTemplates.names()).contains("qutip", "shell");
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachTemplateIsCopiedWholeAndDryRunsWithoutAProblem(String name) {
    Path directory = home.resolve("job");

    Run init = run("init", name, directory.toString());
    Run dryRun = run("dry-run", directory.toString());

    assertThat(init.exitCode()).as(init.err()).isZero();
    assertThat(directory.resolve("README.md")).exists();
    assertThat(directory.resolve("job.toml")).exists();
    assertThat(directory.resolve("Dockerfile")).exists();
    assertThat(directory.resolve("in.xml")).exists();
    assertThat(directory.resolve("out.xml")).exists();
    assertThat(dryRun.exitCode()).as(dryRun.out()).isZero();
    assertThat(dryRun.out()).doesNotContain("Problems").contains("The job can run.");
  }

  @Test
  void anUnknownTemplateIsToldTheKnownOnes() {
    Run init = run("init", "fortran", home.resolve("job").toString());

    assertThat(init.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(init.err())
        .contains("there is no template \"fortran\"; there are: ")
        .contains("shell");
    assertThat(home.resolve("job")).doesNotExist();
  }

  @Test
  void nothingIsCopiedOverWhatIsThere() throws IOException {
    Files.writeString(home.resolve("mine"), "mine");

    Run init = run("init", "shell", home.toString());

    assertThat(init.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(init.err()).contains("not empty");
    assertThat(home.resolve("job.toml")).doesNotExist();
  }

  private record Run(int exitCode, String out, String err) {}

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        AuthorCommands.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int exitCode = commandLine.execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }
}
