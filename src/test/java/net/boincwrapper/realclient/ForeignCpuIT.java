package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.TestProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The default preference: what takes more than 25 % of the processors, and is not the client's,
 * suspends all tasks. This client takes a container for foreign.
 *
 * <p>The client has a user of its own and sees in /proc that user's processes only: the test
 * machine is busy with other things. It sees them by way of a second /proc, in a mount namespace of
 * its own.
 */
@WithRealClient
class ForeignCpuIT {
  private static final String PROC_OF_ONE_USER =
      "mount -t proc -o hidepid=2 proc /proc && exec \"$@\"";
  private static final int USER = 61_000 + (int) (ProcessHandle.current().pid() % 1_000);
  private static final Pattern FOREIGN = Pattern.compile("non-BOINC CPU usage: ([0-9.]+)%");
  private static final int LOOKS = 2;
  private static final int OTHERS = 4;

  @TempDir Path directory;

  @Test
  void aBusyContainerDoesNotSuspendTheClientAndAnotherProcessDoes() throws IOException {
    ClientCondition.packagesUser();
    Job busy = Apps.job("while [ ! -e enough ]; do :; done\n");
    try (TestProject project = TestProject.start();
        RealClient client = RealClient.of(directory, project).cpus(1)) {
      client.preference("suspend_cpu_usage", "25").asUser(String.valueOf(USER));
      client.through("unshare", "--mount", "sh", "-c", PROC_OF_ONE_USER, "sh");
      client.start(Apps.script()).fetch(busy).awaitContainer(busy, "running");

      long before = looks(client);
      client.await("the client has looked", () -> looks(client) >= before + LOOKS);
      assertThat(newest(client)).as(client.evidence()).isLessThan(25);
      assertThat(client.containers(busy).states()).containsExactly("running");

      List<Process> others = busyProcesses();
      try {
        client.awaitContainer(busy, "paused");
      } finally {
        others.forEach(Process::destroyForcibly);
      }
      assertThat(client.log()).contains("Suspending computation - CPU is busy");
    }
  }

  /** Several: on a busy machine one alone may not get a quarter of a processor. */
  private static List<Process> busyProcesses() throws IOException {
    String uid = String.valueOf(USER);
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < OTHERS; i++) {
      processes.add(
          new ProcessBuilder(
                  "setpriv",
                  "--reuid",
                  uid,
                  "--regid",
                  uid,
                  "--clear-groups",
                  "--",
                  "sh",
                  "-c",
                  "while :; do :; done")
              .start());
    }
    return processes;
  }

  private static long looks(RealClient client) {
    return FOREIGN.matcher(client.log()).results().count();
  }

  private static double newest(RealClient client) {
    Matcher all = FOREIGN.matcher(client.log());
    double newest = Double.NaN;
    while (all.find()) {
      newest = Double.parseDouble(all.group(1));
    }
    return newest;
  }
}
