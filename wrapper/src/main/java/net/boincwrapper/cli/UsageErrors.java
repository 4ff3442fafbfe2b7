package net.boincwrapper.cli;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.display.ProgramName;
import net.boincwrapper.job.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What was typed wrongly is told in two lines: what it is, and where help is. */
final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    String message =
        String.valueOf(problem.getMessage()).replaceAll("\\p{Cc}", "?").replaceFirst("\\.$", "");
    err.println(
        Colours.ofStandardError().error(name + ": ")
            + message
            + meant(problem, arguments).orElse(""));
    err.println("See \"" + ProgramName.command(help(name)) + "\".");
    err.flush();
    return ExitCode.USAGE;
  }

  private static String help(String qualifiedName) {
    return Stream.of(qualifiedName.split(" "))
            .skip(1)
            .map(it -> it + " ")
            .reduce("", String::concat)
        + "--help";
  }

  private static Optional<String> meant(ParameterException problem, String... arguments) {
    Optional<String> nearest = Optional.empty();
    if (problem instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0).split("=", 2)[0];
      nearest = nearest(word, suggestions(unmatched));
    } else if (arguments.length == 2 && arguments[0].equals("help")) {
      nearest = nearest(arguments[1], TypedWords.COMMANDS);
    }
    return nearest.map(it -> "; did you mean " + it + "?");
  }

  private static Collection<String> suggestions(UnmatchedArgumentException unmatched) {
    List<String> options =
        unmatched.getCommandLine().getCommandSpec().optionsMap().keySet().stream().toList();
    return unmatched.isUnknownOption() ? options : unmatched.getSuggestions();
  }

  /** The beginning of a word counts as the word. */
  private static Optional<String> nearest(String word, Collection<String> known) {
    List<String> begun =
        known.stream().filter(it -> word.length() > 3 && it.startsWith(word)).sorted().toList();
    return begun.isEmpty() ? Spelling.nearest(word, known) : Optional.of(begun.get(0));
  }
}
