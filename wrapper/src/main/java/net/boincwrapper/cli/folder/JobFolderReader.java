package net.boincwrapper.cli.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.boincwrapper.cli.folder.BoincTemplate.FileReference;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.toml.JobReader;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.StandaloneSlot;

/** Reads an author's directory, whatever is in it. */
final class JobFolderReader {
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
    TemplateReader templates = new TemplateReader(directory, problems);
    Optional<BoincTemplate> input = templates.read("in", InputTemplateChecks::check);
    Optional<BoincTemplate> output =
        templates.read(
            "out",
            (name, text) -> OutputTemplateChecks.check(name, text, names(appFiles), names(input)));
    templates.checkInputs(input, names(appFiles));
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
    return TextFile.read(description.path(), problems)
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

  /** A job that names or brings an image needs none, unless it is asked for. */
  private Optional<String> dockerfile(JobReader.Outcome job) throws IOException {
    if (recipe.exists()) {
      return TextFile.read(recipe.path(), problems).flatMap(this::utf8);
    }
    boolean needed = job.job().filter(Job::hasFinishedImage).isEmpty();
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
