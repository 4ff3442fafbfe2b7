package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docker-wrapper run DIR}, with the packaged program and a real engine. */
@WithEngine
class RunIT {
  /** Counts until there is a file "enough". */
  private static final String APP =
      """
      #!/bin/sh
      trap 'exit 143' TERM
      n=$(cat state 2>/dev/null || echo 0)
      echo "starting at $n" >> starts.txt
      while [ ! -e enough ]; do
        sleep 0.1
        n=$((n + 1))
        echo "$n" > state.new && mv state.new state
      done
      echo "counted to $n" > out.txt
      exit $(cat enough)
      """;

  @TempDir private Path home;
  private Path job = Path.of("");
  private Map<String, String> before = Map.of();

  @BeforeEach
  void makeJob() throws IOException {
    job = Files.createDirectory(home.resolve("counting"));
    job("[checkpoint]\nfiles = [\"state\"]\n");
    Path app = Files.writeString(job.resolve("app.sh"), APP);
    Files.setPosixFilePermissions(app, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (Path place : List.of(job, Files.createDirectories(job.resolve("a/b")))) {
      Files.createSymbolicLink(place.resolve("link out"), Path.of("/etc/hostname"));
      Files.createSymbolicLink(place.resolve("link in"), Path.of("app.sh"));
      Shell.succeed("mkfifo", place.resolve("fifo").toString());
      try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        socket.bind(UnixDomainSocketAddress.of(place.resolve("socket")));
      }
    }
    Files.writeString(job.resolve("boinc_finish_called"), "the author's\n");
    before = listing();
  }

  private void job(String more) throws IOException {
    Files.writeString(
        job.resolve("job.toml"),
        "image_name = \""
            + TaskHarness.IMAGE
            + "\"\ncreate_args = \"--entrypoint /app/app.sh\"\n"
            + more);
  }

  @AfterEach
  void removeWhatIsLeft() {
    containers().forEach(id -> Shell.run("docker", "rm", "--force", "--volumes", id));
  }

  private List<String> containers() {
    String slot = "label=net.boincwrapper.slot=" + job;
    return Shell.succeed("docker", "ps", "--quiet", "--all", "--filter", slot).lines().toList();
  }

  /** Every name, and what stands there. */
  private Map<String, String> listing() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(job)) {
      for (Path file : files.filter(it -> !it.equals(job)).toList()) {
        BasicFileAttributes found =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String more = found.isRegularFile() ? " = " + Files.readString(file) : "";
        String kind = found.isDirectory() ? "directory" : found.fileKey() + more;
        all.put(job.relativize(file).toString(), kind);
      }
    }
    return all;
  }

  private int count() throws IOException {
    Path state = job.resolve("state");
    return Files.exists(state) ? Integer.parseInt(Files.readString(state).strip()) : 0;
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalStopsItAndASecondCallGoesOnWhereTheFirstWas(String signal, int status)
      throws IOException {
    try (ProgramRun first = ProgramRun.start("run", job.toString())) {
      first.await("a count of 5", () -> count() >= 5).signal(signal);
      assertThat(first.exitCode()).as(first.evidence()).isEqualTo(status);
      assertThat(first.err()).contains("stopped by SIG" + signal, "docker-wrapper run " + job);
    }
    assertThat(containers()).isEmpty();
    assertThat(listing()).containsAllEntriesOf(before);
    int reached = count();
    assertThat(reached).isGreaterThanOrEqualTo(5);

    Files.writeString(job.resolve("enough"), "0");
    try (ProgramRun second = ProgramRun.of("run", job.toString())) {
      assertThat(second.exitCode()).as(second.evidence()).isZero();
    }
    assertThat(job.resolve("out.txt")).hasContent("counted to " + reached);
    assertThat(job.resolve("starts.txt")).hasContent("starting at 0\nstarting at " + reached);
    assertThat(containers()).isEmpty();
    Map<String, String> after = listing();
    assertThat(after).containsAllEntriesOf(before);
    after.keySet().removeAll(before.keySet());
    assertThat(after.keySet())
        .as("what the app has made, and nothing else")
        .containsExactlyInAnyOrder("state", "starts.txt", "enough", "out.txt");
  }

  @Test
  void aFailureIsToldAndTheNextCallTriesAgain() throws IOException {
    Files.writeString(job.resolve("enough"), "3");
    try (ProgramRun failed = ProgramRun.of("run", job.toString())) {
      assertThat(failed.exitCode()).as(failed.evidence()).isEqualTo(ExitCode.RUN_FAILED);
      assertThat(failed.err()).contains("the task has failed, with exit status 3");
    }
    Files.writeString(job.resolve("enough"), "0");
    try (ProgramRun again = ProgramRun.of("run", job.toString())) {
      assertThat(again.exitCode()).as(again.evidence()).isZero();
    }
    assertThat(listing()).containsAllEntriesOf(before);
  }

  @Test
  void whatAClientWouldDoLaterIsToldInWords() throws IOException {
    job("[exit]\nretry = [75]\nretry_delay = 600\n");
    Files.writeString(job.resolve("enough"), "75");
    try (ProgramRun run = ProgramRun.of("run", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.RUN_FAILED);
      assertThat(run.err())
          .contains("cannot go on now: exit code 75", "in 600 s", "docker-wrapper run " + job);
    }
    assertThat(job.resolve("boinc_temporary_exit")).doesNotExist();
  }

  @Test
  void withoutAnEngineNothingIsTouched() throws IOException {
    String nowhere = "unix://" + home.resolve("absent.sock");
    try (ProgramRun run =
        ProgramRun.startWith(Map.of("DOCKER_HOST", nowhere), "run", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.NO_ENGINE);
    }
    assertThat(listing()).isEqualTo(before);
  }

  @Test
  void aBadJobOrAClientsSlotIsRefusedAndNothingTouched() throws IOException {
    job("workdri = \"/app\"\n");
    before = listing();
    try (ProgramRun run = ProgramRun.of("run", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err()).contains("did you mean \"workdir\"?");
    }
    Files.createFile(job.resolve("init_data.xml"));
    try (ProgramRun run = ProgramRun.of("run", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).contains("is the slot of a BOINC client");
    }
    Files.delete(job.resolve("init_data.xml"));
    assertThat(listing()).isEqualTo(before);
  }
}
