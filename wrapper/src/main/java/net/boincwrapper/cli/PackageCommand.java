package net.boincwrapper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.display.ProgramName;
import net.boincwrapper.cli.folder.BoincTemplate;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.folder.RehearsalRecord;
import net.boincwrapper.cli.folder.RehearsedJob;
import net.boincwrapper.cli.folder.RunLeftovers;
import net.boincwrapper.cli.folder.TemplateSketch;
import net.boincwrapper.cli.packaging.AppName;
import net.boincwrapper.cli.packaging.ImageContents;
import net.boincwrapper.cli.packaging.ImageReader;
import net.boincwrapper.cli.packaging.PackageOrder;
import net.boincwrapper.cli.packaging.PackageTree;
import net.boincwrapper.cli.packaging.Packaging;
import net.boincwrapper.cli.packaging.PlanClass;
import net.boincwrapper.cli.packaging.Platform;
import net.boincwrapper.cli.packaging.VersionNumber;
import net.boincwrapper.cli.packaging.buda.BudaOrder;
import net.boincwrapper.cli.simulate.DryRun;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.docker.Engines;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import net.boincwrapper.plan.ShellWords;
import net.boincwrapper.task.TaskCommandLine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code package}: writes what a BOINC server needs of a job. */
@Command(
    name = "package",
    sortOptions = false,
    customSynopsis = {
      "docker-wrapper package [OPTION]... --app NAME --version N.M [DIR]",
      "       docker-wrapper package [OPTION]... --app NAME --buda [DIR]"
    },
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    description = {
      "Writes the files that a BOINC server takes.",
      "These are the app version, its templates and plan class, the commands that make a workunit,",
      "and a README that says what goes where."
    })
final class PackageCommand implements Callable<Integer> {
  private static final int MOST_THREADS = 1024;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The job's directory; default: this one.")
  private Path directory = Path.of(".");

  @Option(
      names = "--app",
      paramLabel = "NAME",
      converter = AppConverter.class,
      description = "Short name of the app on the server.")
  private @Nullable AppName app;

  @Option(
      names = "--version",
      paramLabel = "N.M",
      converter = VersionConverter.class,
      description = "Version of the app: major.minor, minor from 0 to 99.")
  private @Nullable VersionNumber version;

