package net.boincwrapper.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;
import net.boincwrapper.image.ContextSources.Source;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.Spelling;
import net.boincwrapper.plan.ContainerPath;
import net.boincwrapper.plan.Links;
import net.boincwrapper.slot.SlotLayout;

/**
 * Gathers what goes into a build context: the files that COPY and ADD name, and no others. Links of
 * both kinds are replaced by the files that they lead to, in the slot or the project directory. A
 * reserved name is never taken.
 */
final class ContextFiles {
  private final SlotLayout slot;
  private final Path realSlot;
  private final Path realProject;
  private final Links links;
  private final String dockerfile;
  private final Map<String, Path> found = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private int line;

  ContextFiles(SlotLayout slot, Path project, Links links, String dockerfile) throws IOException {
    this.slot = slot;
    this.realSlot = slot.directory().toRealPath();
    this.realProject = Files.isDirectory(project) ? project.toRealPath() : realSlot;
    this.links = links;
    this.dockerfile = dockerfile;
  }

  /** Names in the context, with slashes, and the files or directories that they stand for. */
  Map<String, Path> found() {
    return found;
  }

  List<Problem> problems() {
    return problems;
  }

  void add(Source source) throws IOException {
    line = source.line();
    String name = source.name();
    if (name.indexOf('$') >= 0) {
      problem(name + ": variables are not resolved here; write the name itself");
      return;
    }
    String path = ContainerPath.of("/" + name).text().substring(1);
    if (("/" + name + "/").contains("/../")) {
      problem(name + " leads out of the slot, and a build sees nothing outside it");
    } else if (GoPattern.isPattern(path)) {
      addMatches(path);
    } else if (isReserved(path)) {
      problem(name + " is reserved for the client and this program");
    } else if (!Files.exists(slot.directory().resolve(path), LinkOption.NOFOLLOW_LINKS)) {
      problem(
          "there is no "
              + name
              + " in the slot"
              + near(path).orElse("; put it into the job's folder, or correct this line"));
    } else {
      addTree(path, true);
    }
  }

  /** Asks whether another file is meant. */
  private Optional<String> near(String path) throws IOException {
    List<String> names = children("").stream().filter(name -> !isReserved(name)).toList();
    return Optional.of(Spelling.hint(path, names)).filter(hint -> !hint.isEmpty());
  }

  private void addMatches(String pattern) throws IOException {
    try {
      GoPattern wanted = GoPattern.of(pattern);
      List<String> matches = new ArrayList<>();
      search("", wanted, pattern.split("/", -1).length, matches);
      if (matches.isEmpty()) {
        problem(
            "nothing in the slot matches "
                + pattern
                + "; put such files into the job's folder, or correct this line");
      }
      for (String match : matches) {
        addTree(match, true);
      }
    } catch (PatternSyntaxException e) {
      problem(pattern + ": " + e.getDescription());
    }
  }

  private void search(String directory, GoPattern wanted, int depth, List<String> matches)
      throws IOException {
    for (String name : children(directory)) {
      if (wanted.matches(name)) {
        matches.add(name);
      } else if (depth > 1 && isDirectory(name)) {
        search(name, wanted, depth - 1, matches);
      }
    }
  }

  /** Adds a file, or a directory with everything in it. */
  private void addTree(String name, boolean named) throws IOException {
    if (isDirectory(name)) {
      if (!name.isEmpty()) {
        found.put(name, slot.directory().resolve(name));
      }
      for (String child : children(name)) {
        addTree(child, false);
      }
      return;
    }
    Optional<Path> file = resolve(name);
    if (file.isPresent()) {
      found.put(name, file.get());
    } else if (named) {
      problem(name + " is not a file of the slot or the project");
    }
  }

  /** A regular file; empty where the name leads to something else, or outside. */
  Optional<Path> resolve(String name) throws IOException {
    Path file = slot.directory().resolve(name);
    Path target = links.target(file).orElse(file);
    if (!Files.isRegularFile(target)) {
      return Optional.empty();
    }
    Path real = target.toRealPath();
    boolean inSlot = real.startsWith(realSlot);
    boolean ours = inSlot && isReserved(realSlot.relativize(real).toString());
    return (inSlot || real.startsWith(realProject)) && !ours ? Optional.of(real) : Optional.empty();
  }

  private boolean isDirectory(String name) {
    Path path = slot.directory();
    for (Path part : path.getFileSystem().getPath(name)) {
      path = path.resolve(part);
      if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    return true;
  }

  /** In order; without reserved names. */
  private List<String> children(String directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(slot.directory().resolve(directory))) {
      for (Path entry : entries) {
        String name = (directory.isEmpty() ? "" : directory + "/") + entry.getFileName();
        if (!isReserved(name)) {
          names.add(name);
        }
      }
    }
    names.sort(null);
    return names;
  }

  private static boolean isReserved(String name) {
    return SlotLayout.reservedNames().contains(name.split("/", 2)[0]);
  }

  private void problem(String message) {
    problems.add(Problem.error(dockerfile, line, message));
  }
}
