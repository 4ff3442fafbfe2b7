package net.boincwrapper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.packaging.FlatPackage;
import net.boincwrapper.cli.packaging.PackagePlace;
import net.boincwrapper.cli.packaging.buda.BudaOrder;
import net.boincwrapper.cli.packaging.buda.BudaPackage;
import net.boincwrapper.job.Problem;

/**
 * What {@code package --buda} does and says.
 *
 * @param root where the files go
 */
record BudaAnswer(JobFolder folder, BudaOrder order, Path root, PrintWriter out, PrintWriter err) {
  /**
   * Writes the files, or compares what is there.
   *
   * @return the exit code
   */
  int give(boolean onlyCheck) throws IOException {
    List<Problem> problems = BudaPackage.problems(folder, order);
    if (!problems.isEmpty()) {
      problems.stream().map(Problem::toString).forEach(err::println);
      return fail("BUDA cannot take this job, and nothing was written");
    }
    Optional<Problem> place = PackagePlace.flaw(root, folder);
    if (place.isPresent()) {
      err.println(place.get());
      return fail("nothing was written");
    }
    FlatPackage wanted = BudaPackage.of(folder, order, root);
    return onlyCheck ? check(wanted) : write(wanted);
  }

  private int check(FlatPackage wanted) throws IOException {
    List<String> differences = wanted.differences();
    differences.forEach(out::println);
    out.println(
        root
            + (differences.isEmpty()
                ? " is what would be written."
                : " differs from what would be written."));
    out.flush();
    return differences.isEmpty() ? ExitCode.GOOD : ExitCode.PROBLEMS;
  }

  private int write(FlatPackage wanted) throws IOException {
    if (Files.exists(root) && wanted.differences().isEmpty()) {
      return say(root + " is there already, unchanged.");
    }
    if (!wanted.hasPlace()) {
      wanted.differences().forEach(err::println);
      return fail(
          root
              + " holds something else, and nothing was written; remove it, or name another with -o");
    }
    wanted.write();
    wanted.paths().forEach(path -> out.println("  " + path));
    return say("Written to " + root + ". Next: read README.md there.");
  }

  private int say(String line) {
    out.println(line);
    out.flush();
    return ExitCode.GOOD;
  }

  private int fail(String message) {
    err.println("package: " + message);
    err.flush();
    return ExitCode.PROBLEMS;
  }
}
