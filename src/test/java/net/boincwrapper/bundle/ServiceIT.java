package net.boincwrapper.bundle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The released program below Debian's {@code boinc-client.service}: nothing can be written but the
 * data directory, and nothing seen of the homes. {@code service.sh} does what systemd would.
 */
@WithEngine
@Timeout(60)
class ServiceIT {
  private static final Path UNIT = Path.of("/lib/systemd/system/boinc-client.service");

  /** What the unit file restricts, and behind a number sign what it suggests to restrict. */
  private static final List<String> RESTRICTIONS =
      List.of(
          "ProtectHome=true",
          "ProtectSystem=strict",
          "ProtectControlGroups=true",
          "ReadWritePaths=-/var/lib/boinc -/etc/boinc-client",
          "#NoNewPrivileges=true",
          "#ProtectKernelModules=true",
          "#ProtectKernelTunables=true",
          "#RestrictRealtime=true",
          "#RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
          "#RestrictNamespaces=true",
          "#PrivateUsers=true",
          "#CapabilityBoundingSet=",
          "#MemoryDenyWriteExecute=true", // with this no Java runs
          "#PrivateTmp=true  #Block X11 idle detection");

  /** Fails unless the restrictions are there; then becomes the program. */
  private static final String WITHIN =
      """
      options() { findmnt --noheadings --output OPTIONS --target "$1"; }
      for at in /usr /var/lib /sys/fs/cgroup "$2" $3; do
        case $(options "$at") in ro*) ;; *) echo "$at can be written" >&2; exit 91 ;; esac
      done
      case $(options "$1") in rw*) ;; *) echo "$1 cannot be written" >&2; exit 92 ;; esac
      if ls /root /home/* > /dev/null 2>&1; then echo "a home can be seen" >&2; exit 93; fi
      shift 3
      exec "$@"
      """;

  /** Which of the restrictions hold. */
  enum Way {
    /** Those of the unit file. */
    SET,
    /** Those too that it suggests, as far as a test can make them. */
    SUGGESTED;

    /** What cannot be written then, besides the system and the project's directory. */
    private String readOnly() {
      return this == SET ? "/tmp /var/tmp /run" : "/proc/sys /run";
    }

    private List<String> privileges() {
      return this == SET ? List.of("env") : List.of("setpriv", "--no-new-privs", "--");
    }
  }

  @TempDir private Path directory;
  private Path data;
  private TaskHarness task;

  /** Not below /tmp, which the service may have for itself. */
  @BeforeEach
  void prepare() throws IOException {
    Path program = Bundle.underTest();
    Path within = Files.isWritable(Path.of("/var/lib")) ? Path.of("/var/lib") : directory;
    data = Files.createTempDirectory(within, "boincwrap-it-");
    task = Volunteer.UNPRIVILEGED.task(data);
    Files.copy(program, task.project().resolve("docker_wrapper_1"));
  }

  @AfterEach
  void removeData() {
    if (task != null) {
      task.close();
    }
    Shell.succeed("rm", "--recursive", "--force", "--one-file-system", data.toString());
  }

  @Test
  void theseAreTheRestrictionsOfDebiansPackage() throws IOException {
    assumeTrue(Files.exists(UNIT), "no " + UNIT + ": run bin/setup --real-client");

    assertThat(Files.readAllLines(UNIT))
        .filteredOn(line -> line.matches("#?(Protect|Private|Restrict|Read|No|Cap|Mem)\\w+=.*"))
        .containsExactlyInAnyOrderElementsOf(RESTRICTIONS);
  }

  @ParameterizedTest
  @EnumSource
  void aTaskIsUnpackedStoppedAndEnds(Way way) throws IOException {
    restrict(way);
    task.countingApp(TaskHarness.FOR_EVER, 0).job("[checkpoint]\nfiles = [\"state\"]\n");

    RunningWrapper first = task.launch().awaitCount(3);
    first.process().destroy();
    assertThat(first.awaitExit()).as(task.stderr()).isZero();
    assertThat(task.read("boinc_temporary_exit")).startsWith("30\n");
    task.enough();
    assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();

    assertThat(task.slot().finish()).hasContent("0\n");
    assertThat(task.starts()).hasSize(2);
    assertThat(Bundle.unpacked(task.boincDirectory().resolve("docker_wrapper/program")))
        .isDirectory();
    assertThat(task.notTheVolunteers()).isEmpty();
    assertThat(task.project().toFile().list()).containsExactly("docker_wrapper_1");
  }

  private void restrict(Way way) throws IOException {
    String project = task.project().toString();
    String writable = task.boincDirectory().toString();
    Path script = directory.resolve("service.sh");
    try (InputStream in = ServiceIT.class.getResourceAsStream("service.sh")) {
      Files.copy(requireNonNull(in), script);
    }
    task.under(
        "unshare",
        "--mount",
        "--propagation=slave",
        "sh",
        script.toString(),
        way.name().toLowerCase(Locale.ROOT),
        writable,
        project);
    List<String> words = new ArrayList<>(way.privileges());
    words.addAll(List.of("sh", "-c", WITHIN, "within", writable, project, way.readOnly()));
    words.add(task.project().resolve("docker_wrapper_1").toString());
    task.by(words.toArray(String[]::new)).environment("HOME", "/nonexistent");
  }
}
