package net.boincwrapper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.packaging.PackageTree;

/**
 * What {@code package} does and says of files that are ready.
 *
 * @param version of the app, with its name
 * @param root where the files go
 */
record PackageAnswer(
    String version, PackageTree tree, Path root, PrintWriter out, PrintWriter err) {
  /**
   * Writes the files, or compares what is there.
   *
   * @return the exit code
   */
  int give(boolean onlyCheck) throws IOException {
    return onlyCheck ? check() : write();
  }

  private int check() throws IOException {
    List<String> differences = tree.differences();
    differences.forEach(out::println);
    if (differences.isEmpty()) {
      return say(root + " is what would be written.");
    }
    say(root + " differs from what would be written.");
    return ExitCode.PROBLEMS;
  }

  private int write() throws IOException {
    List<String> conflicts = tree.conflicts();
    if (!conflicts.isEmpty()) {
      return fail(
          conflicts,
          root
              + " holds another "
              + version
              + ", and nothing was written: servers and clients keep a version as it is. Give the job"
              + " a new --version; or, if this one never went to a server, remove "
              + root.resolve(tree.versionDirectory())
              + " and run this again");
    }
    List<String> foreign = tree.foreign();
    if (!foreign.isEmpty()) {
      return fail(
          foreign,
          "nothing was written to "
              + root
              + ": move these away, or name another place with -o. (What an author knows better than"
              + " this program belongs into the job's own templates.)");
    }
    if (tree.isThere()) {
      return say(root + " is there already, unchanged.");
    }
    tree.write();
    tree.paths().forEach(path -> out.println("  " + path));
    return say("Written to " + root + ". Next: read README.md there.");
  }

  private int say(String line) {
    out.println(line);
    out.flush();
    return ExitCode.GOOD;
  }

  private int fail(List<String> why, String message) {
    why.forEach(err::println);
    err.println("package: " + message);
    err.flush();
    return ExitCode.PROBLEMS;
  }
}
