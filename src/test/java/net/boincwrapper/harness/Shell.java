package net.boincwrapper.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command of the host and takes its output. */
public final class Shell {
  private Shell() {}

  /** A command's end. */
  public record Result(int status, String output) {}

  /** Runs a command; its end is the caller's to judge. */
  public static Result run(String... command) {
    return run(List.of(command));
  }

  /** Runs a command; its end is the caller's to judge. */
  public static Result run(List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(EngineUnderTest.variables());
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("hangs: " + command);
      }
      return new Result(process.exitValue(), output);
    } catch (IOException e) {
      throw new AssertionError("cannot run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while running " + command, e);
    }
  }

  /** Runs a command that must succeed and returns its output without the last line end. */
  public static String succeed(String... command) {
    Result result = run(command);
    if (result.status() != 0) {
      throw new AssertionError(
          String.join(" ", command) + " ended with " + result.status() + ":\n" + result.output());
    }
    return result.output().stripTrailing();
  }
}
