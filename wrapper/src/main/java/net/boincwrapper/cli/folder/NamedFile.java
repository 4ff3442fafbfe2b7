package net.boincwrapper.cli.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.Spelling;

/**
 * A file of an author's directory that is looked for by its name.
 *
 * @param name as looked for
 * @param option of the command line that can give another name
 * @param usual the name without that option
 */
record NamedFile(Path directory, String name, String option, String usual) {
  boolean exists() {
    return Files.exists(path());
  }

  Path path() {
    return directory.resolve(name);
  }

  /** Whether it is a link to something that is not there. */
  boolean isDangling() {
    return Files.isSymbolicLink(path()) && !exists();
  }

  /** A file that is called almost the same, which is what a person sees. */
  Optional<String> lookAlike() throws IOException {
    List<String> names;
    try (Stream<Path> all = Files.list(directory)) {
      names = all.map(child -> String.valueOf(child.getFileName())).sorted().toList();
    }
    return names.stream()
        .filter(other -> !other.equals(name))
        .filter(other -> Spelling.distance(withoutTxt(other), name.toLowerCase(Locale.ROOT)) <= 1)
        .findFirst();
  }

  private static String withoutTxt(String other) {
    return other.toLowerCase(Locale.ROOT).replaceFirst("\\.txt$", "");
  }

  /** Whether somebody has asked for it by an option. */
  boolean isAskedFor() {
    return !name.equals(usual);
  }

  /** Why it is not there, if that cannot be meant; else empty. */
  Optional<Problem> missing() throws IOException {
    if (isDangling()) {
      return Optional.of(
          Problem.error(
              name, "is a link that leads nowhere, to " + target() + "; put the file there"));
    }
    Optional<String> other = lookAlike();
    if (isAskedFor()) {
      return Optional.of(
          Problem.error(
              name,
              "is not in "
                  + directory
                  + ", although "
                  + option
                  + " names it"
                  + other.map(near -> "; did you mean " + near + "?").orElse("")));
    }
    return other.map(
        near ->
            Problem.error(
                name,
                "is not in "
                    + directory
                    + ", but "
                    + near
                    + " is, which nobody reads; rename it to "
                    + name
                    + ", or name it with "
                    + option));
  }

  private Path target() {
    try {
      return Files.readSymbolicLink(path());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the link " + path(), e);
    }
  }
}
