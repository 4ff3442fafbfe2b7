package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import net.boincwrapper.cli.OutputTemplate;
import net.boincwrapper.cli.ProgramRun;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --policy} has an author's runs see of another owner's host. */
@WithEngine
class TriedPolicyIT {
  private static final Path SOCKET = Path.of("/var/run/docker.sock");

  @TempDir private Path home;
  private Path job;
  private Path place;
  private Path policy;

  @BeforeEach
  void aJobThatReadsWhatAnOwnerGives() throws IOException {
    // Root's runs are another user's, and so is what they look at.
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    job = Files.createDirectory(home.resolve("tried-policy"));
    place = Files.createDirectory(home.resolve("place"));
    Files.writeString(place.resolve("file"), "the owner's\n");
    policy = home.resolve("host.toml");
    Files.writeString(
        job.resolve("job.toml"),
        """
        image_name = "%s"
        create_args = "--entrypoint /app/app.sh"
        host_mounts = ["data"]
        """
            .formatted(TaskHarness.IMAGE));
    app("");
    Files.writeString(job.resolve("out.xml"), OutputTemplate.of("out.txt"));
  }

  @Test
  void aRunHasWhatThePolicyGives() throws IOException {
    mounts("");

    run(Map.of(), "dry-run", "--run", "--policy", policy.toString(), job.toString());

    assertThat(job.resolve(".dry-run/outputs/out.txt")).hasContent("the owner's");
  }

  @Test
  void aPlaceThatTheClientsUserCannotSeeIsMountedByTheEngine() throws IOException {
    Path closed = Files.createDirectory(home.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    place = Files.move(place, closed.resolve("place"));
    mounts("");

    run(Map.of(), "dry-run", "--run", "--policy", policy.toString(), job.toString());
  }

  @Test
  void eachRunOfARehearsalHasIt() throws IOException {
    mounts("");
    app("sleep 3");

    try (ProgramRun run =
        ProgramRun.of(
            "dry-run",
            "--rehearse",
            "--only",
            "kill",
            "--policy",
            policy.toString(),
            job.toString())) {
      assertThat(run.out()).as(run.evidence()).containsPattern("kill@\\S+ .* the same");
    }
  }

  @Test
  void aRunWithoutItAfterwardsHasWhatThisHostGives() throws IOException {
    mounts("");
    run(Map.of(), "dry-run", "--run", "--policy", policy.toString(), job.toString());

    try (ProgramRun run = ProgramRun.of("dry-run", "--run", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.PROBLEMS);
    }
  }

  @Test
  void theEngineIsThatOfThePolicy() throws IOException {
    Path socket = Files.createSymbolicLink(home.resolve("engine.sock"), SOCKET);
    mounts("socket = \"" + socket + "\"\n");
    Map<String, String> nowhere = Map.of("DOCKER_HOST", "unix://" + home.resolve("nowhere.sock"));

    run(nowhere, "dry-run", "--run", "--policy", policy.toString(), job.toString());
    run(nowhere, "run", "--policy", policy.toString(), job.toString());
  }

  private void app(String first) throws IOException {
    Path app =
        Files.writeString(
            job.resolve("app.sh"),
            "#!/bin/sh\n" + first + "\ncat \"$BOINC_MOUNT_DATA/file\" > out.txt\n");
    Files.setPosixFilePermissions(app, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void mounts(String more) throws IOException {
    Files.writeString(
        policy, more + "[[mount]]\nname = \"data\"\nsource = \"%s\"\n".formatted(place));
  }

  private static void run(Map<String, String> environment, String... arguments) throws IOException {
    try (ProgramRun run = ProgramRun.startWith(environment, arguments)) {
      assertThat(run.exitCode()).as(run.evidence()).isZero();
    }
  }
}
