package net.boincwrapper.cli.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.OutputSchemaCheck;
import net.boincwrapper.cli.host.MountsPart.Place;
import net.boincwrapper.cli.host.MountsPart.State;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.EngineAbilities;
import net.boincwrapper.policy.PolicyReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an owner reads of the policy, and of the mounts that it names. */
class PolicyPartTest {
  private static final EngineInfo ENGINE =
      new EngineInfo(
          Engine.Kind.DOCKER,
          "28.5.2",
          "",
          false,
          2,
          "systemd",
          2,
          1L << 30,
          List.of("runc"),
          EngineAbilities.USUAL,
          "x86_64");

  private static final String POLICY =
      """
      network = "none"

      [[mount]]
      name = "cvmfs"
      source = "/cvmfs"

      [[mount]]
      name = "nvme"
      source = "/mnt/nvme"
      target = "/scratch"
      read_only = false

      [[mount]]
      name = "gone"
      source = "/gone"

      [project."https://example.org/p/"]
      network = "bridge"
      """;

  private final Path root = Jimfs.newFileSystem(Configuration.unix()).getPath("/");

  private static PolicyPart policy(String text) {
    return new PolicyPart(
        PolicyReader.read("host.toml", text.getBytes(UTF_8)), Optional.of(ENGINE));
  }

  private static List<String> lines(Part part) {
    return part.rows().stream().map(row -> row.name() + ": " + row.words()).toList();
  }

  @Test
  void eachValueIsToldWithItsOrigin() throws IOException {
    PolicyPart part = policy(POLICY);

    assertThat(lines(part))
        .contains("network: \"none\" (host.toml:1)", "builds: true (default)")
        .containsSubsequence(
            ": for example.org_p, what differs:", "network: \"bridge\" (host.toml:18)");
    assertThat(part.faults()).isEmpty();
    OutputSchemaCheck.holds("host", json(part));
  }

  @Test
  void aPolicyWithAMistakeStopsEveryTask() throws IOException {
    PolicyPart part = policy("netwrok = \"none\"\n");

    assertThat(lines(part)).containsExactly("policy: it cannot be used, and no task runs without");
    assertThat(part.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.stops()).isTrue())
        .satisfies(fault -> assertThat(fault.what()).contains("host.toml:1: ").contains("network"));
    OutputSchemaCheck.holds("host", json(part));
  }

  @ParameterizedTest
  @CsvSource({"'', true", "'[project.\"https://example.org/p/\"]', false"})
  void aRuntimeThatTheEngineHasNotIsTold(String section, boolean stops) {
    assertThat(policy(section + "\nruntime = \"runsc\"\n").faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.stops()).isEqualTo(stops))
        .satisfies(fault -> assertThat(fault.what()).contains("runsc").contains("host.toml:2"))
        .satisfies(fault -> assertThat(fault.cure()).contains("daemon.json"));
    assertThat(policy(section + "\nruntime = \"runc\"\n").faults()).isEmpty();
  }

  private static String json(Part part) {
    return HostJson.of(
        new HostReport(
            List.of(
                EnginePart.none("none"),
                new SpacePart(List.of()),
                new KernelSurvey(Path.of("/nowhere"), 0).part(Optional.empty()),
                part,
                new UsePart(Optional.empty(), List.of(), List.of())),
            false,
            List.of()));
  }

  private MountsPart mounts() {
    return new MountSurvey(root)
        .part(
            PolicyReader.read("host.toml", POLICY.getBytes(UTF_8))
                .policy()
                .orElseThrow()
                .general()
                .mounts());
  }

  @Test
  void aMountIsLookedAtAndNotBelieved() throws IOException {
    Files.createDirectories(root.resolve("proc/self"));
    Files.writeString(
        root.resolve("proc/self/mountinfo"),
        "24 30 0:22 / /cvmfs rw,relatime shared:2 - autofs systemd-1 rw\n");
    Files.createDirectories(root.resolve("cvmfs"));
    Files.createDirectories(root.resolve("mnt/nvme"));

    assertThat(mounts().places())
        .extracting(Place::state)
        .containsExactly(State.MOUNTED, State.EMPTY, State.MISSING);
    assertThat(mounts().faults())
        .hasSize(2)
        .allSatisfy(fault -> assertThat(fault.stops()).isFalse());
    assertThat(lines(mounts()))
        .contains(
            "nvme: /mnt/nvme as /scratch, to read and write: "
                + "an empty directory: nothing"
                + " is mounted there");
    OutputSchemaCheck.holds("host", json(mounts()));

    Files.writeString(root.resolve("mnt/nvme/file"), "");
    assertThat(mounts().places().get(1).state()).isEqualTo(State.DIRECTORY);
  }

  @Test
  void withoutMountsJobsSeeNothingOfTheHost() {
    assertThat(lines(new MountSurvey(root).part(List.of())))
        .containsExactly("named: none: jobs see nothing of this host but their own files");
  }
}
