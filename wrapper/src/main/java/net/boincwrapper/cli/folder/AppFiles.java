package net.boincwrapper.cli.folder;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.boincwrapper.cli.display.Failure;
import net.boincwrapper.job.Problem;
import net.boincwrapper.slot.SlotLayout;

/**
 * Gathers what a client would put into the slot: everything except the files that describe the job.
 */
final class AppFiles extends SimpleFileVisitor<Path> {
  private final Path directory;
  private final List<Problem> problems;
  private final List<Path> found = new ArrayList<>();

  /**
   * @param problems receives what is left out, and what cannot be in a slot
   */
  AppFiles(Path directory, List<Problem> problems) {
    this.directory = directory;
    this.problems = problems;
  }

  /** Whether a file or directory of this name, in the author's directory, is for the slot. */
  static boolean belongsToTheApp(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean hidden = name.startsWith(".") && !name.equals(SlotLayout.OWN_DIRECTORY);
    return !hidden
        && !lower.startsWith("readme")
        && !lower.equals("license")
        && !lower.equals("version.xml")
        && !TemplateReader.isTemplate(lower, "in")
        && !TemplateReader.isTemplate(lower, "out")
        && !name.equals(JobFolder.PROJECT_DIRECTORY);
  }

  /** Adds a file, or the files below a directory. */
  void add(Path child) throws IOException {
    if (SlotLayout.reservedNames().contains(String.valueOf(child.getFileName()))) {
      error(child, "is a name that the BOINC client or this program uses in the slot; rename it");
    } else {
      Files.walkFileTree(child, this);
    }
  }

  /** Relative to the author's directory, sorted. */
  List<Path> found() {
    return found.stream().sorted().toList();
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (Files.isRegularFile(file)) {
      addFile(file);
    } else if (Files.isDirectory(file)) {
      warning(file, "is a link to a directory and left out; a client places files, so copy it");
    } else {
      warning(
          file,
          attributes.isSymbolicLink()
              ? "is a link that leads nowhere and left out"
              : "is not a file and left out");
    }
    return FileVisitResult.CONTINUE;
  }

  private void addFile(Path file) {
    if (Files.isReadable(file)) {
      found.add(directory.relativize(file));
    } else {
      error(file, "cannot be read; make it readable");
    }
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    error(file, "cannot be read (" + Failure.reason(e) + "); make it readable");
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(
      Path visited, java.io.@org.jspecify.annotations.Nullable IOException e) {
    if (e != null) {
      error(visited, "cannot be listed (" + Failure.reason(e) + "); make it readable");
    }
    return FileVisitResult.CONTINUE;
  }

  private void error(Path file, String message) {
    problems.add(Problem.error(shown(file), message));
  }

  private void warning(Path file, String message) {
    problems.add(Problem.warning(shown(file), message));
  }

  /** A name may contain line breaks. */
  private String shown(Path file) {
    return directory.relativize(file).toString().replaceAll("\\p{Cc}", "?");
  }
}
