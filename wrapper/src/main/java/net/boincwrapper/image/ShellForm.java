package net.boincwrapper.image;

import java.util.regex.Pattern;
import net.boincwrapper.image.Dockerfile.Instruction;

/** A command that a shell runs, which stands between the app and its signals. */
final class ShellForm {
  private static final Pattern NEEDS_SHELL = Pattern.compile("[$`;&|<>*?\"'\\\\(){}~#]");

  private final Instruction at;
  private final ShellLine line;
  private final DockerfileReport report;

  ShellForm(Instruction at, DockerfileReport report) {
    this.at = at;
    this.line = ShellLine.of(at.text());
    this.report = report;
  }

  void check() {
    String keeps =
        "in this form a shell runs the app and may keep SIGTERM from it, so that it cannot write"
            + " its last checkpoint; ";
    if (line.hasDeadEnd()) {
      report.warning(
          at, "what comes after an exec is never run, because the program takes the shell's place");
    } else if (line.isPipe()) {
      report.warning(
          at,
          keeps
              + "leave the pipe out: what the app prints is kept, and what it reads can be a file");
    } else if (!line.stepsAside() && line.isCompound()) {
      report.warning(
          at,
          keeps
              + "put the commands into a script among the app's files, with exec before the app in"
              + " its last line, and write "
              + at.keyword()
              + " [\"sh\", \"SCRIPT\"]");
    } else if (!line.stepsAside()) {
      boolean simple =
          !NEEDS_SHELL.matcher(line.text()).find() && line.withExec().equals("exec " + line.text());
      report.warning(
          at,
          keeps
              + "write "
              + at.keyword()
              + " "
              + (simple ? ExecForm.print(DockerfileWords.split(line.text())) : line.withExec()));
    }
  }
}
