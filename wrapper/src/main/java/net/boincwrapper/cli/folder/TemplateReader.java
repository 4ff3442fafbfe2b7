package net.boincwrapper.cli.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.boincwrapper.cli.folder.BoincTemplate.BadTemplate;
import net.boincwrapper.cli.folder.BoincTemplate.FileReference;
import net.boincwrapper.job.Problem;

/** Finds BOINC's templates in an author's directory, and reads them. */
final class TemplateReader {
  private final Path directory;
  private final List<Problem> problems;

  /**
   * @param problems receives what is wrong
   */
  TemplateReader(Path directory, List<Problem> problems) {
    this.directory = directory;
    this.problems = problems;
  }

  /** {@code in.xml}, or {@code APP_in.xml} as {@code create_work} looks for it. */
  Optional<BoincTemplate> read(String kind, BiFunction<String, String, List<Problem>> checks)
      throws IOException {
    List<Path> found = children(name -> isTemplate(name, kind));
    if (found.isEmpty()) {
      children(name -> isTemplate(name.toLowerCase(Locale.ROOT), kind)).stream()
          .map(other -> Problem.warning(name(other), "is not read; rename it to " + kind + ".xml"))
          .forEach(problems::add);
      return Optional.empty();
    }
    found.stream()
        .skip(1)
        .map(
            other -> Problem.warning(name(other), "is ignored: " + name(found.get(0)) + " is used"))
        .forEach(problems::add);
    return TextFile.read(found.get(0), problems)
        .flatMap(content -> parse(found.get(0), content, checks));
  }

  static boolean isTemplate(String name, String kind) {
    return name.equals(kind + ".xml") || name.endsWith("_" + kind + ".xml");
  }

  private Optional<BoincTemplate> parse(
      Path file, byte[] content, BiFunction<String, String, List<Problem>> checks) {
    List<Problem> found = checks.apply(name(file), new String(content, StandardCharsets.UTF_8));
    problems.addAll(found);
    try {
      return Optional.of(BoincTemplate.parse(file, content));
    } catch (BadTemplate e) {
      // The checks know the lines, but not everything.
      if (found.stream().noneMatch(Problem::isError)) {
        String message = String.valueOf(e.getMessage());
        problems.add(
            e.line() > 0
                ? Problem.error(name(file), e.line(), message)
                : Problem.error(name(file), message));
      }
      return Optional.empty();
    }
  }

  /** The samples of the inputs that a template names. */
  void checkInputs(Optional<BoincTemplate> template) {
    for (FileReference input : template.map(BoincTemplate::files).orElse(List.of())) {
      Path file = directory.resolve(input.openName());
      if (!Files.isRegularFile(file)) {
        boolean dangling = Files.isSymbolicLink(file) && !Files.exists(file);
        problems.removeIf(problem -> problem.file().equals(input.openName()));
        problems.add(
            Problem.error(
                name(template.orElseThrow().source()),
                "names the input \""
                    + input.openName()
                    + "\", which is "
                    + (dangling ? "a link that leads nowhere in " : "not in ")
                    + directory
                    + "; put a sample of it there"));
      }
    }
  }

  private List<Path> children(Predicate<String> wanted) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(child -> wanted.test(name(child))).sorted().toList();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
