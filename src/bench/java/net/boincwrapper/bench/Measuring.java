package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.boincwrapper.harness.Shell;

/** One run through the sections. Each section's results are kept as soon as it is done. */
final class Measuring {
  private final Options options;
  private final Programs programs;
  private final Path output;
  private boolean complete = true;

  /**
   * @param home of the checkout
   */
  Measuring(Path home, Options options) {
    this.options = options;
    this.programs = new Programs(home, System.getenv());
    this.output = home.resolve("target").resolve("bench");
  }

  /** Whether no section has failed. */
  boolean complete() {
    return complete;
  }

  Results run() throws IOException {
    Wrapper ours = programs.ours();
    Results results = nothingYet(ours);
    long seed = options.seed().orElseGet(() -> System.nanoTime() % 1_000_000);
    Bench.say(results.machine().text());
    Bench.say("measuring " + ours.program() + ", seed " + seed);
    Shell.succeed("docker", "tag", App.BASE_IMAGE, App.IMAGE);
    try (Site site = Site.below(output)) {
      Lab lab = lab(site, ours, new Random(seed), results);
      WarmUp.run(lab);
      for (Section section : options.sections()) {
        measure(section, lab, results);
      }
    } finally {
      Shell.run("docker", "rmi", "--no-prune", App.IMAGE);
    }
    return results;
  }

  private Results nothingYet(Wrapper ours) throws IOException {
    List<String> notes = new ArrayList<>();
    if (programs.isForDevelopment(ours)) {
      notes.add("this is the development script with the JDK of this machine, not the bundle");
    }
    if (programs.isOutdated(ours)) {
      notes.add("the bundle is older than the sources; see bin/bundle");
    }
    return new Results(
        Machine.look(),
        Programs.words(ours),
        programs.peer().isPresent() ? Programs.words(programs.peer().get()) : "",
        options.quick() ? "quick" : "whole",
        new LinkedHashMap<>(),
        notes,
        new Figures());
  }

  private Lab lab(Site site, Wrapper ours, Random random, Results results) {
    return new Lab(
        output,
        site,
        ours,
        programs.peer(),
        options.quick() ? Effort.QUICK : Effort.WHOLE,
        random,
        results.figures(),
        results.notes(),
        new HashSet<>(),
        Bench::say);
  }

  private void measure(Section section, Lab lab, Results results) throws IOException {
    Figures before = new Figures(results.figures().all());
    double load = Machine.loadNow();
    results.loads().put(section.word(), load);
    Bench.say(String.format(Locale.ROOT, "section %s, load %.1f", section.word(), load));
    try {
      lab.leftOut().clear();
      section.measure(lab);
    } catch (BenchException | IOException | AssertionError e) {
      complete = false;
      results.notes().add("section " + section.word() + " failed: " + BenchException.firstLine(e));
      Bench.say("section " + section.word() + " failed: " + e.getMessage());
    }
    keep(section.word(), results.with(results.figures().without(before)));
    keep("results", results);
  }

  private void keep(String name, Results results) throws IOException {
    Path written = output.resolve(name + ".json.new");
    Files.writeString(written, ResultsJson.write(results));
    Files.move(written, output.resolve(name + ".json"), StandardCopyOption.REPLACE_EXISTING);
  }
}
