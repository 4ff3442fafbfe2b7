package net.boincwrapper.image;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import net.boincwrapper.image.Dockerfile.Instruction;
import net.boincwrapper.image.Images.Wish;
import net.boincwrapper.job.Job;
import net.boincwrapper.plan.ContainerPath;

/**
 * WORKDIR and what is copied: the slot is mounted over the job's {@code workdir} and hides what the
 * image has there, and it brings the input.
 */
final class WorkdirChecks {
  private final Dockerfile file;
  private final Wish wish;
  private final List<Instruction> instructions;
  private final ContainerPath slot;
  private final SlotFiles given;
  private final DockerfileReport report;

  WorkdirChecks(Dockerfile file, Wish wish, SlotFiles given, DockerfileReport report) {
    Job job = wish.job();
    this.file = file;
    this.wish = wish;
    this.instructions =
        file.lineage(job.buildOptions().target()).stream().flatMap(List::stream).toList();
    this.slot = ContainerPath.of(job.workdir());
    this.given = given;
    this.report = report;
  }

  void check() {
    workdirAndCopies();
    // In all stages: the classic builder runs all of them.
    file.instructions().stream()
        .filter(ContextSources::copies)
        .forEach(
            copy -> {
              sources(copy);
              inputs(copy);
            });
  }

  /** WORKDIR changes from instruction to instruction; a relative one is below the one before. */
  private void workdirAndCopies() {
    ContainerPath current = ContainerPath.of("/");
    Optional<Instruction> last = Optional.empty();
    for (Instruction instruction : instructions) {
      if (instruction.is("WORKDIR") && isPath(instruction.text())) {
        String path = instruction.words().get(0);
        relative(instruction, path, last.isEmpty());
        current = path.startsWith("/") ? ContainerPath.of(path) : current.resolve(path);
        last = Optional.of(instruction);
      } else if (instruction.is("COPY") || instruction.is("ADD")) {
        copy(instruction, current);
      }
    }
    if (last.isPresent() && !current.equals(slot)) {
      report.warning(
          last.get(),
          "WORKDIR is "
              + current
              + " but the slot is mounted at "
              + slot
              + ", where the app starts; make WORKDIR and workdir in job.toml equal");
    }
  }

  private void relative(Instruction workdir, String path, boolean first) {
    if (first && !path.startsWith("/")) {
      report.warning(
          workdir,
          path
              + " is relative, so it is below whatever WORKDIR the base image has; write it from /,"
              + " as workdir in job.toml: WORKDIR "
              + slot);
    }
  }

  private void copy(Instruction copy, ContainerPath current) {
    List<String> words = copy.words();
    String to = words.isEmpty() ? "." : words.get(words.size() - 1);
    ContainerPath target = to.startsWith("/") ? ContainerPath.of(to) : current.resolve(to);
    if (words.size() > 1 && literal(to) && slot.contains(target)) {
      boolean ofTheContext = ContextSources.copies(copy);
      report.warning(
          copy,
          "what it copies to "
              + target
              + " is hidden: the slot, with the application's files in it, is mounted over "
              + slot
              + (ofTheContext
                  ? "; drop the line, or copy it elsewhere if it belongs to the image"
                  : "; copy it elsewhere, such as to /usr/local/bin/"));
    }
  }

  /** The author's directory has more than a slot: READMEs, hidden files, templates. */
  private void sources(Instruction copy) {
    for (ContextSources.Source source : ContextSources.of(copy)) {
      String name = ContainerPath.of("/" + source.name()).text().substring(1);
      boolean here = literal(name) && Files.exists(wish.slot().directory().resolve(name));
      if (here && !name.isEmpty() && !given.has(name) && !given.hasDirectory(name)) {
        report.error(
            copy,
            name
                + " is here, but it is no file of the app version, so no slot will have it; give it"
                + " a name that is neither hidden nor that of a README or a template");
        return;
      }
    }
  }

  /** The name of an image depends on what is copied into it. */
  private void inputs(Instruction copy) {
    TreeSet<String> taken = new TreeSet<>();
    List<String> words = copy.words();
    for (String source : words.subList(0, Math.max(0, words.size() - 1))) {
      given.inputs().stream().filter(input -> takes(source, input)).forEach(taken::add);
    }
    if (!taken.isEmpty()) {
      report.warning(
          copy,
          "takes in "
              + String.join(", ", taken)
              + ", which each workunit has another of: every task would build an image of its own,"
              + " and fill the volunteer's disk; name the other files one by one, and let the app"
              + " read its input in WORKDIR: it comes through the slot, never by COPY");
    }
  }

  /** Whether a source of COPY is a file, or a directory with it, or matches either. */
  static boolean takes(String source, String input) {
    String path = ContainerPath.of("/" + source).text().substring(1);
    if (path.isEmpty() || input.equals(path) || input.startsWith(path + "/")) {
      return true;
    }
    return GoPattern.isPattern(path) && matches(path, input);
  }

  /** A pattern may match the file, or a directory above it. */
  private static boolean matches(String pattern, String input) {
    try {
      GoPattern wanted = GoPattern.of(pattern);
      for (int end = input.indexOf('/'); end > 0; end = input.indexOf('/', end + 1)) {
        if (wanted.matches(input.substring(0, end))) {
          return true;
        }
      }
      return wanted.matches(input);
    } catch (PatternSyntaxException e) {
      // Reported where the context is gathered.
      return false;
    }
  }

  private static boolean literal(String text) {
    return text.indexOf('$') < 0;
  }

  private static boolean isPath(String text) {
    return literal(text) && !text.isEmpty();
  }
}
