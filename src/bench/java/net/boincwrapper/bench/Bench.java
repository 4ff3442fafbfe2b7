package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import net.boincwrapper.harness.Shell;

/** {@code bin/bench}: measures, or takes what was measured, and shows it. */
final class Bench {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private Bench() {}

  /**
   * Runs in the checkout's directory. Exit status: 0 measured, 1 something failed, 2 usage, 3 no
   * engine.
   */
  public static void main(String[] words) throws IOException {
    Options options;
    try {
      options = Options.parse(words);
    } catch (BenchException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(2);
      return;
    }
    if (options.help()) {
      System.out.print(Options.USAGE);
      return;
    }
    try {
      System.exit(run(options, Path.of("").toAbsolutePath()));
    } catch (BenchException | AssertionError e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(1);
    }
  }

  private static int run(Options options, Path home) throws IOException {
    Measuring measuring = new Measuring(home, options);
    Results results;
    if (options.from().isPresent()) {
      results = ResultsJson.read(Files.readString(options.from().get()));
    } else if (engineAnswers()) {
      results = measuring.run();
    } else {
      return 3;
    }
    System.out.println(Report.of(results));
    if (options.readme()) {
      new ReadmeFigures(home.resolve("wrapper")).write(results);
      say("wrote the figures of wrapper/README.md, and wrapper/bench/");
    }
    return measuring.complete() ? 0 : 1;
  }

  private static boolean engineAnswers() {
    if (Shell.run("docker", "version").status() != 0) {
      System.err.println("bench: no container engine answers; see bin/setup");
      return false;
    }
    if (Shell.run("docker", "image", "inspect", App.BASE_IMAGE).status() != 0) {
      System.err.println("bench: there is no image " + App.BASE_IMAGE + "; see bin/setup");
      return false;
    }
    return true;
  }

  /** Tells how far it is. */
  static void say(String line) {
    System.err.println(CLOCK.format(LocalTime.now(ZoneId.systemDefault())) + "  " + line);
  }
}
