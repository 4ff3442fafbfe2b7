package net.boincwrapper.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.boincwrapper.cli.clean.Cleaning;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.engine.ClientDirectory;
import net.boincwrapper.cli.volunteer.ClientUser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clean}: what nobody needs any more. */
@Command(
    name = "clean",
    sortOptions = false,
    customSynopsis = "docker-wrapper clean [--yes] [--all] [--data-dir DATA] [JOB]...",
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing is left over, or it was shown, or removed",
      "1:something could not be removed",
      "2:usage",
      "3:no engine answers; the rest was done"
    },
    description = {
      "Shows what tasks and dry runs have left on this host and nobody needs; --yes removes it.",
      "Nothing is touched that this program has not made or brought here, and nothing that a task",
      "uses. Root cleans as the client's user."
    })
final class CleanCommand implements Callable<Integer> {
  /** Images are large, and disks slow. */
  private static final Duration AS_CLIENT = Duration.ofMinutes(30);

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "JOB",
      description = "Directories of jobs whose dry runs have left slots behind.")
  private List<Path> jobs = new ArrayList<>();

  @Option(names = "--yes", description = "Remove it.")
  private boolean yes;

  @Option(
      names = "--all",
      description =
          "Also images that no task uses at this moment, and unpacked programs that nobody runs:"
              + " the next task obtains them anew.")
  private boolean all;

  @Mixin private DataDirectoryOption data = new DataDirectoryOption();

  @Mixin
  @SuppressWarnings("unused") // Its presence is enough for picocli.
  private HelpOption help = new HelpOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (Path job : jobs) {
      if (!Files.isDirectory(job)) {
        throw new ParameterException(
            spec.commandLine(), job + " is not a directory; name the one with the job's files");
      }
    }
    Optional<ClientDirectory> client = data.client(spec);
    Optional<ClientUser> other =
        client.isPresent() ? ClientUser.of(client.get().path()) : Optional.empty();
    if (other.isEmpty()) {
      return clean(client);
    }
    int status = asClient(other.get(), client.orElseThrow());
    int own =
        jobs.isEmpty()
            ? Cleaning.lostJobs(yes, spec.commandLine().getOut())
            : clean(Optional.empty());
    return Math.max(status, own);
  }

  private int clean(Optional<ClientDirectory> client) throws IOException {
    return new Cleaning(System.getenv(), client, jobs, all, yes)
        .run(spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  /** Its Podman is another one than root's, and its files are its own. */
  private int asClient(ClientUser user, ClientDirectory client)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("clean", "--data-dir", client.path().toString()));
    if (yes) {
      arguments.add("--yes");
    }
    if (all) {
      arguments.add("--all");
    }
    spec.commandLine().getOut().flush();
    return user.run(ThisProgram.command(), arguments, AS_CLIENT).orElse(ExitCode.PROBLEMS);
  }
}
