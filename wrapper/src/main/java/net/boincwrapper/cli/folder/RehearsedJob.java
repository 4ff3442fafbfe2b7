package net.boincwrapper.cli.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a rehearsal tried: everything that makes a task do what it does.
 *
 * @param program version of this program
 * @param description name of the job's description
 * @param recipe name of the image's recipe
 * @param arguments of the app
 * @param files what each file is, by its name in the job's directory: the app's, the inputs,
 *     BOINC's templates. SHA-256, and whether it is executable
 */
public record RehearsedJob(
    String program,
    String description,
    String recipe,
    List<String> arguments,
    SortedMap<String, String> files) {
  public RehearsedJob {
    arguments = List.copyOf(arguments);
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /**
   * As a job is now.
   *
   * @param program version of this program
   */
  public static RehearsedJob of(JobFolder folder, String program, List<String> arguments)
      throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    for (Path file : all(folder)) {
      files.put(folder.directory().relativize(file).toString(), digest(file));
    }
    return new RehearsedJob(program, folder.jobName(), folder.dockerfileName(), arguments, files);
  }

  private static List<Path> all(JobFolder folder) throws IOException {
    List<Path> files = new ArrayList<>();
    folder.appFiles().forEach(file -> files.add(folder.directory().resolve(file)));
    folder.input().map(BoincTemplate::source).ifPresent(files::add);
    folder.output().map(BoincTemplate::source).ifPresent(files::add);
    Path project = folder.directory().resolve(JobFolder.PROJECT_DIRECTORY);
    if (Files.isDirectory(project)) {
      try (Stream<Path> all = Files.walk(project)) {
        all.filter(Files::isRegularFile).forEach(files::add);
      }
    }
    return files;
  }

  private static String digest(Path file) throws IOException {
    boolean executable =
        Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
    return FileDigest.of(file) + (executable ? " executable" : "");
  }

  /** How another one differs from this, as sentences without an end; empty if it does not. */
  public List<String> changes(RehearsedJob now) {
    List<String> changes = new ArrayList<>();
    if (!now.arguments.equals(arguments)) {
      changes.add(
          "the arguments were \""
              + String.join(" ", arguments)
              + "\" and are \""
              + String.join(" ", now.arguments)
              + "\"");
    }
    if (!now.description.equals(description) || !now.recipe.equals(recipe)) {
      changes.add("the job was that of " + description + " and " + recipe);
    }
    if (!now.program.equals(program)) {
      changes.add(
          "it was rehearsed with docker-wrapper " + program + ", and this is " + now.program);
    }
    TreeSet<String> names = new TreeSet<>(files.keySet());
    names.addAll(now.files.keySet());
    names.forEach(name -> change(name, now).ifPresent(how -> changes.add(name + " " + how)));
    return changes;
  }

  private Optional<String> change(String name, RehearsedJob now) {
    if (!now.files.containsKey(name)) {
      return Optional.of("is no longer there");
    }
    if (!files.containsKey(name)) {
      return Optional.of("is new");
    }
    return now.files.get(name).equals(files.get(name))
        ? Optional.empty()
        : Optional.of("has changed");
  }
}
