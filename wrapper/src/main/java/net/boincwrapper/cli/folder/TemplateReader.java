package net.boincwrapper.cli.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.boincwrapper.cli.folder.BoincTemplate.BadTemplate;
import net.boincwrapper.cli.folder.BoincTemplate.FileReference;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.Problem.Severity;
import net.boincwrapper.job.Spelling;

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

  /**
   * The samples of the inputs that a template names.
   *
   * @param given the job's files, relative to its directory
   */
  void checkInputs(Optional<BoincTemplate> template, Set<String> given) throws IOException {
    for (FileReference input : template.map(BoincTemplate::files).orElse(List.of())) {
      if (!Files.isRegularFile(directory.resolve(input.openName()))) {
        problems.removeIf(problem -> problem.file().equals(input.openName()));
        problems.add(missing(template.orElseThrow(), input.openName(), given));
      }
    }
  }

  private Problem missing(BoincTemplate template, String input, Set<String> given)
      throws IOException {
    Path file = directory.resolve(input);
    boolean dangling = Files.isSymbolicLink(file) && !Files.exists(file);
    Optional<String> near = dangling ? Optional.empty() : near(template, input, given);
    String message =
        "names the input \""
            + input
            + "\", which is "
            + (dangling ? "a link that leads nowhere in " : "not in ")
            + directory
            + near.map(name -> "; did you mean \"" + name + "\"?")
                .orElse("; put a sample of it there");
    OptionalInt line = line(template.source(), input);
    return new Problem(Severity.ERROR, name(template.source()), line, message);
  }

  /** A file of the job that the template does not name. */
  private static Optional<String> near(BoincTemplate template, String input, Set<String> given) {
    Set<String> others = new HashSet<>(given);
    template.files().forEach(named -> others.remove(named.openName()));
    return Spelling.nearest(input, others);
  }

  /** Of its {@code <open_name>}. */
  private static OptionalInt line(Path source, String openName) throws IOException {
    String text = new String(Files.readAllBytes(source), StandardCharsets.UTF_8);
    return TemplateElement.read(text).stream()
        .flatMap(TemplateElement::all)
        .filter(it -> it.name().equals("open_name") && it.text().equals(openName))
        .mapToInt(TemplateElement::line)
        .findFirst();
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
