package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.slot.SlotLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An app that puts what it can at every name that the wrapper or the client reads or writes: no
 * canary outside the slot is touched, nothing hangs, and nothing is left that leads out.
 */
@WithEngine
@Timeout(60)
class HostileSlotIT {
  private static final String CANARY = "the volunteer's";
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-02-02T02:02:02Z"));
  private static final int APPS_STATUS = 7;
  private static final String SYMBOLIC_TARGET = "../../projects/example.org_it/symbolic_out";

  private static final List<String> NAMES =
      List.of(
          SlotLayout.FRACTION_DONE,
          SlotLayout.FINISH,
          SlotLayout.TEMPORARY_EXIT,
          SlotLayout.STDERR,
          SlotLayout.TASK_STATE,
          SlotLayout.INIT_DATA,
          SlotLayout.LOCK,
          SlotLayout.SHARED_MEMORY,
          SlotLayout.SETUP_COMPLETE,
          SlotLayout.JOB,
          SlotLayout.DOCKERFILE,
          SlotLayout.OWN_DIRECTORY,
          "checkpoint.dat",
          "checkpoint_now",
          "text_out.txt",
          "symbolic_out.txt",
          "copied_out.txt",
          SlotLayout.TRICKLE_UP,
          "graphics_status.xml",
          "stdout.txt",
          "boinc_ufr_x",
          "boinc_ufs_x",
          "trickle_down_1");

  private static final String JOB =
      """
      [checkpoint]
      files = ["checkpoint.dat"]
      request_file = "checkpoint_now"
      grace = 2
      """;

  /** What stands at a name: a line for sh, with the name in {@code $1}. */
  enum Plant {
    FIFO("mkfifo \"$1\""),
    DIRECTORY("mkdir \"$1\" && echo x > \"$1/full\""),
    LINK_TO_CANARY("ln -s \"$CANARIES/$1\" \"$1\""),
    LINK_TO_DIRECTORY("ln -s \"$CANARIES\" \"$1\""),
    HARD_LINK("ln victim \"$1\""),
    LINK_LOOP("ln -s \"$1\" \"$1\""),
    CLOSED_FILE("echo x > \"$1\"; chmod 0 \"$1\""),
    SPARSE_GIGABYTE("truncate -s 1G \"$1\"");

    private final String command;

    Plant(String command) {
      this.command = command;
    }
  }

  @TempDir Path directory;
  private TaskHarness task;
  private Path canaries;

  private void prepare(Volunteer volunteer, Plant plant) throws IOException {
    task = volunteer.task(directory);
    canaries = Files.createDirectory(task.boincDirectory().resolve("canaries"));
    for (String name : NAMES) {
      Path canary = Files.writeString(canaries.resolve(name), CANARY);
      Files.setLastModifiedTime(canary, LONG_AGO);
    }
    task.job(JOB);
    task.file("text_out.txt", "<soft_link>../../projects/example.org_it/text_out</soft_link>\n");
    Files.createSymbolicLink(
        task.slot().directory().resolve("symbolic_out.txt"), Path.of(SYMBOLIC_TARGET));
    task.app(
        """
        CANARIES='%s'
        echo victim > victim
        plant() { rm -rf "$1"; %s; }
        for name in %s; do plant "$name" 2> /dev/null; done
        echo x > all_planted
        until [ -e done ]; do sleep 0.1; done
        exit %d
        """
            .formatted(canaries, plant.command, String.join(" ", NAMES), APPS_STATUS));
  }

  @AfterEach
  void close() {
    if (task != null) {
      task.close();
      Shell.run("chmod", "-R", "u+rwX", slot());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEndIsTheAppsOwn(Plant plant) throws Exception {
    prepare(Volunteer.UNPRIVILEGED, plant);
    RunningWrapper wrapper = plantedAndLookedAt();
    task.file("done", "");

    assertThat(wrapper.awaitExit(Duration.ofSeconds(30))).as(task.stderr()).isEqualTo(APPS_STATUS);

    assertThat(task.read(SlotLayout.FINISH)).isEqualTo(APPS_STATUS + "\n");
    assertThat(task.containers()).isEmpty();
    assertCanariesUntouched();
    assertThat(Shell.succeed("find", slot(), "-type", "p")).isEmpty();
    assertThat(Shell.succeed("find", slot(), "-type", "l", "-printf", "%P %l\n"))
        .as("links; the client's own stays")
        .isIn("", "symbolic_out.txt " + SYMBOLIC_TARGET);
  }

  @ParameterizedTest
  @EnumSource
  void aQuitLeavesNothingThatLeadsOut(Plant plant) throws Exception {
    prepare(Volunteer.THE_TESTER, plant);
    RunningWrapper wrapper = plantedAndLookedAt();
    wrapper.request(ClientRequest.QUIT);

    assertThat(wrapper.awaitExit(Duration.ofSeconds(40))).as(task.stderr()).isZero();

    assertCanariesUntouched();
    assertThat(task.slot().finish()).doesNotExist();
    assertThat(Shell.succeed("find", slot(), "-maxdepth", "1", "-type", "p")).isEmpty();
    assertThat(Shell.succeed("find", slot(), "-maxdepth", "1", "-lname", canaries + "*")).isEmpty();
  }

  /** Long enough for every regular look at every name. */
  private RunningWrapper plantedAndLookedAt() throws IOException {
    RunningWrapper wrapper = task.launch();
    Path planted = task.slot().directory().resolve("all_planted");
    wrapper.await("everything is planted", () -> Files.exists(planted));
    Eventually.pass(Duration.ofMillis(2500));
    wrapper.await("the wrapper lives", () -> true);
    return wrapper;
  }

  private String slot() {
    return task.slot().directory().toString();
  }

  private void assertCanariesUntouched() throws IOException {
    for (String name : NAMES) {
      Path canary = canaries.resolve(name);
      PosixFileAttributes found = Files.readAttributes(canary, PosixFileAttributes.class);
      assertThat(canary).hasContent(CANARY);
      assertThat(found.lastModifiedTime()).as(name).isEqualTo(LONG_AGO);
      assertThat(found.permissions()).as(name).isEqualTo(permissionsOfANewFile());
    }
    assertThat(canaries.toFile().list()).hasSize(NAMES.size());
  }

  private Set<PosixFilePermission> permissionsOfANewFile() throws IOException {
    return Files.getPosixFilePermissions(task.slot().setupComplete(), LinkOption.NOFOLLOW_LINKS);
  }
}