  @Option(
      names = "--buda",
      description =
          "Write what the forms of BUDA take, BOINC's universal docker app: files for a sandbox, a"
              + " batch, and a page about the fields. It has no versions.")
  private boolean buda;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description =
          "Where to; other versions of the app may be there. Default: NAME_N.M beside the job's"
              + " directory.")
  private @Nullable Path output;

  @Option(
      names = "--check",
      description = "Write nothing; tell how what is there differs from what would be written.")
  private boolean check;

  @Option(
      names = "--unrehearsed",
      description = "Package a job that was not rehearsed since its last change.")
  private boolean unrehearsed;

  @Option(
      names = "--no-sbom",
      description =
          "Leave out the bill of materials of the image, for which an engine pulls or builds it.")
  private boolean noSbom;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "CPUs of the app, the same on every host: a plan class docker_mtN.")
  private @Nullable Integer threads;

  @Option(
      names = "--platform",
      paramLabel = "NAME",
      converter = PlatformConverter.class,
      defaultValue = "x86_64-pc-linux-gnu",
      description = "BOINC's name of the hosts' platform; default: ${DEFAULT-VALUE}.")
  private Platform platform = Platform.X86_64;

  @Option(
      names = "--program",
      paramLabel = "FILE",
      description = "The executable to ship; default: this program's own.")
  private @Nullable Path program;

  @Mixin private ReplicaOptions replicas = new ReplicaOptions();

  @Mixin
  @SuppressWarnings("unused") // Its presence is enough for picocli.
  private HelpOption help = new HelpOption();

  @Override
  public Integer call() throws IOException {
    try {
      return pack();
    } catch (EngineException e) {
      tell(
          "package: the image could not be read for its bill of materials, and nothing was written: "
              + e.getMessage()
              + ". --no-sbom leaves it out");
      spec.commandLine().getErr().flush();
      return ExitCode.NO_ENGINE;
    }
  }

  private int pack() throws IOException, EngineException {
    refuseIf(
        !Files.isDirectory(directory),
        directory + " is not a directory; name the one with the job's files");
    refuseIf(
        threads != null && (threads < 1 || threads > MOST_THREADS),
        "--threads takes a number from 1 to " + MOST_THREADS + "; found " + threads);
    List<String> missing = missing();
    refuseIf(
        !missing.isEmpty(),
        "Missing required option"
            + (missing.size() == 1 ? "" : "s")
            + ": "
            + String.join(", ", missing)
            + (missing.size() == 1 || buda ? "" : " (or --buda in place of a version)"));
    refuseIf(version != null && buda, "BUDA has no versions; give --version or --buda");
    refuseIf(
        buda && replicas.isAskedFor(spec),
        "--tolerance, --counts and --p are for a validator's script, and --buda writes none; leave"
            + " them out");
    JobFolder folder = read();
    List<String> words = words(folder);
    DryRun dryRun = DryRun.of(folder, words, DryRun.Volunteer.here(cpus(), 1));
    if (dryRun.hasErrors()) {
      DryRunText.lines(dryRun.problems(), Colours.ofStandardError()).forEach(this::tell);
      return fail("the job has errors, and nothing was written");
    }
    warn(dryRun);
    if (!RunLeftovers.of(folder).isEmpty()) {
      return fail(
          "nothing was written, because what a run has left would ship to every host; see above");
    }
    Optional<RehearsalRecord> rehearsed = rehearsed(folder, words);
    if (rehearsed.isEmpty() && !unrehearsed) {
      return fail(
          "nothing was written: "
              + ProgramName.command("dry-run --rehearse " + shown())
              + " shows whether the job survives interruptions, and measures its bounds; or write"
              + " the bounds into "
              + folder.inputName()
              + " yourself, and add --unrehearsed");
    }
    Path root = output == null ? beside(folder) : output.toAbsolutePath().normalize();
    if (buda) {
      return buda(folder, words, root, rehearsed);
    }
    Packaging packaging =
        new Packaging(folder, order(folder), root, rehearsed, contents(folder, dryRun));
    Optional<PackageTree> tree = packaging.gather();
    if (tree.isEmpty()) {
      packaging.problems().stream().map(Problem::toString).forEach(this::tell);
      return fail("nothing was written");
    }
    PrintWriter out = spec.commandLine().getOut();
    return new PackageAnswer(
            app() + " " + version, tree.get(), root, out, spec.commandLine().getErr())
        .give(check);
  }

  /** All at once. */
  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (app == null) {
      missing.add("'--app=NAME'");
    }
    if (version == null && !buda) {
      missing.add("'--version=N.M'");
    }
    return missing;
  }

  private AppName app() {
    return Objects.requireNonNull(app);
  }

  /** A template that is a sketch is completed. */
  private void warn(DryRun dryRun) {
    List<Problem> warnings =
        dryRun.problems().stream().filter(it -> !TemplateSketch.isTold(it)).toList();
    DryRunText.lines(warnings, Colours.ofStandardError()).forEach(this::tell);
    spec.commandLine().getErr().flush();
  }

  /** What is recorded of exactly this job; the reason why there is nothing is told. */
  private Optional<RehearsalRecord> rehearsed(JobFolder folder, List<String> words)
      throws IOException {
    if (unrehearsed) {
      return Optional.empty();
    }
    Optional<RehearsalRecord> found = RehearsalRecord.read(folder);
    if (found.isEmpty()) {
      tell(shown() + " has not been rehearsed, or not with a release as the result");
      return Optional.empty();
    }
    RehearsedJob then = found.get().job();
    // Without arguments in the template, each workunit has its own.
    List<String> now = words.isEmpty() ? then.arguments() : words;
    List<String> changes = then.changes(RehearsedJob.of(folder, VersionText.ofThisBuild(), now));
    changes.forEach(change -> tell("since the last rehearsal: " + change));
    return changes.isEmpty() ? found : Optional.empty();
  }

  private Optional<ImageContents> contents(JobFolder folder, DryRun dryRun)
      throws IOException, EngineException {
    if (noSbom) {
      return Optional.empty();
    }
    try (Engine engine = Engines.connect(System.getenv())) {
      return Optional.of(new ImageReader(engine, this::tell).read(folder, dryRun.init()));
    }
  }

  private String shown() {
    return ShellWords.join(List.of(ProgramName.word(directory)));
  }

  /** The workunit's command line may name other files than the usual ones. */
  private JobFolder read() throws IOException {
    JobFolder folder = JobFolder.read(directory, "job.toml", "Dockerfile");
    TaskCommandLine line = TaskCommandLine.parse(words(folder));
    return JobFolder.read(directory, line.config(), line.dockerfile());
  }

  private static List<String> words(JobFolder folder) {
    return folder.input().map(BoincTemplate::commandLine).orElse(List.of());
  }

  private double cpus() {
    return threads == null ? 1 : threads;
  }

  private Path beside(JobFolder folder) {
    return folder.directory().resolveSibling(app() + "_" + (buda ? "buda" : version));
  }

  private int buda(
      JobFolder folder, List<String> words, Path root, Optional<RehearsalRecord> rehearsed)
      throws IOException {
    BudaOrder order =
        new BudaOrder(
            app(),
            platform,
            planClass(folder),
            TaskCommandLine.parse(arguments(words, rehearsed)).arguments().app(),
            rehearsed.map(RehearsalRecord::bounds).orElse(Map.of()));
    PrintWriter out = spec.commandLine().getOut();
    return new BudaAnswer(folder, order, root, out, spec.commandLine().getErr()).give(check);
  }

  /** Of the sample workunit. */
  private static List<String> arguments(List<String> words, Optional<RehearsalRecord> rehearsed) {
    return words.isEmpty() ? rehearsed.map(it -> it.job().arguments()).orElse(words) : words;
  }

  private PackageOrder order(JobFolder folder) {
    return new PackageOrder(
        app(),
        Objects.requireNonNull(version),
        platform,
        planClass(folder),
        program == null ? ThisProgram.file() : program,
        VersionText.number(),
        replicas.rule(spec, true));
  }

  private PlanClass planClass(JobFolder folder) {
    boolean gpu = folder.job().job().filter(Job::useGpu).isPresent();
    OptionalInt cpus = threads == null ? OptionalInt.empty() : OptionalInt.of(threads);
    return new PlanClass(cpus, gpu);
  }

  private void refuseIf(boolean wrong, String message) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private void tell(String line) {
    spec.commandLine().getErr().println(line);
  }

  private int fail(String message) {
    tell("package: " + message);
    spec.commandLine().getErr().flush();
    return ExitCode.PROBLEMS;
  }

  /** Makes picocli report what is wrong with a name. */
  static final class AppConverter implements ITypeConverter<AppName> {
    @Override
    public AppName convert(String value) {
      try {
        return AppName.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Makes picocli report what is wrong with a version. */
  static final class VersionConverter implements ITypeConverter<VersionNumber> {
    @Override
    public VersionNumber convert(String value) {
      try {
        return VersionNumber.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Makes picocli report what is wrong with a platform. */
  static final class PlatformConverter implements ITypeConverter<Platform> {
    @Override
    public Platform convert(String value) {
      try {
        return Platform.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
