package net.boincwrapper.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import net.boincwrapper.cli.TypedWords.Question;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.display.Failure;
import net.boincwrapper.cli.display.StandardOutput;
import net.boincwrapper.engine.Engine.EngineInfo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;

/** The author's commands. */
@Command(
    name = "docker-wrapper",
    description = {
      "Runs a BOINC task whose science lives in a container, and helps its author.",
      "",
      "A BOINC client launches it in a slot. There, all arguments are the task's. Elsewhere it",
      "runs one of the commands below, and without a command it does nothing."
    },
    footerHeading = "%nIn a slot:%n",
    footer = {
      "  docker-wrapper [--verbose] [--config FILE] [--dockerfile FILE] [--sporadic] [--nthreads N]",
      "                 [--device N] [--memory_size_mb N] [APP ARGUMENTS]"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:good",
      "1:problems in the job",
      "2:usage",
      "3:no engine",
      "4:the run failed",
      "5:the outputs of an interrupted run differ, or those of two undisturbed runs",
      "6:a rehearsal found nothing wrong, but has not tried or not proven everything",
      "74:standard output could not be written",
      "130:stopped with Ctrl-C (another signal: 128 and its number)"
    },
    descriptionHeading = "%n",
    optionListHeading = "%n",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      DryRunCommand.class,
      RunCommand.class,
      InitCommand.class,
      CheckpointsCommand.class,
      PackageCommand.class,
      CompareCommand.class,
      HostCommand.class,
      CleanCommand.class,
      ImageCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class AuthorCommands {
  private static final int HELP_WIDTH = 96;

  private AuthorCommands() {}

  static int run(String... arguments) {
    StandardOutput out = StandardOutput.ofThisProcess();
    CommandLine program = commandLine().setOut(out.writer());
    int exitCode = run(program, VersionText::engineOfThisHost, arguments);
    return out.end(exitCode, program.getErr());
  }

  /**
   * Answers a question, runs a command, or says that there is no such command.
   *
   * @param engine what answers on this host, for {@code --version}
   */
  static int run(CommandLine program, Supplier<Optional<EngineInfo>> engine, String... arguments) {
    TypedWords words = new TypedWords(List.of(arguments));
    Optional<Question> question = words.question();
    if (question.isPresent()) {
      PrintWriter out = program.getOut();
      if (question.get() == Question.HELP) {
        words.command().map(program.getSubcommands()::get).orElse(program).usage(out);
      } else {
        VersionText.lines(engine.get()).forEach(out::println);
      }
      out.flush();
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

  static CommandLine commandLine() {
    return new CommandLine(new AuthorCommands())
        .setUsageHelpWidth(HELP_WIDTH)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                Colours.ofStandardOutput() == Colours.ANSI ? Ansi.ON : Ansi.OFF))
        // A word that begins with @ is an ordinary word.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(new UsageErrors())
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
}
