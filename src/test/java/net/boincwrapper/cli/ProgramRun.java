package net.boincwrapper.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.Shell;

/** The packaged program as an author starts it, with its output in files. */
public final class ProgramRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Process process;
  private final Path out;
  private final Path err;

  private ProgramRun(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  public static ProgramRun start(String... arguments) throws IOException {
    return start(Map.of(), program(arguments));
  }

  public static ProgramRun startWith(Map<String, String> environment, String... arguments)
      throws IOException {
    return start(environment, program(arguments));
  }

  /** Waits for the end of a run that another command begins. */
  public static ProgramRun under(List<String> launcher, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.addAll(program(arguments));
    ProgramRun run = start(Map.of(), command);
    run.exitCode();
    return run;
  }

  /** On a terminal of its own, of which {@link #type} is the keyboard. */
  public static ProgramRun startOnTerminal(String... arguments) throws IOException {
    String line = "stty cols 80 rows 24; exec " + String.join(" ", program(arguments));
    return start(
        Map.of("TERM", "xterm", "SHELL", "/bin/sh"),
        List.of("script", "--quiet", "--flush", "--return", "--command", line, "/dev/null"));
  }

  /** Waits for the end of a run. */
  public static ProgramRun of(String... arguments) throws IOException {
    ProgramRun run = start(arguments);
    run.exitCode();
    return run;
  }

  /** Whoever runs the tests may ignore Ctrl-C, as a background job of a shell does. */
  private static List<String> program(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-jar",
                System.getProperty("docker-wrapper.jar", "target/docker-wrapper.jar")));
    command.addAll(List.of(arguments));
    return command;
  }

  private static ProgramRun start(Map<String, String> environment, List<String> command)
      throws IOException {
    Path out = Files.createTempFile("docker-wrapper-it-", ".out");
    Path err = Files.createTempFile("docker-wrapper-it-", ".err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new ProgramRun(builder.start(), out, err);
  }

  public int exitCode() {
    return exitCode(PATIENCE);
  }

  /** Waits for the end, at most so long. */
  public int exitCode(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the program still runs" + evidence());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    return process.exitValue();
  }

  public String out() {
    return read(out);
  }

  public String err() {
    return read(err);
  }

  /** Waits until standard output holds a text. */
  public ProgramRun awaitOut(String text) {
    Eventually.await(
        "output with \"" + text + "\"",
        Duration.ofSeconds(90),
        () -> {
          if (!process.isAlive() && !out().contains(text)) {
            throw new AssertionError("the program ended before: " + text + evidence());
          }
          return out().contains(text);
        },
        this::evidence);
    return this;
  }

  /** Sends a signal by name, such as {@code TERM}. */
  void signal(String name) throws IOException {
    Shell.succeed("kill", "-" + name, Long.toString(process.pid()));
  }

  /** Waits until something holds. */
  ProgramRun await(String what, Callable<Boolean> condition) {
    Eventually.await(
        what,
        Duration.ofSeconds(90),
        () -> {
          if (!process.isAlive() && !condition.call()) {
            throw new AssertionError("the program ended before: " + what + evidence());
          }
          return condition.call();
        },
        this::evidence);
    return this;
  }

  /** Presses keys; {@code \u0003} is Ctrl-C. */
  public void type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
  }

  public String evidence() {
    return "\nstandard output:\n" + out() + "\nstandard error:\n" + err();
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    Files.deleteIfExists(out);
    Files.deleteIfExists(err);
  }
}
