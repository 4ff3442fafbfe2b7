package net.boincwrapper.cli.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.toml.JobReader;

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
public record JobFolder(
    Path directory,
    String jobName,
    JobReader.Outcome job,
    String dockerfileName,
    Optional<String> dockerfile,
    List<Path> appFiles,
    Optional<BoincTemplate> input,
    Optional<BoincTemplate> output,
    List<Problem> problems) {
  public JobFolder {
    problems = List.copyOf(problems);
  }

  /** Stands for the project's directory on a host; an author need not have it. */
  public static final String PROJECT_DIRECTORY = "project";

  /** Files of a dry run, below the author's directory. */
  public static final String DRY_RUN_DIRECTORY = ".dry-run";

  /**
   * Reads a folder. What cannot be read is among the problems.
   *
   * @throws IOException if the directory itself cannot be listed
   */
  public static JobFolder read(Path directory, String jobName, String dockerfileName)
      throws IOException {
    // Without links, because that is the path that the system tells a task that runs there.
    return new JobFolderReader(directory.toRealPath(), jobName, dockerfileName).read();
  }

  /** Name of the input template, or of the one to write. */
  public String inputName() {
    return name(input, "in.xml");
  }

  /** Name of the output template, or of the one to write. */
  public String outputName() {
    return name(output, "out.xml");
  }

  private static String name(Optional<BoincTemplate> template, String otherwise) {
    return template.map(is -> String.valueOf(is.source().getFileName())).orElse(otherwise);
  }

  public BoincTemplate.Bounds bounds() {
    return input.map(BoincTemplate::bounds).orElse(BoincTemplate.Bounds.DEFAULTS);
  }

  JobFolder with(List<Problem> all) {
    return new JobFolder(
        directory, jobName, job, dockerfileName, dockerfile, appFiles, input, output, all);
  }

  /**
   * The job and its image, with their problems, in a directory that is the slot itself: every file
   * there counts, whatever its name, and templates do not.
   */
  public JobFolder asSlot() throws IOException {
    List<Problem> ofTheJob =
        problems.stream()
            .filter(it -> it.file().equals(jobName) || it.file().equals(dockerfileName))
            .toList();
    return new JobFolder(
        directory,
        jobName,
        job,
        dockerfileName,
        dockerfile,
        everyFile(),
        Optional.empty(),
        Optional.empty(),
        ofTheJob);
  }

  /** Whether a name is that of a file of the slot, other than the job's own. */
  public boolean isOfApp(String name) {
    return !name.equals(jobName)
        && !name.equals(dockerfileName)
        && appFiles.stream().anyMatch(file -> file.toString().equals(name));
  }

  /** Whether a workunit brings the file of this name. */
  boolean isInput(String name) {
    return input.stream()
        .flatMap(template -> template.files().stream())
        .anyMatch(file -> file.openName().equals(name));
  }

  private List<Path> everyFile() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).map(directory::relativize).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  long appBytes() throws IOException {
    long sum = 0;
    for (Path file : appFiles) {
      sum += Files.size(directory.resolve(file));
    }
    return sum;
  }
}
