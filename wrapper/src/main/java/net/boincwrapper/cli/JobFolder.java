package net.boincwrapper.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.boincwrapper.cli.BoincTemplate.BadTemplate;
import net.boincwrapper.cli.BoincTemplate.FileReference;
import net.boincwrapper.job.JobReader;
import net.boincwrapper.job.Problem;
import net.boincwrapper.slot.SlotLayout;

/**
 * An author's directory: the job's description, the image's recipe, the app's files, and the
 * templates that the project's server would use.
 *
 * @param directory absolute
 * @param jobName name of the job's description
 * @param job what it says
 * @param dockerfileName name of the recipe
 * @param dockerfile its text; empty where there is none
 * @param appFiles what a client would put into the slot, relative, sorted
 * @param input template of the workunit; empty where there is none
 * @param output template of the result; empty where there is none
 * @param problems of the folder itself, those of the job included
 */
record JobFolder(
    Path directory,
    String jobName,
    JobReader.Outcome job,
    String dockerfileName,
    Optional<String> dockerfile,
    List<Path> appFiles,
    Optional<BoincTemplate> input,
    Optional<BoincTemplate> output,
    List<Problem> problems) {

  /** Files of a dry run, below the author's directory. */
  static final String DRY_RUN_DIRECTORY = ".dry-run";

  static JobFolder read(Path directory, String jobName, String dockerfileName) throws IOException {
    return new Reader(directory.toAbsolutePath().normalize(), jobName, dockerfileName).read();
  }

  BoincTemplate.Bounds bounds() {
    return input.map(BoincTemplate::bounds).orElse(BoincTemplate.Bounds.DEFAULTS);
  }

  long appBytes() throws IOException {
    long sum = 0;
    for (Path file : appFiles) {
      sum += Files.size(directory.resolve(file));
    }
    return sum;
  }

  private record Reader(
      Path directory, String jobName, String dockerfileName, List<Problem> problems) {
    Reader(Path directory, String jobName, String dockerfileName) {
      this(directory, jobName, dockerfileName, new ArrayList<>());
    }

    JobFolder read() throws IOException {
      Path jobFile = directory.resolve(jobName);
      byte[] content = Files.exists(jobFile) ? Files.readAllBytes(jobFile) : new byte[0];
      JobReader.Outcome job = JobReader.read(jobName, content);
      problems.addAll(job.problems());
      Optional<String> dockerfile = dockerfile();
      Optional<BoincTemplate> input = template("in");
      Optional<BoincTemplate> output = template("out");
      List<Path> files = appFiles();
      checkInputs(input, files);
      return new JobFolder(
          directory,
          jobName,
          job,
          dockerfileName,
          dockerfile,
          files,
          input,
          output,
          List.copyOf(problems));
    }

    private Optional<String> dockerfile() throws IOException {
      Path file = directory.resolve(dockerfileName);
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      try {
        return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
      } catch (CharacterCodingException e) {
        problems.add(Problem.error(dockerfileName, "is not UTF-8 text; save it as UTF-8"));
        return Optional.empty();
      }
    }

    /** {@code in.xml}, or {@code APP_in.xml} as {@code create_work} looks for it. */
    private Optional<BoincTemplate> template(String kind) throws IOException {
      List<Path> found =
          children(name -> name.equals(kind + ".xml") || name.endsWith("_" + kind + ".xml"));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      if (found.size() > 1) {
        problems.add(
            Problem.warning(
                name(found.get(1)), "is left aside: " + name(found.get(0)) + " is used"));
      }
      return readTemplate(found.get(0));
    }

    private Optional<BoincTemplate> readTemplate(Path file) throws IOException {
      try {
        return Optional.of(BoincTemplate.read(file));
      } catch (BadTemplate e) {
        problems.add(
            e.line() > 0
                ? Problem.error(name(file), e.line(), e.getMessage())
                : Problem.error(name(file), e.getMessage()));
        return Optional.empty();
      }
    }

    /** Everything but what is about the job and not of it. */
    private List<Path> appFiles() throws IOException {
      List<Path> files = new ArrayList<>();
      for (Path child : children(name -> !isAboutTheJob(name))) {
        if (SlotLayout.reservedNames().contains(name(child))) {
          problems.add(
              Problem.error(
                  name(child),
                  "is a name that the BOINC client or this program uses in the slot; rename it"));
          continue;
        }
        try (Stream<Path> below = Files.walk(child)) {
          below.filter(Files::isRegularFile).map(directory::relativize).forEach(files::add);
        }
      }
      files.sort(null);
      return List.copyOf(files);
    }

    private void checkInputs(Optional<BoincTemplate> input, List<Path> files) {
      if (input.isEmpty()) {
        return;
      }
      for (FileReference reference : input.get().files()) {
        if (!files.contains(Path.of(reference.openName()))) {
          problems.add(
              Problem.error(
                  name(input.get().source()),
                  "names the input \""
                      + reference.openName()
                      + "\", which is not in "
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

    private static boolean isAboutTheJob(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      return name.startsWith(".") && !name.equals(SlotLayout.OWN_DIRECTORY)
          || lower.startsWith("readme")
          || lower.equals("license")
          || lower.equals("version.xml")
          || lower.endsWith("in.xml")
          || lower.endsWith("out.xml")
          || lower.equals("project");
    }
  }
}
