package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.plan.SamplePlans;
import net.boincwrapper.policy.LanRules;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code host} on real hosts: with an engine, without one, with one that hangs, with a full disk.
 */
class HostIT {
  private static final Path SOCKET = Path.of("/var/run/docker.sock");

  /** Of no user; the range is one that systemd lists as unused. */
  private static final int NOBODYS_ID = 60_700;

  @TempDir private Path directory;
  private Path data;

  @BeforeEach
  void data() throws IOException {
    data = Files.createDirectories(directory.resolve("data/slots")).getParent();
    Files.writeString(
        data.resolve("client_state.xml"),
        """
        <client_state>
        <core_client_major_version>8</core_client_major_version>
        <core_client_minor_version>2</core_client_minor_version>
        <core_client_release>15</core_client_release>
        </client_state>
        """);
  }

  private static boolean isRoot() {
    return Shell.run("id", "-u").output().strip().equals("0");
  }

  private JsonObject json(ProgramRun run) throws IOException {
    assertThat(run.out()).as(run.evidence()).startsWith("{");
    OutputSchemaCheck.holds("host", run.out());
    return JsonParser.parseString(run.out()).getAsJsonObject();
  }

  @Test
  @WithEngine
  void aContainerOfOurOwnSaysHelloAndLeavesNothing() throws IOException {
    boolean rules = LanRules.inForce();
    try (ProgramRun run = ProgramRun.of("host", "--json", "--data-dir", data.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.GOOD);
      JsonObject told = json(run);
      JsonObject engine = told.getAsJsonObject("engine");
      assertThat(engine.get("helloSeconds").getAsDouble()).isBetween(0.01, 5.5);
      assertThat(engine.get("runtimeVersion").getAsString()).matches("\\d.*");
      assertThat(told.getAsJsonObject("client").get("version").getAsString()).isEqualTo("8.2.15");
      assertThat(told.getAsJsonObject("kernel").has("reflink")).isTrue();
      assertThat(told.getAsJsonArray("disks")).hasSize(2);
      assertThat(told.getAsJsonObject("lanRules").get("inForce").getAsBoolean())
          .as("other tests may load them, or remove them, meanwhile")
          .isIn(rules, LanRules.inForce());
    }
    String label = "label=net.boincwrapper.hello";
    assertThat(Shell.succeed("docker", "ps", "--all", "--quiet", "--filter", label)).isEmpty();
    assertThat(Shell.succeed("docker", "images", "--all", "--quiet", "--filter", label)).isEmpty();
    try (var left = Files.list(data)) {
      assertThat(left).as("what was tried in the data directory is gone").hasSize(2);
    }
  }

  @Test
  @WithEngine
  void whatALookHasLeftThatHadNoMoreTimeIsRemovedByTheNext() throws IOException {
    String label = "net.boincwrapper.hello=" + Long.MAX_VALUE / 10; // no process's
    String left =
        Shell.succeed("docker", "create", "--label", label, SamplePlans.IMAGE, "true").strip();
    try (ProgramRun run = ProgramRun.of("host", "--data-dir", data.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.GOOD);
    }
    assertThat(Shell.run("docker", "inspect", left).status()).isNotZero();
  }

  @Test
  void withoutAnEngineThatIsSaid() throws IOException {
    Map<String, String> nowhere = Map.of("DOCKER_HOST", "unix:///nowhere/engine.sock");
    try (ProgramRun run = ProgramRun.startWith(nowhere, "host", "--data-dir", data.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.NO_ENGINE);
      assertThat(run.out())
          .startsWith("No task can run on this host: no container engine was found.\n")
          .contains("NO TASK RUNS: ")
          .contains("/nowhere/engine.sock");
    }
  }

  @Test
  void anEngineThatHangsIsToldWithinEightSeconds() throws IOException {
    Path socket = directory.resolve("hangs.sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Map<String, String> hangs = Map.of("DOCKER_HOST", "unix://" + socket);
      long begun = System.nanoTime();
      try (ProgramRun run = ProgramRun.startWith(hangs, "host", "--data-dir", data.toString())) {
        assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.NO_ENGINE);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
        assertThat(run.out())
            .containsAnyOf("hangs: no answer within 4.0 s", "no engine has answered in time")
            .contains("restart");
      }
    }
  }

  @Test
  @WithEngine
  void aFullDiskStopsTasks() throws IOException {
    assumeTrue(isRoot(), "mounting a small disk takes root");
    Path small = Files.createDirectory(directory.resolve("small"));
    Shell.succeed("mount", "-t", "tmpfs", "-o", "size=1m,nr_inodes=20", "tmpfs", small.toString());
    try (ProgramRun run = ProgramRun.of("host", "--data-dir", small.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.out())
          .startsWith("No task can run on this host: see what is wrong, at the end.\n")
          .containsPattern("NO TASK RUNS: only [\\d.]+ (KiB|MiB) are free for tasks' files")
          .containsPattern("NO TASK RUNS: only \\d+ more files can be made for tasks' files");
    } finally {
      Shell.succeed("umount", small.toString());
    }
  }

  @Test
  @WithEngine
  void rootIsToldWhatTheClientsUserSees() throws IOException {
    assumeTrue(isRoot() && Files.exists(SOCKET), "it takes root, and Docker at its usual place");
    for (Path open : new Path[] {directory, data}) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    String group = Files.getAttribute(SOCKET, "unix:gid").toString();
    Shell.succeed("chown", "--recursive", NOBODYS_ID + ":" + group, data.toString());

    try (ProgramRun run = ProgramRun.of("host", "--json", "--data-dir", data.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.GOOD);
      JsonObject client = json(run).getAsJsonObject("client");
      assertThat(client.get("checkedAs").getAsString()).isEqualTo("" + NOBODYS_ID);
      assertThat(client.get("owner").getAsString()).isEqualTo("" + NOBODYS_ID);
      assertThat(client.get("writable").getAsBoolean()).isTrue();
    }

    Shell.succeed("chmod", "555", data.toString());
    try (ProgramRun run = ProgramRun.of("host", "--data-dir", data.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.out()).contains("cannot be written by " + NOBODYS_ID);
    }
  }
}
