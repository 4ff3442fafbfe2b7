package net.boincwrapper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import net.boincwrapper.cli.compare.ComparisonText;
import net.boincwrapper.cli.compare.ResultComparison;
import net.boincwrapper.cli.compare.Rule;
import net.boincwrapper.cli.display.ExitCode;
import org.jspecify.annotations.Nullable;
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
    customSynopsis = "docker-wrapper compare A B [--tolerance T] [--counts [--p P]]",
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
  private static final double LEAST_P = 0.05;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "A result: a file, or a directory with the files of one.")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "The other, of the same kind.")
  private Path second = Path.of("");

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      defaultValue = "0",
      description =
          "Numbers a and b are the same if |a-b| is at most T times the largest of 1, |a| and |b|;"
              + " such as 1e-9. Default: 0. Whole numbers are always exact.")
  private double tolerance;

  @Option(
      names = "--counts",
      description =
          "Compare histograms of shots (JSON, outcome to count) by a chi-square test, in which"
              + " outcomes of which fewer than 5 are expected share a bin.")
  private boolean counts;

  @Option(
      names = "--p",
      paramLabel = "P",
      description =
          "With --counts: two histograms are the same if chance alone makes so large a difference"
              + " with at least this probability. Default: 0.05, at which one good pair in twenty is"
              + " called different.")
  private @Nullable Double p;

  @Mixin
  @SuppressWarnings("unused") // Its presence is enough for picocli.
  private HelpOption help = new HelpOption();

  @Override
  public Integer call() throws IOException {
    refuseIf(!Rule.isTolerance(tolerance), "--tolerance takes a number from 0 to below 1");
    refuseIf(p != null && !counts, "--p means something only with --counts; give both");
    refuseIf(p != null && !Rule.isProbability(p), "--p takes a number above 0 and below 1");
    refuseIf(!Files.exists(first), first + " does not exist");
    refuseIf(!Files.exists(second), second + " does not exist");
    refuseIf(
        Files.isDirectory(first) != Files.isDirectory(second),
        "name two files or two directories; only one of these is a directory");
    ResultComparison comparison = ResultComparison.of(first, second, rule());
    PrintWriter out = spec.commandLine().getOut();
    out.print(ComparisonText.of(comparison));
    out.flush();
    return comparison.isSame() ? ExitCode.GOOD : ExitCode.PROBLEMS;
  }

  private Rule rule() {
    OptionalDouble least =
        counts ? OptionalDouble.of(p == null ? LEAST_P : p) : OptionalDouble.empty();
    return new Rule(tolerance, least, false);
  }

  private void refuseIf(boolean wrong, String message) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
