package net.boincwrapper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.display.OutputSchema;
import net.boincwrapper.cli.engine.ClientDirectory;
import net.boincwrapper.cli.engine.ClientUnit;
import net.boincwrapper.cli.engine.EngineJson;
import net.boincwrapper.cli.engine.EngineReport;
import net.boincwrapper.cli.engine.EngineText;
import net.boincwrapper.cli.folder.BoincTemplate;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.folder.LinkedInputs;
import net.boincwrapper.cli.rehearse.Rehearsal;
import net.boincwrapper.cli.simulate.DryRun;
import net.boincwrapper.cli.simulate.Interrupt;
import net.boincwrapper.engine.EngineException;
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

/** {@code dry-run}: explains a job, or really runs it under a simulated client. */
@Command(
    name = "dry-run",
    sortOptions = false,
    customSynopsis = "docker-wrapper dry-run [OPTION]... [DIR] [-- ARG...]",
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    description = {
      "Checks a job; --run runs it, --rehearse tests whether it survives interruptions.",
      "Without these two it prints what would run, has no effect, and needs no engine. With them the",
      "job really runs, under a simulated BOINC client. --engine looks at the engine alone."
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
      names = "--engine",
      description =
          "Tell what this host's container engine can and cannot do for a task, and what to do"
              + " about it; no job is needed.")
  private boolean engine;

  @Option(
      names = "--data-dir",
      paramLabel = "DATA",
      description =
          "With --engine: the engine that the tasks of a BOINC client have, whose data directory"
              + " this is; to be called as its user, in its unit.")
  private @Nullable Path dataDirectory;

  @Option(
      names = "--keep",
      description =
          "With --run: continue the task of an earlier run, and keep its slot at the end.")
  private boolean keep;

  @Option(
      names = "--as-root",
      description =
          "For runs that root calls: run as root, and not as an unused user as on a volunteer's"
              + " host; a rehearsal then cannot end with a release.")
  private boolean asRoot;

  @Option(
      names = "--interrupt",
      paramLabel = "WHAT@WHEN",
      converter = InterruptConverter.class,
      description =
          "With --run: disturb the task; can be repeated. WHAT is kill (the app's container),"
              + " wrapper (this program), reboot (both), quit (the client asks the task to leave),"
              + " suspend (for 3 s), torn (reboot, and the checkpoint files are torn), rollback"
              + " (torn, and the newest sealed checkpoint is damaged) or engine (it goes away for"
              + " 8 s); WHEN is seconds of running,"
              + " such as 5s, or a share of the work, such as 50%%.")
  private List<Interrupt> interrupts = new ArrayList<>();

  @Mixin private RehearsalOptions rehearsal = new RehearsalOptions();

  @Mixin private JobOptions job = new JobOptions();

  @Option(
      names = "--all",
      description = "Print all settings, the whole plan, and commands that do the same by hand.")
  private boolean all;

  @Mixin private SpeedOption speed = new SpeedOption();

  @Option(
      names = "--json",
      description = "Print JSON; the progress of runs goes to standard error.")
  private boolean json;

  @Option(names = "--json-schema", description = "Print the JSON Schema of that, and do no more.")
  private boolean jsonSchema;

  @Option(
      names = "--quiet",
      description = "Print only the problems, and the result or the verdict.")
  private boolean quiet;

  @Mixin private ReportOptions report = new ReportOptions();

  @Option(names = "--verbose", description = "For runs: report everything done to the container.")
  private boolean verbose;

  @Mixin
  @SuppressWarnings("unused") // Its presence is enough for picocli.
  private HelpOption help = new HelpOption();

  @Parameters(
      index = "1..*",
      paramLabel = "ARG",
      description = "Arguments of the app, after a DIR and --; default: the input template's.")
  private List<String> appArguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (jsonSchema) {
      spec.commandLine().getOut().print(OutputSchema.text());
      spec.commandLine().getOut().flush();
      return ExitCode.GOOD;
    }
    checkWords();
    if (engine) {
      return tellOfEngine();
    }
    JobFolder folder = read();
    DryRun dryRun =
        DryRun.of(
            folder,
            arguments(folder),
            DryRun.Volunteer.here(job.cpus(), speed.flops(job.cpus())),
            job.policy());
    return run || rehearsal.isWanted() ? runForReal(dryRun) : explain(dryRun);
  }

  private int tellOfEngine() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      EngineReport found = askEngine();
      out.print(json ? EngineJson.of(found) : EngineText.of(found, Colours.ofStandardOutput()));
      out.flush();
      if (!json) {
        found.hint().ifPresent(hint -> spec.commandLine().getErr().print("\n" + hint));
        spec.commandLine().getErr().flush();
      }
      return found.isUsable() ? ExitCode.GOOD : ExitCode.NO_ENGINE;
    } catch (EngineException e) {
      spec.commandLine().getErr().println("dry-run: " + e.getMessage());
      return ExitCode.NO_ENGINE;
    }
  }

  private EngineReport askEngine() throws EngineException {
    if (dataDirectory == null) {
      return EngineReport.ofThisHost(System.getenv());
    }
    return EngineReport.ofTasks(System.getenv(), client(dataDirectory));
  }

  private ClientDirectory client(Path directory) {
    try {
      ClientDirectory client = ClientDirectory.read(directory);
      Optional<String> other = client.otherUser(Path.of("/proc/self"));
      refuseIf(
          other.isPresent(),
          "the tasks in %s run as %s, and another user's Podman is another one; as root: %s"
              .formatted(
                  directory,
                  other.orElse(""),
                  ClientUnit.command("docker-wrapper", client.path())));
      return client;
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--data-dir: " + directory + " cannot be read: name a BOINC data directory",
          e);
    }
  }

  private JobFolder read() throws IOException {
    JobFolder folder = JobFolder.read(directory, job.config(), job.dockerfile());
    TaskCommandLine line = job.with(arguments(folder));
    boolean same = line.config().equals(job.config()) && line.dockerfile().equals(job.dockerfile());
    return same ? folder : JobFolder.read(directory, line.config(), line.dockerfile());
  }

  private void checkWords() {
    refuseIf(
        !Files.isDirectory(directory),
        directory + " is not a directory; name the one with the job's files");
    refuseIf(
        engine && (run || all || quiet || rehearsal.isWanted()),
        "--engine goes with --json only; leave the others out");
    refuseIf(dataDirectory != null && !engine, "--data-dir goes with --engine; add it");
    refuseIf(run && rehearsal.isWanted(), "--run and --rehearse exclude each other; leave one out");
    refuseIf(
        !run && (keep || !interrupts.isEmpty()), "--keep and --interrupt go with --run; add --run");
    refuseIf(
        asRoot && !run && !rehearsal.isWanted(),
        "--as-root goes with --run or --rehearse; add one of them");
    refuseIf(
        !rehearsal.isWanted() && rehearsal.hasDetails(),
        "--seed, --only, --compare and --together go with --rehearse; add --rehearse");
    refuseIf(
        rehearsal.restartEngine().isPresent() && !rehearsal.isWanted() && !interruptsEngine(),
        "--restart-engine goes with --rehearse, or with --interrupt engine@WHEN; add one of them");
    refuseIf(
        rehearsal.hasPatience() && !run && !rehearsal.isWanted(),
        "--patience goes with --run or --rehearse; add one of them");
    refuseIf(quiet && verbose, "--quiet and --verbose exclude each other; leave one out");
    refuseIf(quiet && all, "--quiet and --all exclude each other; leave one out");
    job.check(spec);
    speed.check(spec);
    report.check(spec, run || rehearsal.isWanted(), directory);
  }

  private boolean interruptsEngine() {
    return interrupts.stream().anyMatch(interrupt -> interrupt.kind() == Interrupt.Kind.ENGINE);
  }

  private void refuseIf(boolean wrong, String message) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private List<String> arguments(JobFolder folder) {
    return appArguments.isEmpty()
        ? folder.input().map(BoincTemplate::commandLine).orElse(List.of())
        : appArguments;
  }

  private int explain(DryRun dryRun) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? DryRunJson.of(dryRun) : text(dryRun));
    out.flush();
    return dryRun.hasErrors() ? ExitCode.PROBLEMS : ExitCode.GOOD;
  }

  private String text(DryRun dryRun) {
    Colours colours = Colours.ofStandardOutput();
    if (quiet) {
      return DryRunText.quiet(dryRun, colours);
    }
    return all ? DryRunText.whole(dryRun, colours) : DryRunText.brief(dryRun, colours);
  }

  private int runForReal(DryRun dryRun) throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    DryRunText.lines(dryRun.problems(), Colours.ofStandardError()).forEach(err::println);
    if (!quiet) {
      LinkedInputs.notes(dryRun.folder()).forEach(note -> err.println("note: " + note));
    }
    err.flush();
    if (dryRun.hasErrors()) {
      out.print(json ? DryRunJson.of(dryRun) : "");
      return ExitCode.PROBLEMS;
    }
    if (rehearsal.isWanted()) {
      return new Rehearsal(
              dryRun, rehearsal.wishes(asRoot, verbose, json, quiet), report.order(spec), out, err)
          .call();
    }
    return new DryRunRun(
            dryRun,
            new DryRunRun.Wishes(
                keep,
                asRoot,
                interrupts,
                rehearsal.restartEngine(),
                rehearsal.patience(),
                verbose,
                json,
                quiet),
            report.order(spec),
            out,
            err)
        .call();
  }

  /** Makes picocli report what is wrong with an interruption. */
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
