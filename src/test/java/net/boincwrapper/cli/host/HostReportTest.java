package net.boincwrapper.cli.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.boincwrapper.cli.OutputSchemaCheck;
import net.boincwrapper.cli.Snapshot;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.cli.engine.Ability;
import net.boincwrapper.cli.engine.ClientDirectory;
import net.boincwrapper.cli.engine.EngineReport;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.Kind;
import net.boincwrapper.engine.EngineAbilities;
import net.boincwrapper.engine.Inventory;
import net.boincwrapper.engine.Inventory.KeptContainer;
import net.boincwrapper.engine.Inventory.KeptImage;
import net.boincwrapper.engine.Inventory.KeptNetwork;
import net.boincwrapper.policy.LanRules;
import org.junit.jupiter.api.Test;

/** What the owner of a host reads. */
class HostReportTest {
  private static final Path DATA = Path.of("/var/lib/boinc-client");
  private static final long GIB = 1L << 30;

  private static ClientPart client(String checkedAs, boolean writable) {
    return new ClientPart(
        Optional.of(new ClientDirectory(DATA, Optional.of(Kind.DOCKER), Optional.of("8.2.15"))),
        "boinc",
        checkedAs,
        writable);
  }

  private static EngineReport docker(List<Ability> abilities) {
    EngineInfo info =
        new EngineInfo(
            Kind.DOCKER,
            "28.5.2",
            "",
            false,
            2,
            "systemd",
            2,
            1,
            List.of(),
            new EngineAbilities(
                "1.51",
                new EngineAbilities.Storage("overlay2", "", ""),
                EngineAbilities.USUAL.limits(),
                false,
                false,
                "runc",
                List.of()),
            "x86_64");
    return new EngineReport(
        Optional.empty(), Path.of("/run/engine.sock"), Optional.empty(), false, info, abilities);
  }

  private static EnginePart engine(Greeting hello) {
    return new EnginePart(
        Optional.of(docker(List.of(new Ability("tasks", "run on it", Optional.empty())))),
        Optional.empty(),
        hello,
        Optional.of("1.1.5"));
  }

  private static Space space(String purpose, long free, long files) {
    return new Space(DATA, purpose, "ext4", free, 100 * GIB, OptionalLong.of(files));
  }

  private static KernelPart kernel() {
    return new KernelPart(
        2,
        List.of("cpu", "memory", "pids"),
        List.of("memory", "pids"),
        Optional.empty(),
        Optional.of(true),
        OptionalLong.of(8192),
        OptionalLong.of(128));
  }

  private static KeptContainer container(String id, ContainerStatus status, String image) {
    return new KeptContainer(
        id,
        "boinc__example__r1",
        status,
        image,
        Instant.EPOCH,
        Map.of(ContainerPlan.LABEL_RESULT, "wu_1_0", ContainerPlan.LABEL_SLOT, DATA + "/slots/0"),
        OptionalLong.of(1 << 20));
  }

  private static KeptImage image(String id, List<String> names, Map<String, String> labels) {
    return new KeptImage(id, names, Instant.EPOCH, 70 << 20, labels);
  }

  private static UsePart inUse() {
    List<KeptImage> images =
        List.of(
            image(
                "sha256:1",
                List.of("boincwrapper/example:1"),
                Map.of(Inventory.LABEL_PROJECT, "e")),
            image("sha256:2", List.of("debian:bookworm-slim"), Map.of()),
            image("sha256:3", List.of("volunteers/own:1"), Map.of(Inventory.LABEL_PROJECT, "e")),
            image("sha256:4444444444444444", List.of(), Map.of(Engine.LABEL_STAGE, "e")),
            image("sha256:5", List.of("unrelated:1"), Map.of()),
            image("sha256:6", List.of("pulled:1"), Map.of()));
    return new UsePart(
        Optional.of(
            UsePart.Kept.of(
                List.of(
                    container("0123456789abcdef", ContainerStatus.RUNNING, "sha256:1"),
                    container("fedcba9876543210", ContainerStatus.PAUSED, "sha256:2")),
                images,
                Set.of("sha256:2", "sha256:6"),
                List.of(new KeptNetwork("n", "boincwrapper")))),
        List.of(new Measured(DATA.resolve("slots/0"), 3 << 20)),
        List.of(new Measured(DATA.resolve("docker_wrapper/program/0a1b"), 117 << 20)));
  }

  private static HostReport healthy() {
    return new HostReport(
        List.of(
            client("boinc", true),
            engine(Greeting.said(Duration.ofMillis(640))),
            new LanPart(Optional.of(false), Optional.of(true), false),
            new SpacePart(
                List.of(
                    space("tasks' files", 50 * GIB, 6_000_000),
                    space("images", 50 * GIB, 6_000_000))),
            kernel(),
            inUse()),
        true,
        List.of());
  }

  @Test
  void aHealthyHostIsTold() throws IOException {
    Snapshot.matches("host-healthy.txt", HostText.of(healthy(), Colours.NONE));
    OutputSchemaCheck.holds("host", HostJson.of(healthy()));
    assertThat(healthy().canRun()).isTrue();
  }

