package net.boincwrapper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import net.boincwrapper.cli.compare.ComparisonJson;
import net.boincwrapper.cli.compare.ComparisonText;
import net.boincwrapper.cli.compare.ResultComparison;
import net.boincwrapper.cli.compare.Rule;
import net.boincwrapper.cli.display.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare}: whether two replicas of a result mean the same. */
@Command(
    name = "compare",
    sortOptions = false,
    customSynopsis = "docker-wrapper compare A B [--tolerance T] [--counts [--p P]] [--json]",
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the same",
      "1:different",
      "2:usage",
      "4:something could not be read",
    },
    description = {
      "Says whether two replicas of a result mean the same, and where they differ.",
      "JSON, tables, and arrays of NumPy (.npy, .npz) are compared by what they mean, packed with"
          + " gzip or not; all else byte for byte. What a file is, its content tells, and not its"
          + " name."
    })
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "A result: a file, or a directory with the files of one.")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "The other, of the same kind.")
  private Path second = Path.of("");

  @Mixin private ReplicaOptions replicas = new ReplicaOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin
  @SuppressWarnings("unused") // Its presence is enough for picocli.
  private HelpOption help = new HelpOption();

  @Override
  public Integer call() throws IOException {
    Rule rule = replicas.rule(spec, false);
    refuseIf(!Files.exists(first), first + " does not exist");
    refuseIf(!Files.exists(second), second + " does not exist");
    refuseIf(
        Files.isDirectory(first) != Files.isDirectory(second),
        "name two files or two directories; only one of these is a directory");
    ResultComparison comparison = ResultComparison.of(first, second, rule);
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json ? ComparisonJson.of(comparison, first, second, rule) : ComparisonText.of(comparison));
    out.flush();
    return comparison.isSame() ? ExitCode.GOOD : ExitCode.PROBLEMS;
  }

  private void refuseIf(boolean wrong, String message) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
