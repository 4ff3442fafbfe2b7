package net.boincwrapper.bench;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.boincwrapper.harness.Shell;

/**
 * An engine's own program.
 *
 * @param program such as {@code podman}, found as a shell does
 * @param environment variables beyond this process's own, which lead it to its engine
 */
record Cli(String program, Map<String, String> environment) {
  static final Cli DOCKER = new Cli("docker", Map.of());

  /** A command that reads and says nothing, to be started. */
  ProcessBuilder silent(List<String> words) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder
        .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD);
  }

  /** Runs a command; its end is the caller's to judge. */
  Shell.Result run(String... words) {
    return Shell.run(command(words));
  }

  /** Runs a command that must succeed and returns its output without the last line end. */
  String succeed(String... words) {
    return Shell.succeed(command(words).toArray(String[]::new));
  }

  private List<String> command(String... words) {
    List<String> command = new ArrayList<>(List.of("env"));
    environment.forEach((name, value) -> command.add(name + "=" + value));
    command.add(program);
    command.addAll(List.of(words));
    return command;
  }
}
