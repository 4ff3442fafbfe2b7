package net.boincwrapper.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.display.ProgramName;
import net.boincwrapper.cli.engine.PolicyEngine;
import net.boincwrapper.cli.folder.BoincTemplate;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.measure.RunBounds;
import net.boincwrapper.cli.simulate.DryRun;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.job.Problem;
import net.boincwrapper.plan.ShellWords;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.SlotSigns;
import net.boincwrapper.slot.StandaloneSlot;
import net.boincwrapper.task.StandaloneEnd;
import net.boincwrapper.task.TaskCommandLine;
import net.boincwrapper.task.TaskRunner;
import net.boincwrapper.task.TaskSetup;
import net.boincwrapper.task.turn.ShutdownSignals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run}: a task without a client, in the author's own directory. */
@Command(
    name = "run",
    sortOptions = false,
    customSynopsis = "docker-wrapper run DIR [OPTION]... [-- ARG...]",
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    description = {
      "Runs a job in its own directory, without a BOINC client.",
      "DIR is the slot: the app sees it at WORKDIR, and leaves its outputs and checkpoints there.",
      "Ctrl-C or SIGTERM stops it with a checkpoint, as a host that shuts down would; a second one",
      "kills the app. Run the same command again to go on from there.",
      "",
      "Nothing that you have put into DIR is removed. The program creates .docker_wrapper there, and",
      "the empty files boinc_lockfile, boinc_task_state.xml and stderr.txt if they are missing. It",
      "removes all of these when the task has ended well."
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "The job's directory: job.toml, Dockerfile, and the app's files.")
  private Path directory = Path.of(".");

  @Mixin private JobOptions job = new JobOptions();

  @Option(names = "--quiet", description = "Print only the problems and the result.")
  private boolean quiet;

  @Option(names = "--verbose", description = "Report everything done to the container.")
  private boolean verbose;

  @Mixin
  @SuppressWarnings("unused") // Its presence is enough for picocli.
  private HelpOption help = new HelpOption();

  @Parameters(
      index = "1..*",
      paramLabel = "ARG",
      description = "Arguments of the app, after --; default: the input template's.")
  private List<String> appArguments = new ArrayList<>();

  /** The app's arguments, once they are known. */
  private List<String> words = List.of();

  @Override
  public Integer call() throws IOException {
    refuseIf(!Files.isDirectory(directory), directory + " is not a directory; name the job's");
    refuseIf(quiet && verbose, "--quiet and --verbose exclude each other; leave one out");
    job.check(spec);
    SlotLayout slot = new SlotLayout(directory.toRealPath());
    Optional<String> sign = SlotSigns.find(slot);
    refuseIf(
        sign.isPresent(),
        "%s is the slot of a BOINC client, because %s is there; only that client may run a task in it. To run a copy, copy it without that file"
            .formatted(directory, sign.orElse("")));
    DryRun dryRun = plan(slot);
    List<Problem> problems = problems(dryRun);
    Colours colours = Colours.ofStandardError();
    problems.forEach(problem -> say(DryRunText.line(problem, colours)));
    if (problems.stream().anyMatch(Problem::isError)) {
      return ExitCode.PROBLEMS;
    }
    List<String> obstacles = new StandaloneSlot(slot).obstacles();
    obstacles.forEach(line -> say(line + "; move it away"));
    return obstacles.isEmpty() ? run(slot, dryRun.allowed().engines()) : ExitCode.PROBLEMS;
  }

  private void refuseIf(boolean wrong, String message) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private DryRun plan(SlotLayout slot) throws IOException {
    words = appArguments;
    TaskCommandLine line = job.with(words);
    JobFolder all = JobFolder.read(slot.directory(), line.config(), line.dockerfile());
    words = appArguments.isEmpty() ? templateWords(all) : appArguments;
    JobFolder folder = all.asSlot();
    return DryRun.of(
        folder,
        words,
        DryRun.Volunteer.here(job.cpus(), RunBounds.FLOPS_PER_CPU * job.cpus()),
        job.policy());
  }

  /**
   * Only those of the job itself: files that a client could not place in a slot may well be in this
   * one.
   */
  private static List<Problem> problems(DryRun dryRun) {
    return dryRun.problems().stream()
        .filter(problem -> !isOfFiles(problem, dryRun.folder()))
        .toList();
  }

  private static boolean isOfFiles(Problem problem, JobFolder folder) {
    return problem.file().equals(folder.inputName())
        || problem.file().equals(folder.outputName())
        || folder.isOfApp(problem.file());
  }

  private static List<String> templateWords(JobFolder folder) {
    return folder.input().map(BoincTemplate::commandLine).orElse(List.of());
  }

  private int run(SlotLayout slot, PolicyEngine engines) {
    ShutdownSignals signals = ShutdownSignals.takeOver();
    try (Engine engine = engines.connect()) {
      engine.info().usable();
    } catch (EngineException e) {
      say(String.valueOf(e.getMessage()));
      return ExitCode.NO_ENGINE;
    }
    TaskCommandLine line = job.with(words);
    TaskSetup setup =
        new TaskSetup(
            slot,
            line.arguments(),
            line.config(),
            line.dockerfile(),
            verbose || line.verbose() ? 2 : 0,
            false,
            false,
            init -> engines.connect(),
            () -> {},
            quiet ? new PrintStream(OutputStream.nullOutputStream()) : System.err,
            job.policy());
    try {
      return tell(TaskRunner.runAlone(setup, job.cpus(), signals));
    } catch (SlotException e) {
      say(String.valueOf(e.getMessage()));
      return ExitCode.RUN_FAILED;
    }
  }

  private int tell(StandaloneEnd end) {
    StandaloneEndText words =
        StandaloneEndText.of(
            end, ProgramName.command("run " + ShellWords.join(List.of(directory.toString()))));
    List<String> lines = words.lines();
    say(coloured(end, lines.get(0)));
    lines.stream().skip(1).forEach(this::say);
    return words.exitCode();
  }

  private static String coloured(StandaloneEnd end, String result) {
    Colours colours = Colours.ofStandardError();
    return end instanceof StandaloneEnd.Stopped
        ? colours.unclear(result)
        : colours.verdict(
            end instanceof StandaloneEnd.Finished finished && finished.status() == 0, result);
  }

  private void say(Object line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("run: " + line);
    err.flush();
  }
}
