package net.boincwrapper.cli.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.boincwrapper.cli.display.Failure;
import net.boincwrapper.cli.folder.BoincTemplate.BadTemplate;
import net.boincwrapper.cli.folder.BoincTemplate.FileReference;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.toml.JobReader;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.StandaloneSlot;

/** Reads an author's directory, whatever is in it. */
final class JobFolderReader {
  /** The same limit as in a task. */
  private static final long LARGEST_TEXT = 1 << 20;

  private final Path directory;
  private final NamedFile description;
  private final NamedFile recipe;
  private final List<Problem> problems = new ArrayList<>();

  JobFolderReader(Path directory, String jobName, String dockerfileName) {
    this.directory = directory;
    this.description = new NamedFile(directory, jobName, "--config", SlotLayout.JOB);
    this.recipe = new NamedFile(directory, dockerfileName, "--dockerfile", SlotLayout.DOCKERFILE);
  }

  JobFolder read() throws IOException {
    if (!isJob()) {
      // Otherwise it may be any directory, and walking through it may take long.
      String why =
          "is not in " + directory + ", and no " + recipe.name() + " either; name the job's folder";
      return folder(noJob(Problem.error(description.name(), why)), Optional.empty(), List.of());
    }
    JobReader.Outcome job = job();
    Optional<String> dockerfile = dockerfile(job);
    return folder(job, dockerfile, appFiles());
  }

  private boolean isJob() throws IOException {
    for (NamedFile file : List.of(description, recipe)) {
      if (file.exists() || file.isDangling() || file.lookAlike().isPresent()) {
        return true;
      }
    }
    return false;
  }

  private JobFolder folder(JobReader.Outcome job, Optional<String> dockerfile, List<Path> appFiles)
      throws IOException {
    problems.addAll(job.problems());
    Optional<BoincTemplate> input = template("in", InputTemplateChecks::check);
    Optional<BoincTemplate> output =
        template(
            "out",
            (name, text) -> OutputTemplateChecks.check(name, text, names(appFiles), names(input)));
    checkInputs(input);
    JobFolder folder =
        new JobFolder(
            directory,
            description.name(),
            job,
            recipe.name(),
            dockerfile,
            appFiles,
            input,
            output,
            List.of());
    problems.addAll(FolderConflicts.find(folder));
    return folder.with(problems);
  }

  private static Set<String> names(Optional<BoincTemplate> template) {
    return template.stream()
        .flatMap(it -> it.files().stream())
        .map(FileReference::openName)
        .collect(Collectors.toSet());
  }

  private static Set<String> names(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.toSet());
  }

  /** A task goes on without it, because each key has a default; an author has meant something. */
  private JobReader.Outcome job() throws IOException {
    if (!description.exists()) {
      Problem problem =
          description
              .missing()
              .orElseGet(
                  () ->
                      Problem.warning(
                          description.name(),
                          "is not in "
                              + directory
                              + ", so that every key has its default: no checkpoint, no limit of"
                              + " memory; write one, be it with comments alone"));
      return problem.isError() ? noJob(problem) : withoutDescription(problem);
    }
    return text(description.path())
        .map(content -> JobReader.read(description.name(), content))
        .orElseGet(JobFolderReader::noJob);
  }

  private JobReader.Outcome withoutDescription(Problem warning) {
    problems.add(warning);
    return JobReader.read(description.name(), new byte[0]);
  }

  private static JobReader.Outcome noJob(Problem... why) {
    return new JobReader.Outcome(Optional.empty(), List.of(why), List.of());
  }

  /** A job that names an image needs none, unless it is asked for. */
  private Optional<String> dockerfile(JobReader.Outcome job) throws IOException {
    if (recipe.exists()) {
      return text(recipe.path()).flatMap(this::utf8);
    }
    boolean needed = job.job().filter(it -> it.imageName().isPresent()).isEmpty();
    if (needed || recipe.isAskedFor() || recipe.isDangling()) {
      recipe.missing().ifPresent(problems::add);
    }
    return Optional.empty();
  }

  private Optional<String> utf8(byte[] content) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
    } catch (CharacterCodingException e) {
      problems.add(Problem.error(recipe.name(), "is not UTF-8 text; save it as UTF-8"));
      return Optional.empty();
    }
  }

  /** The content of a text file; if it cannot be read, adds a problem and returns empty. */
  private Optional<byte[]> text(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return unreadable(file, "is not a file; put a text file there");
      }
      if (Files.size(file) > LARGEST_TEXT) {
        return unreadable(file, "is longer than 1 MiB; is it the right file?");
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      return unreadable(file, "cannot be read (" + Failure.reason(e) + "); make it readable");
    }
  }

  private Optional<byte[]> unreadable(Path file, String why) {
    problems.add(Problem.error(name(file), why));
    return Optional.empty();
  }

  /** {@code in.xml}, or {@code APP_in.xml} as {@code create_work} looks for it. */
  private Optional<BoincTemplate> template(
      String kind, BiFunction<String, String, List<Problem>> checks) throws IOException {
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
    return text(found.get(0)).flatMap(content -> parse(found.get(0), content, checks));
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

  private void checkInputs(Optional<BoincTemplate> template) {
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

  private List<Path> appFiles() throws IOException {
    AppFiles files = new AppFiles(directory, problems);
    boolean begun = new StandaloneSlot(new SlotLayout(directory)).isBegun();
    for (Path child :
        children(
            name -> AppFiles.belongsToTheApp(name) && !(begun && StandaloneSlot.isOurs(name)))) {
      if (!isTold(name(child))) {
        files.add(child);
      }
    }
    return files.found();
  }

  /** What is wrong with the job's own files has been said. */
  private boolean isTold(String name) {
    return (description.isDangling() && name.equals(description.name()))
        || (recipe.isDangling() && name.equals(recipe.name()));
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
