package net.boincwrapper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code dry-run}: explains a job, or really runs it under a simulated client. */
@Command(
    name = "dry-run",
    sortOptions = false,
    customSynopsis = "docker-wrapper dry-run [OPTION]... [DIR] [-- ARG...]",
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    description = {
      "Checks a job and prints what would run, without any effect and without an engine.",
      "With --run it really runs the job, under a simulated BOINC client."
    })
final class DryRunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The job's directory; default: this one.")
  private Path directory = Path.of(".");

  @Option(names = "--run", description = "Run the job in a scratch BOINC directory, DIR/.dry-run.")
  private boolean run;

  @Option(
      names = "--keep",
      description =
          "With --run: go on with the task of an earlier run, and keep its slot at the end.")
  private boolean keep;

  @Option(
      names = "--interrupt",
      paramLabel = "WHAT@WHEN",
      converter = InterruptConverter.class,
      description =
          "With --run: disturb the task; may be given again. WHAT is kill (the app's container),"
              + " wrapper (this program), reboot (both), quit (the client asks the task to leave) or"
              + " suspend (for 3 s); WHEN is seconds of running, as 5s, or a share of the work, as"
              + " 50%%.")
  private List<Interrupt> interrupts = new ArrayList<>();

  @Option(
      names = "--cpus",
      paramLabel = "N",
      description = "CPUs that the client gives the task; default: all of this machine.")
  private double cpus = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "job.toml",
      description = "The job's description in DIR; default: ${DEFAULT-VALUE}.")
  private String config = "job.toml";

  @Option(
      names = "--dockerfile",
      paramLabel = "FILE",
      defaultValue = "Dockerfile",
      description = "The image's recipe in DIR; default: ${DEFAULT-VALUE}.")
  private String dockerfile = "Dockerfile";

  @Option(names = "--json", description = "Print JSON; with --run, progress on standard error.")
  private boolean json;

  @Option(names = "--verbose", description = "With --run: tell every act on the container.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // Its presence is enough for picocli.
  private boolean help;

  @Parameters(
      index = "1..*",
      paramLabel = "ARG",
      description = "Arguments of the app, after a DIR and --; default: the input template's.")
  private List<String> appArguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Files.isDirectory(directory)) {
      throw new ParameterException(
          spec.commandLine(), directory + " is no directory; name the one with the job's files");
    }
    if (!run && (keep || !interrupts.isEmpty())) {
      throw new ParameterException(
          spec.commandLine(), "--keep and --interrupt go with --run; add --run");
    }
    if (!(cpus > 0 && cpus <= 4096)) {
      throw new ParameterException(
          spec.commandLine(), "--cpus takes a number above 0; found " + cpus);
    }
    JobFolder folder = JobFolder.read(directory, config, dockerfile);
    DryRun dryRun = DryRun.of(folder, arguments(folder), DryRun.Volunteer.here(cpus));
    return run ? runForReal(dryRun) : explain(dryRun);
  }

  private List<String> arguments(JobFolder folder) {
    return appArguments.isEmpty()
        ? folder.input().map(BoincTemplate::commandLine).orElse(List.of())
        : appArguments;
  }

  private int explain(DryRun dryRun) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? DryRunJson.of(dryRun) : DryRunText.of(dryRun));
    out.flush();
    return dryRun.hasErrors() ? ExitCode.PROBLEMS : ExitCode.GOOD;
  }

  private int runForReal(DryRun dryRun) throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    dryRun.problems().forEach(err::println);
    err.flush();
    if (dryRun.hasErrors()) {
      return ExitCode.PROBLEMS;
    }
    return new DryRunRun(
            dryRun,
            new DryRunRun.Wishes(keep, interrupts, Optional.empty(), verbose, json),
            out,
            err)
        .call();
  }

  /** Lets picocli say what is wrong with an interruption. */
  static final class InterruptConverter implements ITypeConverter<Interrupt> {
    @Override
    public Interrupt convert(String value) {
      try {
        return Interrupt.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
