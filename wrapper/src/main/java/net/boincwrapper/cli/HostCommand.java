package net.boincwrapper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.display.Failure;
import net.boincwrapper.cli.engine.ClientDirectory;
import net.boincwrapper.cli.host.HostJson;
import net.boincwrapper.cli.host.HostReport;
import net.boincwrapper.cli.host.HostSurvey;
import net.boincwrapper.cli.host.HostText;
import net.boincwrapper.cli.volunteer.ClientUser;
import net.boincwrapper.policy.LanRules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code host}: the checklist of a host's owner. */
@Command(
    name = "host",
    sortOptions = false,
    customSynopsis = "docker-wrapper host [--json | --lan-rules] [--data-dir DATA]",
    descriptionHeading = "%n",
    optionListHeading = "%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:tasks can run here, or nothing was found in time that keeps them from it",
      "1:an engine answers, but no task could run",
      "2:usage",
      "3:no engine answers, or none has in time"
    },
    description = {
      "Tells whether tasks can run on this host, what they use of it, and what is wrong.",
      "Each fault comes with its cure. One container of our own is made, run and removed, as a trial.",
      "Takes at most 8 seconds, also where an engine hangs; more only where the host itself hardly",
      "answers. Root is told what the client's user sees."
    })
final class HostCommand implements Callable<Integer> {
  /**
   * The look itself ends within 8 s. This is for a host on which its process hardly gets to run,
   * and whose owner is better served by a late page than by none.
   */
  private static final Duration AS_CLIENT = Duration.ofSeconds(20);

  private static final String BEGAN = "--began";

  @Spec private CommandSpec spec;

  @Mixin private DataDirectoryOption data = new DataDirectoryOption();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--lan-rules",
      description = "Print rules for nft that keep containers from your own network.")
  private boolean lanRules;

  /** Root's process says to that of the client's user since when the owner waits. */
  @Option(names = BEGAN, hidden = true, paramLabel = "MILLIS")
  private Optional<Long> began = Optional.empty();

  @Mixin
  @SuppressWarnings("unused") // Its presence is enough for picocli.
  private HelpOption help = new HelpOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (lanRules) {
      spec.commandLine().getOut().print(LanRules.text());
      spec.commandLine().getOut().flush();
      return ExitCode.GOOD;
    }
    Optional<ClientDirectory> client = data.client(spec);
    Optional<ClientUser> other =
        client.isPresent() ? ClientUser.of(client.get().path()) : Optional.empty();
    return other.isPresent()
        ? asClient(other.get(), client.orElseThrow())
        : tell(new HostSurvey(System.getenv(), client, began()).report());
  }

  private int asClient(ClientUser user, ClientDirectory client)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("host", "--data-dir", client.path().toString()));
    arguments.addAll(List.of(BEGAN, Long.toString(began().toEpochMilli())));
    if (json) {
      arguments.add("--json");
    }
    spec.commandLine().getOut().flush();
    try {
      Optional<Integer> status = user.run(ThisProgram.command(), arguments, AS_CLIENT);
      return status.isPresent() ? status.get() : late(user);
    } catch (IOException e) {
      spec.commandLine()
          .getErr()
          .println(
              "docker-wrapper host: checked as root, and not as "
                  + user.name()
                  + ": "
                  + Failure.reason(e));
      return tell(new HostSurvey(System.getenv(), Optional.of(client), began()).report());
    }
  }

  private Instant began() {
    Optional<Instant> own = ProcessHandle.current().info().startInstant();
    return began.map(Instant::ofEpochMilli).or(() -> own).orElseGet(Instant::now);
  }

  private int late(ClientUser user) {
    spec.commandLine()
        .getErr()
        .println(
            "docker-wrapper host: the look as "
                + user.name()
                + " did not end in time; is the host very busy? Try again, or call it as "
                + user.name());
    return ExitCode.PROBLEMS;
  }

  private int tell(HostReport report) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? HostJson.of(report) : HostText.of(report, Colours.ofStandardOutput()));
    out.flush();
    if (report.canRun()) {
      return ExitCode.GOOD;
    }
    return report.engineFound() ? ExitCode.PROBLEMS : ExitCode.NO_ENGINE;
  }
}
