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
import java.util.function.Predicate;
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
  private final String jobName;
  private final String dockerfileName;
  private final List<Problem> problems = new ArrayList<>();

  JobFolderReader(Path directory, String jobName, String dockerfileName) {
    this.directory = directory;
    this.jobName = jobName;
    this.dockerfileName = dockerfileName;
  }

  JobFolder read() throws IOException {
    if (!Files.exists(directory.resolve(jobName))
        && !Files.exists(directory.resolve(dockerfileName))) {
      // Otherwise it may be any directory, and walking through it may take long.
      String why =
          "is not in "
              + directory
              + ", and no "
              + dockerfileName
              + " either; name the job's folder";
      return folder(noJob(Problem.error(jobName, why)), Optional.empty(), List.of());
    }
    JobReader.Outcome job = job();
    Optional<String> dockerfile = dockerfile();
    return folder(job, dockerfile, appFiles());
  }

  private JobFolder folder(JobReader.Outcome job, Optional<String> dockerfile, List<Path> appFiles)
      throws IOException {
    problems.addAll(job.problems());
    Optional<BoincTemplate> input = template("in");
    Optional<BoincTemplate> output = template("out");
    checkInputs(input);
    return new JobFolder(
        directory,
        jobName,
        job,
        dockerfileName,
        dockerfile,
        appFiles,
        input,
        output,
        List.copyOf(problems));
  }

  /** A missing file is not an error: each key has a default. */
  private JobReader.Outcome job() {
    if (!Files.exists(directory.resolve(jobName))) {
      return JobReader.read(jobName, new byte[0]);
    }
    return text(directory.resolve(jobName))
        .map(content -> JobReader.read(jobName, content))
        .orElseGet(JobFolderReader::noJob);
  }

  private static JobReader.Outcome noJob(Problem... why) {
    return new JobReader.Outcome(Optional.empty(), List.of(why), List.of());
  }

  private Optional<String> dockerfile() {
    Path file = directory.resolve(dockerfileName);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return text(file).flatMap(this::utf8);
  }

  private Optional<String> utf8(byte[] content) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
    } catch (CharacterCodingException e) {
      problems.add(Problem.error(dockerfileName, "is not UTF-8 text; save it as UTF-8"));
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
  private Optional<BoincTemplate> template(String kind) throws IOException {
    List<Path> found = children(name -> isTemplate(name, kind));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    found.stream()
        .skip(1)
        .map(
            other -> Problem.warning(name(other), "is ignored: " + name(found.get(0)) + " is used"))
        .forEach(problems::add);
    return text(found.get(0)).flatMap(content -> parse(found.get(0), content));
  }

  static boolean isTemplate(String name, String kind) {
    return name.equals(kind + ".xml") || name.endsWith("_" + kind + ".xml");
  }

  private Optional<BoincTemplate> parse(Path file, byte[] content) {
    try {
      return Optional.of(BoincTemplate.parse(file, content));
    } catch (BadTemplate e) {
      String message = String.valueOf(e.getMessage());
      problems.add(
          e.line() > 0
              ? Problem.error(name(file), e.line(), message)
              : Problem.error(name(file), message));
      return Optional.empty();
    }
  }

  private void checkInputs(Optional<BoincTemplate> template) {
    for (FileReference input : template.map(BoincTemplate::files).orElse(List.of())) {
      if (!Files.isRegularFile(directory.resolve(input.openName()))) {
        problems.add(
            Problem.error(
                name(template.orElseThrow().source()),
                "names the input \""
                    + input.openName()
                    + "\", which is not in "
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
      files.add(child);
    }
    return files.found();
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
