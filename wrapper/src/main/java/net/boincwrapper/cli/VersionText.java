package net.boincwrapper.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.docker.Engines;

/** What {@code --version} tells, for a report of a fault: this program, its Java, its engine. */
final class VersionText {
  private static final long PATIENCE_MILLIS = 1000;
  private static final String UNKNOWN = "unknown";

  private VersionText() {}

  /**
   * A line for each.
   *
   * @param engine empty: it did not answer
   */
  static List<String> lines(Optional<EngineInfo> engine) {
    return List.of(
        "docker-wrapper " + ofThisBuild(),
        "Java " + System.getProperty("java.vm.version") + ", " + System.getProperty("java.vendor"),
        engine.map(VersionText::of).orElse("no container engine answers within a second"));
  }

  /** An engine that hangs keeps nobody waiting. */
  static Optional<EngineInfo> engineOfThisHost() {
    CompletableFuture<Optional<EngineInfo>> answer = new CompletableFuture<>();
    Thread asking = new Thread(() -> answer.complete(ask()), "version");
    asking.setDaemon(true);
    asking.start();
    return answer
        .completeOnTimeout(Optional.empty(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .join();
  }

  private static Optional<EngineInfo> ask() {
    try {
      Optional<Engine> running = Engines.running(System.getenv());
      return running.isPresent() ? Optional.of(ask(running.get())) : Optional.empty();
    } catch (EngineException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static EngineInfo ask(Engine engine) throws EngineException {
    try (engine) {
      return engine.info();
    }
  }

  private static String of(EngineInfo engine) {
    String kind = engine.kind().name();
    return kind.charAt(0)
        + kind.substring(1).toLowerCase(Locale.ROOT)
        + " "
        + engine.version()
        + (engine.rootless() ? ", rootless" : "");
  }

  /** {@code 0.1.0 (commit 0123456789ab)}; {@code bin/maven} says which commit it is. */
  static String ofThisBuild() {
    Properties build = build();
    return number(build) + " (commit " + build.getProperty("commit", UNKNOWN) + ")";
  }

  /** {@code 0.1.0}. */
  static String number() {
    return number(build());
  }

  private static String number(Properties build) {
    return build.getProperty("version", UNKNOWN);
  }

  private static Properties build() {
    Properties build = new Properties();
    try (InputStream file = VersionText.class.getResourceAsStream("version.properties")) {
      if (file != null) {
        build.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read this program's own version", e);
    }
    return build;
  }
}
