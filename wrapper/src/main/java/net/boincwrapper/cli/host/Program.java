package net.boincwrapper.cli.host;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks a program of the host something short. */
final class Program {
  private static final Duration TIME = Duration.ofSeconds(3);

  private Program() {}

  /**
   * What it prints.
   *
   * @return empty where it is not installed, fails, or does not end
   */
  static Optional<String> ask(String... command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectError(Redirect.DISCARD);
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(TIME.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.exitValue() == 0 ? Optional.of(printed) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