  @Test
  void aHostWithoutAnythingIsToldWithACureForEachFault() throws IOException {
    HostReport report =
        new HostReport(
            List.of(
                client("boinc", false),
                EnginePart.none("looking for an engine: none answers; start Docker"),
                new SpacePart(List.of(space("tasks' files", 100 << 20, 12))),
                new KernelPart(
                    1,
                    List.of(),
                    List.of(),
                    Optional.of("only root may make them"),
                    Optional.empty(),
                    OptionalLong.empty(),
                    OptionalLong.of(16)),
                new LanPart(Optional.empty(), Optional.empty(), true),
                new UsePart(Optional.empty(), List.of(), List.of())),
            false,
            List.of(Fault.lasting("the sizes of checkpoints: no answer in time", "try again")));

    Snapshot.matches("host-nothing.txt", HostText.of(report, Colours.NONE));
    OutputSchemaCheck.holds("host", HostJson.of(report));
    assertThat(report.canRun()).isFalse();
    assertThat(report.faults()).filteredOn(Fault::stops).hasSize(4);
  }

  @Test
  void anEngineWhoseContainersDoNotRunIsNoneForTasks() {
    EnginePart part = engine(Greeting.failed("starting container 0: no space left"));

    assertThat(part.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.stops()).isTrue())
        .satisfies(fault -> assertThat(fault.what()).contains("no space left"));
  }

  @Test
  void aContainerThatWasNotSeenInTimeIsNoFaultThatStopsTasks() throws IOException {
    HostReport report =
        new HostReport(
            List.of(
                engine(Greeting.LATE),
                new SpacePart(List.of()),
                kernel(),
                new UsePart(Optional.empty(), List.of(), List.of())),
            true,
            List.of());

    assertThat(report.canRun()).isTrue();
    assertThat(report.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.what()).contains("is not known"));
    assertThat(HostText.of(report, Colours.NONE))
        .startsWith(
            "Nothing was found that keeps tasks from running, but not all was seen in time.")
        .contains("hello            not known: it was not said in time");
    assertThat(HostJson.of(report)).contains("\"hello\": \"late\"").contains("\"canRun\": true");
    OutputSchemaCheck.holds("host", HostJson.of(report));
  }

  @Test
  void whereNoEngineHasAnsweredInTimeNothingIsClaimed() throws IOException {
    HostReport report =
        new HostReport(
            List.of(
                EnginePart.silent(),
                new SpacePart(List.of()),
                kernel(),
                new UsePart(Optional.empty(), List.of(), List.of())),
            false,
            List.of());

    assertThat(report.canRun()).isFalse();
    assertThat(report.faults()).noneMatch(Fault::stops);
    assertThat(HostText.of(report, Colours.NONE))
        .startsWith(
            "Whether tasks can run on this host is not known: no engine has answered in time.\n");
    OutputSchemaCheck.holds("host", HostJson.of(report));
  }

  @Test
  void rulesForTheOwnersNetworkAreToldAndMissedOnlyWhereTheyAreRequired() {
    Optional<Boolean> yes = Optional.of(true);
    Optional<Boolean> no = Optional.of(false);

    assertThat(new LanPart(yes, yes, true).rows().get(0).words())
        .isEqualTo("in force (probed): containers with a network are kept from yours");
    assertThat(new LanPart(yes, no, false).rows().get(0).words()).contains("not for this engine");
    assertThat(new LanPart(no, yes, false).rows().get(0).words()).contains("host --lan-rules");
    assertThat(new LanPart(yes, yes, true).faults()).isEmpty();
    assertThat(new LanPart(no, yes, false).faults()).isEmpty();
    assertThat(new LanPart(no, yes, true).faults())
        .containsExactly(
            Fault.lasting(
                "jobs that want a network wait (require_lan_rules): the rules are not in force",
                "as root: " + LanRules.INSTALL));
    assertThat(new LanPart(yes, no, true).faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.cure()).contains("a Docker of root's"));
    assertThat(new LanPart(Optional.empty(), yes, true).faults())
        .as("the survey says what had no answer")
        .isEmpty();
  }

  @Test
  void whatAnEngineLacksIsAFaultButStopsNoTask() {
    EngineReport report =
        docker(List.of(new Ability("limits", "none", Optional.of("as root: loginctl"))));
    EnginePart part =
        new EnginePart(
            Optional.of(report), Optional.empty(), Greeting.said(Duration.ZERO), Optional.empty());

    assertThat(part.faults()).containsExactly(Fault.lasting("limits: none", "as root: loginctl"));
  }

  @Test
  void whoeverIsNotTheClientsUserIsToldSo() {
    assertThat(client("alice", false).faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.what()).contains("as boinc").contains("as alice"))
        .satisfies(fault -> assertThat(fault.stops()).isFalse());
  }

  @Test
  void withoutAClientOneIsAskedFor() {
    ClientPart none = new ClientPart(Optional.empty(), "alice", "alice", true);

    assertThat(none.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.cure()).contains("--data-dir DATA"))
        .satisfies(fault -> assertThat(fault.stops()).isFalse());
  }
}
