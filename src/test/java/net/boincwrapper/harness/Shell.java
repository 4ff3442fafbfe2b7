package net.boincwrapper.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a command of the host and takes its output. */
public final class Shell {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private Shell() {}

  /** A command's end. */
  public record Result(int status, String output) {}

  /** Runs a command; its end is the caller's to judge. */
  public static Result run(String... command) {
    return run(List.of(command));
  }

  /** Runs a command; its end is the caller's to judge. */
  public static Result run(List<String> command) {
    return run(LIMIT, command);
  }

  private static Result run(Duration limit, List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(EngineUnderTest.variables());
      Process process = builder.start();
      process.getOutputStream().close();
      CompletableFuture<byte[]> output =
          CompletableFuture.supplyAsync(() -> outputOf(process), Shell::inThread);
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("hangs: " + command);
      }
      byte[] bytes = output.get(limit.toSeconds(), TimeUnit.SECONDS);
      return new Result(process.exitValue(), new String(bytes, StandardCharsets.UTF_8));
    } catch (TimeoutException e) {
      throw new AssertionError("has left a process that keeps its output open: " + command, e);
    } catch (IOException | ExecutionException e) {
      throw new AssertionError("cannot run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while running " + command, e);
    }
  }

  /** Of its own: several commands may run at once. */
  private static void inThread(Runnable work) {
    Thread thread = new Thread(work, "output of a command");
    thread.setDaemon(true);
    thread.start();
  }

  /** Read while it runs, for a pipe that is full stops it. */
  private static byte[] outputOf(Process process) {
    try {
      return process.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command that must succeed and returns its output without the last line end. */
  public static String succeed(String... command) {
    return succeedWithin(LIMIT, command);
  }

  /** As {@link #succeed}, of a command that may take longer than others. */
  public static String succeedWithin(Duration limit, String... command) {
    Result result = run(limit, List.of(command));
    if (result.status() != 0) {
      throw new AssertionError(
          String.join(" ", command) + " ended with " + result.status() + ":\n" + result.output());
    }
    return result.output().stripTrailing();
  }
}
