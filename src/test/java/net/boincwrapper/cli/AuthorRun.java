package net.boincwrapper.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What an author's command has said, run within the test. */
public record AuthorRun(int exitCode, String out, String err) {
  public static AuthorRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        AuthorCommands.commandLine()
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int exitCode = AuthorCommands.run(commandLine, Optional::empty, arguments);
    return new AuthorRun(exitCode, out.toString(), err.toString());
  }
}
