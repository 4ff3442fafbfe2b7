package net.boincwrapper.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.TypedWords.Question;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.display.Failure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The author's commands. */
@Command(
    name = "docker-wrapper",
    description = {
      "Runs a BOINC task whose science lives in a container, and helps its author.",
      "",
      "A BOINC client launches it in a slot. There, all arguments are the task's. Elsewhere it",
      "runs one of the commands below, and without a command it does nothing."
    },
    footer = {
      "",
      "In a slot: docker-wrapper [--verbose] [--config FILE] [--dockerfile FILE] [--sporadic]",
      "           [--nthreads N] [--device N] [--memory_size_mb N] [APP ARGUMENTS]",
      "",
      "Exit codes: 0 good, 1 problems in the job, 2 usage, 3 no engine, 4 the run failed,",
      "            5 the outputs of an interrupted run differ, 6 a rehearsal found nothing wrong,",
      "            but has not tried or not proven everything, 130 stopped with Ctrl-C",
      "            (128 and the number of another signal)."
    },
    descriptionHeading = "%n",
    optionListHeading = "%n",
    commandListHeading = "%nCommands:%n",
    subcommands = {DryRunCommand.class, RunCommand.class, InitCommand.class, HelpCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = AuthorCommands.Version.class)
final class AuthorCommands {
  private static final int HELP_WIDTH = 96;

  private AuthorCommands() {}

  static int run(String... arguments) {
    return run(commandLine(), arguments);
  }

  /** Answers a question, runs a command, or says that there is no such command. */
  static int run(CommandLine program, String... arguments) {
    TypedWords words = new TypedWords(List.of(arguments));
    Optional<Question> question = words.question();
    if (question.isPresent()) {
      answer(question.get(), words.command().map(program.getSubcommands()::get).orElse(program));
      return ExitCode.GOOD;
    }
    if (words.beginWithCommand()) {
      return program.execute(arguments);
    }
    words
        .refusal(Path.of("").toAbsolutePath().toString())
        .forEach(line -> program.getErr().println(program.getCommandName() + ": " + line));
    program.getErr().flush();
    return ExitCode.USAGE;
  }

  private static void answer(Question question, CommandLine about) {
    PrintWriter out = about.getOut();
    if (question == Question.HELP) {
      about.usage(out);
    } else {
      List.of(new Version().getVersion()).forEach(out::println);
    }
    out.flush();
  }

  static CommandLine commandLine() {
    return new CommandLine(new AuthorCommands())
        .setUsageHelpWidth(HELP_WIDTH)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                Colours.ofStandardOutput() == Colours.ANSI ? Ansi.ON : Ansi.OFF))
        // A word that begins with @ is an ordinary word.
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler(AuthorCommands::explain);
  }

  /** What is not a problem of the job is reported in one line; the stack trace only on request. */
  private static int explain(
      Exception problem, CommandLine command, CommandLine.ParseResult arguments) {
    PrintWriter err = command.getErr();
    err.println(command.getCommandName() + ": " + Failure.describe(problem));
    if (System.getenv("DOCKER_WRAPPER_TRACE") != null) {
      problem.printStackTrace(err);
    } else {
      err.println("Set DOCKER_WRAPPER_TRACE=1 for the stack trace.");
    }
    return ExitCode.RUN_FAILED;
  }

  /** From the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = DockerWrapper.class.getPackage().getImplementationVersion();
      return new String[] {"docker-wrapper " + (version == null ? "(not packaged)" : version)};
    }
  }
}
