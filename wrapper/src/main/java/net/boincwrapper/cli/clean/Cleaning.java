package net.boincwrapper.cli.clean;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.cli.clean.CleanSurvey.Findings;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.display.Failure;
import net.boincwrapper.cli.engine.ClientDirectory;
import net.boincwrapper.cli.engine.PolicyEngine;
import net.boincwrapper.cli.host.ProgramStores;
import net.boincwrapper.cli.simulate.ScratchTree;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.docker.Engines;
import net.boincwrapper.engine.docker.Engines.Located;
import net.boincwrapper.policy.HostPolicy;
import net.boincwrapper.policy.PolicyReader.Outcome;
import net.boincwrapper.policy.PolicySource;

/**
 * Shows what is left on this host, and removes it.
 *
 * @param environment of this process
 * @param client whose data directory is looked through; empty: none
 * @param jobs directories of an author's jobs
 * @param all whether goes, too, what the next task would have to make again
 * @param yes whether to remove it
 */
public record Cleaning(
    Map<String, String> environment,
    Optional<ClientDirectory> client,
    List<Path> jobs,
    boolean all,
    boolean yes) {
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Path PROC = Path.of("/proc");

  public Cleaning {
    environment = Map.copyOf(environment);
    jobs = List.copyOf(jobs);
  }

  /**
   * Does it.
   *
   * @return an {@link ExitCode}
   */
  public int run(PrintWriter out, PrintWriter err) throws IOException {
    Outcome read = PolicySource.ofHost().read();
    if (read.policy().isEmpty()) {
      return refuse(read, err);
    }
    return run(read.policy().get().general(), out, err);
  }

  /** How long images are kept, and which engine is meant, may stand in what cannot be read. */
  private static int refuse(Outcome unreadable, PrintWriter err) {
    unreadable.problems().forEach(err::println);
    err.println(
        "docker-wrapper clean: looked at nothing, because the policy of this host's owner cannot be"
            + " read; correct what is named above");
    err.flush();
    return ExitCode.PROBLEMS;
  }

  private int run(HostPolicy policy, PrintWriter out, PrintWriter err) throws IOException {
    Duration keep = Duration.ofDays(policy.images().keepDays().value());
    CleanSurvey survey = new CleanSurvey(data(), all, keep, PROC, Instant.now());
    int status = ExitCode.GOOD;
    Optional<Engine> engine = Optional.empty();
    try {
      Located located = PolicyEngine.of(policy, environment).locate(client, ANSWER);
      engine = Optional.of(located.engine());
      survey.look(located.engine(), Engines.inventory(located.socket(), ANSWER));
    } catch (EngineException e) {
      err.println("docker-wrapper clean: containers and images were left out: " + e.getMessage());
      err.flush();
      status = ExitCode.NO_ENGINE;
    }
    try {
      survey.look(stores());
      for (Leftover lost : ScratchSlots.ofLostJobs()) {
        survey.add(Optional.of(lost));
      }
      for (Path job : jobs) {
        survey.add(new ScratchSlots(job, engine).leftover());
      }
      Findings findings = survey.findings();
      CleanText.print(findings, yes, out);
      boolean good = !yes || CleanText.remove(findings.leftovers(), out);
      return good ? status : ExitCode.PROBLEMS;
    } finally {
      engine.ifPresent(Engine::close);
    }
  }

  /**
   * Shows, and removes, what dry runs of jobs that are gone have left: for root, whom the client's
   * user has cleaned everything else. Says nothing where there is nothing.
   */
  public static int lostJobs(boolean yes, PrintWriter out) throws IOException {
    List<Leftover> lost = ScratchSlots.ofLostJobs();
    if (lost.isEmpty()) {
      return ExitCode.GOOD;
    }
    CleanText.print(new Findings(lost, List.of()), yes, out);
    return !yes || CleanText.remove(lost, out) ? ExitCode.GOOD : ExitCode.PROBLEMS;
  }

  private List<Path> data() throws IOException {
    List<Path> data = new ArrayList<>(client.map(ClientDirectory::path).stream().toList());
    for (Path job : jobs) {
      data.add(ScratchTree.dataOf(job));
    }
    return data;
  }

  private List<Path> stores() throws IOException {
    return ProgramStores.of(
        client.map(ClientDirectory::path).stream().toList(),
        environment,
        (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  /** One line about a failure of a removal. */
  static String reason(Exception e) {
    return e instanceof EngineException engine
        ? String.valueOf(engine.getMessage())
        : Failure.describe(e);
  }
}
