package net.boincwrapper.cli.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.engine.program.ElfFile;
import net.boincwrapper.engine.program.ForeignFormats;
import net.boincwrapper.engine.program.Shebang;
import net.boincwrapper.image.ImageRecipe;
import net.boincwrapper.job.Problem;

/**
 * The job's own programs, looked at before anything runs: what CMD or ENTRYPOINT names, and
 * whatever else is compiled or a script that may be run.
 *
 * @param facts what the compiled ones ask of host and image
 * @param problems what keeps one from running; an error only for what the container starts
 */
public record JobPrograms(List<ProgramFacts> facts, List<Problem> problems) {
  /** A folder of more files is data; its first files are looked at. */
  private static final int MOST_FILES = 10_000;

  public JobPrograms {
    facts = List.copyOf(facts);
    problems = List.copyOf(problems);
  }

  /** Where nothing is known of the image. */
  public static JobPrograms none() {
    return new JobPrograms(List.of(), List.of());
  }

  /** Looks at a folder's files. */
  public static JobPrograms of(JobFolder folder, ImageRecipe recipe) throws IOException {
    Set<String> files =
        folder.appFiles().stream()
            .map(it -> String.valueOf(it.getFileName()))
            .collect(Collectors.toUnmodifiableSet());
    List<ProgramFacts> facts = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (JobProgram program : programs(folder, recipe)) {
      new Look(program, recipe, files, problems).take();
      program
          .elf()
          .filter(it -> it.isProgram() || it.isLibrary())
          .ifPresent(it -> facts.add(new ProgramFacts(program.shown(), it)));
    }
    return new JobPrograms(facts, problems);
  }

  /** A line for each compiled file, and what most of them do not say. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(facts.stream().map(ProgramFacts::line).toList());
    if (facts.stream().anyMatch(ProgramFacts::isSilentAboutLevel)) {
      lines.add(
          "(Most programs carry no note of the x86-64 level that they need. One that was built with"
              + " -march=native may end with SIGILL on another CPU all the same.)");
    }
    return lines;
  }

  /** The one that is started first; a recipe may copy a file that is not for the slot. */
  private static List<JobProgram> programs(JobFolder folder, ImageRecipe recipe)
      throws IOException {
    Path directory = folder.directory();
    Optional<Path> started =
        recipe.sourcesOfProgram().stream()
            .map(directory::resolve)
            .filter(it -> Files.isRegularFile(it) && Files.isReadable(it))
            .map(directory::relativize)
            .findFirst();
    Set<Path> names = new LinkedHashSet<>(started.stream().toList());
    folder.appFiles().stream().limit(MOST_FILES).forEach(names::add);
    List<JobProgram> programs = new ArrayList<>();
    for (Path name : names) {
      programs.add(JobProgram.read(directory, name, started.filter(name::equals).isPresent()));
    }
    return programs;
  }

  /** A look at one file. */
  private record Look(
      JobProgram program, ImageRecipe recipe, Set<String> files, List<Problem> problems) {

    void take() {
      Optional<ElfFile> elf = program.elf();
      Optional<Shebang> script = Shebang.of(program.head());
      if (program.started()) {
        start();
      }
      if (elf.isPresent()) {
        compiled(elf.get());
      } else if (script.isPresent() && (program.started() || program.executable())) {
        script(script.get());
      } else if (program.started()) {
        neither();
      }
    }

    private void start() {
      if (!program.executable() && !recipe.mentions("chmod")) {
        failsUnlessMoreIsAdded(
            "is what the container starts, and is not executable: chmod +x it before it is"
                + " packaged, or let CMD name what runs it, as [\"sh\", \""
                + program.name().getFileName()
                + "\"]");
      }
    }

    private void compiled(ElfFile elf) {
      // An image for another platform is run by an emulator.
      Optional<String> foreign =
          recipe.base().isPresent()
              ? new ForeignFormats().withoutEmulators(program.head())
              : Optional.empty();
      if (!elf.isProgram() && !elf.isLibrary()) {
        notLinked();
      } else if (foreign.isPresent()) {
        fails(foreign.get());
      } else {
        if (program.started() && elf.isLibrary()) {
          warns("is a shared library, and the container starts it: link it as a program");
        }
        ElfChecks checks = ElfChecks.of(elf, recipe, files);
        checks.failures().forEach(this::fails);
        checks.warnings().forEach(this::warns);
      }
    }

    private void notLinked() {
      if (program.started()) {
        fails("is an object file or a core, and no program: link it");
      }
    }

    private void script(Shebang script) {
      Optional<String> lineEnds = ScriptChecks.lineEnds(script);
      if (lineEnds.isPresent()) {
        fails(lineEnds.get());
      } else {
        new ScriptChecks(recipe).interpreter(script).ifPresent(this::warns);
      }
    }

    /** The C library lets a shell try what the kernel refuses. */
    private void neither() {
      Optional<String> foreign = new ForeignFormats().withoutEmulators(program.head());
      if (program.head().length == 0) {
        fails("is what the container starts, and is empty: see that it was built");
      } else if (foreign.isPresent()) {
        fails(foreign.get());
      } else {
        warns(
            "is what the container starts, and its first line names no interpreter, so that a"
                + " shell tries to run it: begin it with one such as #!/bin/sh");
      }
    }

    /** What nobody starts by its name may yet be started by something else, or never. */
    private void fails(String message) {
      problems.add(
          program.started()
              ? Problem.error(program.shown(), message)
              : Problem.warning(program.shown(), message));
    }

    /** A step may install the program, and be right. */
    private void failsUnlessMoreIsAdded(String message) {
      if (recipe.isBaseAlone()) {
        fails(message);
      } else {
        warns(message);
      }
    }

    private void warns(String message) {
      problems.add(Problem.warning(program.shown(), message));
    }
  }
}
