package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.boincwrapper.harness.Shell;

/** {@code bin/bench}: measures, shows and keeps what was measured. */
final class Bench {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final String BASE_IMAGE = "debian:bookworm-slim";

  private final Path home;
  private final Path output;
  private boolean allMeasured = true;

  private Bench(Path home) {
    this.home = home;
    this.output = home.resolve("target").resolve("bench");
  }

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
      System.exit(new Bench(Path.of("").toAbsolutePath()).run(options));
    } catch (BenchException | AssertionError e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(1);
    }
  }

  private int run(Options options) throws IOException {
    Results results;
    if (options.from().isPresent()) {
      results = ResultsJson.read(Files.readString(options.from().get()));
    } else if (engineAnswers()) {
      results = measure(options);
    } else {
      return 3;
    }
    System.out.println(Report.of(results));
    if (options.readme()) {
      new ReadmeFigures(home.resolve("wrapper")).write(results);
      say("wrote the figures of wrapper/README.md, and wrapper/bench/");
    }
    return allMeasured ? 0 : 1;
  }

  private static boolean engineAnswers() {
    if (Shell.run("docker", "version").status() != 0) {
      System.err.println("bench: no container engine answers; see bin/setup");
      return false;
    }
    if (Shell.run("docker", "image", "inspect", BASE_IMAGE).status() != 0) {
      System.err.println("bench: there is no image " + BASE_IMAGE + "; see bin/setup");
      return false;
    }
    return true;
  }

  private Results measure(Options options) throws IOException {
    Programs programs = new Programs(home, System.getenv());
    Wrapper ours = programs.ours();
    List<String> notes = new ArrayList<>();
    if (programs.isForDevelopment(ours)) {
      notes.add("this is the development script with the JDK of this machine, not the bundle");
    }
    if (programs.isOutdated(ours)) {
      notes.add("the bundle is older than the sources; see bin/bundle");
    }
    long seed = options.seed().orElseGet(() -> System.nanoTime() % 1_000_000);
    Results results =
        new Results(
            Machine.look(),
            Programs.words(ours),
            programs.peer().isPresent() ? Programs.words(programs.peer().get()) : "",
            options.quick() ? "quick" : "whole",
            notes,
            new Figures());
    say(results.machine().text());
    say("measuring " + ours.program() + ", seed " + seed);
    Shell.succeed("docker", "tag", BASE_IMAGE, App.IMAGE);
    try (Site site = Site.below(output)) {
      Lab lab =
          new Lab(
              output,
              site,
              ours,
              programs.peer(),
              options.quick() ? Effort.QUICK : Effort.WHOLE,
              new Random(seed),
              results.figures(),
              notes,
              new HashSet<>(),
              Bench::say);
      WarmUp.run(lab);
      for (Section section : options.sections()) {
        measure(section, lab, results);
      }
    } finally {
      Shell.run("docker", "rmi", "--no-prune", App.IMAGE);
    }
    return results;
  }

  /** What was measured is kept section by section: a run that is cut short leaves what it had. */
  private void measure(Section section, Lab lab, Results results) throws IOException {
    Figures before = new Figures(results.figures().all());
    say(String.format(Locale.ROOT, "section %s, load %.1f", section.word(), Machine.loadNow()));
    try {
      lab.leftOut().clear();
      section.measure(lab);
    } catch (BenchException | AssertionError e) {
      allMeasured = false;
      results.notes().add("section " + section.word() + " failed: " + firstLine(e));
      say("section " + section.word() + " failed: " + e.getMessage());
    }
    keep(section.word(), results.with(results.figures().without(before)));
    keep("results", results);
  }

  private static String firstLine(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
  }

  private void keep(String name, Results results) throws IOException {
    Path written = output.resolve(name + ".json.new");
    Files.writeString(written, ResultsJson.write(results));
    Files.move(written, output.resolve(name + ".json"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void say(String line) {
    System.err.println(CLOCK.format(LocalTime.now(ZoneId.systemDefault())) + "  " + line);
  }
}
