package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.slot.SlotLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Apps that harm their own slot, fill it, or tell nonsense: the task ends as the app does. */
@WithEngine
@Timeout(180)
class HostileAppIT {
  private static final int APPS_STATUS = 7;

  @TempDir Path directory;
  private TaskHarness task;

  private TaskHarness task(Volunteer volunteer) throws IOException {
    task = volunteer.task(directory);
    return task;
  }

  @AfterEach
  void close() {
    if (task != null) {
      task.close();
      Shell.run("chmod", "-R", "u+rwX", task.slot().directory().toString());
      Shell.run("rm", "-rf", task.slot().directory().toString());
    }
  }

  private void assertEndsAsTheApp(RunningWrapper wrapper) throws IOException {
    assertThat(wrapper.awaitExit()).as(task.stderr()).isEqualTo(APPS_STATUS);
    assertThat(task.read(SlotLayout.FINISH)).as(task.stderr()).isEqualTo(APPS_STATUS + "\n");
    assertThat(task.containers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chmod 0 .",
        "rm -rf * .[a-z]*",
        "echo x > \"$(printf 'a\\nb')\"; mkdir \"$(printf 'c\\n\\033[2Jd')\";"
            + " mkfifo \"$(printf 'e\\nf')\"; ln -s / \"$(printf '\\377\\n')\"",
        "cat /dev/zero | head -c 3000000 | tee boinc_lockfile > fraction_done",
        "for f in *; do truncate -s 0 $f; done",
        "while :; do rm -rf init_data.xml; echo '<authenticator>x' > init_data.xml; done &"
            + " sleep 1; kill $!",
        "chmod -R 0 . ; sleep 1; chmod 0 ."
      })
  void anAppThatHarmsItsSlotEndsAsItDoes(String harm) throws Exception {
    task(Volunteer.UNPRIVILEGED)
        .app("sleep 0.5\n{ " + harm + "; } 2> /dev/null\nsleep 1.5\nexit " + APPS_STATUS + "\n");

    assertEndsAsTheApp(task.launch());

    assertThat(task.notTheVolunteers()).isEmpty();
  }

  @Test
  void aHundredThousandFilesTakeABoundedTime() throws Exception {
    task(Volunteer.UNPRIVILEGED)
        .app(
            "exec perl -e 'for (1..100_000) { open F, \">\", \"f$_\"; close F }"
                + " exit "
                + APPS_STATUS
                + "'");

    assertEndsAsTheApp(task.launch());
  }

  @Test
  void aTreeOfFiveThousandLevelsTakesABoundedTime() throws Exception {
    task(Volunteer.UNPRIVILEGED)
        .app(
            "exec perl -e 'for (1..5000) { mkdir \"d\" and chdir \"d\" or die $! }"
                + " symlink \"/etc/passwd\", \"deep\"; exit "
                + APPS_STATUS
                + "'");

    assertEndsAsTheApp(task.launch());

    assertThat(task.stderr()).doesNotContain("StackOverflow", "\tat ");
  }

  @Test
  void nonsenseIsNoFractionDone() throws Exception {
    task(Volunteer.THE_TESTER).app("until [ -e done ]; do sleep 0.02; done\n");
    task.file("fraction_done", "0.25");
    RunningWrapper wrapper = task.launch();
    wrapper.awaitStatus("sense", s -> s.fractionDone().equals(OptionalDouble.of(0.25)));

    for (String nonsense :
        List.of("nan", "1e999", "-0.5", "2", "inf", "0x1p-1", "\0\377", "", "0,5", "1e-99999999")) {
      task.file("fraction_done", nonsense);
      AppStatus before = wrapper.client().lastStatus().orElseThrow();
      wrapper.awaitStatus("a later one", s -> s.cpuSeconds() > before.cpuSeconds());

      AppStatus status = wrapper.client().lastStatus().orElseThrow();
      assertThat(status.fractionDone()).as(nonsense).hasValue(0.25);
      assertThat(status.cpuSeconds()).as(nonsense).isBetween(0.0, 60.0);
    }
    task.file("done", "");
    assertThat(wrapper.awaitExit()).isZero();
  }

  @Test
  void nothingIsWrittenIntoASlotThatWasGivenAwayWhileStopping() throws Exception {
    task(Volunteer.THE_TESTER)
        .job("[checkpoint]\nfiles = [\"state\"]\ngrace = 4\n")
        .app(
            """
            trap 'echo x > stopping' TERM
            echo x > state
            until [ -e never ]; do sleep 0.1; done
            """);
    RunningWrapper wrapper = task.launch();
    wrapper.await("the app runs", () -> !task.read("state").isEmpty());
    wrapper.request(ClientRequest.QUIT);
    wrapper.await("the app is stopping", () -> !task.read("stopping").isEmpty());
    emptyAsAClientDoes();
    task.initData("result_name", "another_result_0");
    task.writeInitData();
    String given = Files.readString(task.slot().initData());

    assertThat(wrapper.awaitExit()).isZero();

    assertThat(task.slot().directory().toFile().list()).containsExactly(SlotLayout.INIT_DATA);
    assertThat(Files.readString(task.slot().initData()).replaceAll("[0-9a-f ]", ""))
        .isEqualTo(given.replaceAll("[0-9a-f ]", ""));
    assertThat(task.containers()).isEmpty();
  }

  private void emptyAsAClientDoes() {
    Shell.succeed("find", task.slot().directory().toString(), "-mindepth", "1", "-delete");
  }

  @Test
  void filesThatVanishAndComeBackDoNotHangTheWrapper() throws Exception {
    task(Volunteer.THE_TESTER)
        .job("[checkpoint]\nfiles = [\"state\"]\n")
        .app(
            """
            i=0
            while [ $i -lt 200 ]; do
              i=$((i + 1))
              for f in state fraction_done init_data.xml; do
                rm -rf $f; mkfifo $f; rm -f $f; ln -s /etc/passwd $f; rm -f $f; echo 0.5 > $f
              done
            done
            exit 7
            """);

    RunningWrapper wrapper = task.launch();
    assertEndsAsTheApp(wrapper);
  }
}
