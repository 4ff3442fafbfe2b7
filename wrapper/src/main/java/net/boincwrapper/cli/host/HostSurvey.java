package net.boincwrapper.cli.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.cli.engine.ClientDirectory;
import net.boincwrapper.cli.engine.EngineReport;
import net.boincwrapper.cli.host.Answers.Asked;
import net.boincwrapper.cli.volunteer.RunUser;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.policy.LanRules;
import net.boincwrapper.policy.PolicyReader.Outcome;
import net.boincwrapper.policy.PolicySource;
import net.boincwrapper.time.HostClock;

/**
 * Goes through the checklist. All questions are asked at once, and those that are not answered in
 * time are told as such: the page always comes.
 */
public final class HostSurvey {
  /** From the start of the command. With the page after it, it is less than 8 s. */
  private static final Duration TIME = Duration.ofMillis(6500);

  /** On a host that is so busy that Java took the time: else nothing would be answered there. */
  private static final Duration LEAST = Duration.ofSeconds(3);

  private static final Path ROOT = Path.of("/");
  private static final Path SELF = Path.of("/proc/self");

  private final Map<String, String> environment;
  private final Optional<ClientDirectory> client;
  private final RunUser user;
  private final Answers answers;
  private final List<Fault> unknown = new ArrayList<>();

  /**
   * Of this host, as the user of this process.
   *
   * @param environment of this process
   * @param client whose tasks are meant; empty: there is none, and an author's runs are meant
   * @param began when the command was called; all that is asked shares the time since then
   */
  public HostSurvey(
      Map<String, String> environment, Optional<ClientDirectory> client, Instant began)
      throws IOException {
    this.answers = new Answers(HostClock.system(), left(began, HostClock.system().now()));
    this.environment = Map.copyOf(environment);
    this.client = client;
    this.user = RunUser.ofThisProcess();
  }

  static Duration left(Instant began, Instant now) {
    Duration left = TIME.minus(Duration.between(began, now));
    return left.compareTo(LEAST) < 0 ? LEAST : left;
  }

  /** Takes as long as the slowest answer, and has a limit. */
  public HostReport report() {
    var engine = answers.ask(() -> EngineQuestions.begin(environment, ownClient(), user));
    var who = answers.ask(this::client);
    var sharing = answers.ask(this::sharesBlocks);
    var disk = answers.ask(() -> Space.of(place(), "tasks' files"));
    var checkpoints = answers.ask(this::checkpoints);
    var programs = answers.ask(this::programs);
    var policy = answers.ask(PolicySource.ofHost()::read);
    var mounts = answers.ask(HostSurvey::mounts);
    var lanRules = answers.ask(LanRules::inForce);

    EngineAnswers engines = EngineAnswers.of(engine, answers);
    List<Space> disks = new ArrayList<>();
    known("the disk of " + place(), disk).ifPresent(disks::add);
    engines
        .disk()
        .flatMap(asked -> known("the disk of images", asked))
        .ifPresent(found -> found.ifPresent(disks::add));

    List<Part> parts = new ArrayList<>();
    known("the client's data directory", who).ifPresent(parts::add);
    parts.add(engines.part());
    Optional<Outcome> rules = known("the policy", policy);
    Optional<EngineInfo> info = engines.part().report().map(EngineReport::info);
    rules.ifPresent(read -> parts.add(new PolicyPart(read, info)));
    parts.add(
        LanPart.of(
            known("whether rules for containers' networks are in force", lanRules),
            engines
                .obeysLanRules()
                .flatMap(asked -> known("whether those rules are for this engine", asked)),
            rules.flatMap(Outcome::policy)));
    known("the mounts that the policy names", mounts).ifPresent(parts::add);
    parts.add(new SpacePart(disks));
    parts.add(
        new KernelSurvey(ROOT, user.uid())
            .part(known("whether files share blocks", sharing).flatMap(tried -> tried)));
    parts.add(
        new UsePart(
            engines.kept().flatMap(asked -> known("what the engine keeps for tasks", asked)),
            known("the sizes of checkpoints", checkpoints).orElse(List.of()),
            known("the sizes of unpacked programs", programs).orElse(List.of())));
    return new HostReport(parts, engines.found(), unknown);
  }

  /** The client's data directory, or where an author works. */
  private Path place() {
    return client.map(ClientDirectory::path).orElse(Path.of("").toAbsolutePath());
  }

  /** Another user's Podman is not for this one to start. */
  private Optional<ClientDirectory> ownClient() throws IOException {
    boolean own = Files.getOwner(place()).equals(Files.getOwner(SELF));
    return own ? client : Optional.empty();
  }

  private ClientPart client() throws IOException {
    String self = Files.getOwner(SELF).getName();
    String owner = client.isPresent() ? Files.getOwner(place()).getName() : self;
    return new ClientPart(client, owner, self, Files.isWritable(place()));
  }

  private Optional<Boolean> sharesBlocks() throws IOException {
    return client.isPresent() && Files.isWritable(place())
        ? Reflink.works(place())
        : Optional.empty();
  }

  private List<Measured> checkpoints() throws IOException {
    return client.isPresent() ? DataSurvey.checkpoints(place()) : List.of();
  }

  private List<Measured> programs() throws IOException {
    List<Path> data = client.map(ClientDirectory::path).stream().toList();
    List<Measured> found = new ArrayList<>();
    for (Path store : ProgramStores.of(data, environment, user.uid())) {
      found.addAll(ProgramStores.in(store));
    }
    return found;
  }

  /** Of the policy for projects without a section; a place that is away may hang. */
  private static MountsPart mounts() {
    return new MountSurvey(ROOT)
        .part(
            PolicySource.ofHost()
                .read()
                .policy()
                .map(file -> file.general().mounts())
                .orElse(List.of()));
  }

  private <T> Optional<T> known(String what, Asked<T> asked) {
    return asked.get(unknown, what);
  }
}
