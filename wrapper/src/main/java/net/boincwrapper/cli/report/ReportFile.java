package net.boincwrapper.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import net.boincwrapper.cli.display.Failure;

/**
 * Where a report is written. It is there as a whole or not at all: it is written aside, and then
 * takes its name.
 *
 * @param path absolute
 */
public record ReportFile(Path path) {
  public ReportFile {
    path = path.toAbsolutePath().normalize();
  }

  /**
   * Why no report can be written there, as the end of a sentence that begins with the name; empty
   * if one can. Whatever has the name already must look like a page, so that no other file is lost.
   *
   * @param job the author's directory: its files are taken for the app's, hidden ones excepted
   */
  public Optional<String> problem(Path job) {
    Path directory = directory();
    if (!isPage()) {
      return Optional.of("does not end in .html; give the report such a name");
    }
    if (Files.isDirectory(path)) {
      return Optional.of("is a directory; name a file in it");
    }
    if (!Files.isDirectory(directory)) {
      return Optional.of("cannot be written: there is no directory " + directory + "; make it");
    }
    if (isTakenForTheApps(job)) {
      return Optional.of(
          "would be taken for a file of the app, because it is in the job's directory; write it"
              + " elsewhere");
    }
    return attempt();
  }

  private Path directory() {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private boolean isPage() {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".html") || name.endsWith(".htm");
  }

  private boolean isTakenForTheApps(Path job) {
    Path real = real(directory()).resolve(path.getFileName());
    Path app = real(job);
    return real.startsWith(app) && !app.relativize(real).getName(0).toString().startsWith(".");
  }

  private static Path real(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      return directory.toAbsolutePath().normalize();
    }
  }

  /** Better now than after the run. */
  private Optional<String> attempt() {
    try {
      Files.deleteIfExists(aside());
      Files.createFile(aside());
      Files.delete(aside());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("cannot be written (" + Failure.reason(e) + "); write it elsewhere");
    }
  }

  private Path aside() {
    return path.resolveSibling("." + path.getFileName() + ".new");
  }

  /** Writes it, in place of an earlier one. */
  public void write(Report report) throws IOException {
    String page = ReportPage.of(report);
    Files.deleteIfExists(aside());
    try {
      Files.writeString(aside(), page, StandardOpenOption.CREATE_NEW);
      Files.move(
          aside(), path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside());
    }
  }
}
