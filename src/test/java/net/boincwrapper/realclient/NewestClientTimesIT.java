package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.procfs.StatLine;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.TestProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Elapsed and CPU time as a client hears and keeps them that subtracts what tasks report. */
@WithNewestClient
class NewestClientTimesIT {
  private static final double HERTZ = 100;

  /** The client looks every ten seconds, and what is reported may not be older each time. */
  private static final int LOOKS = 4;

  /** In a look of ten seconds, of two tasks: the test's own look is a moment after the client's. */
  private static final double MOST_MISSED = 1.5;

  private static final int PERIOD = 5;

  @TempDir Path directory;

  private static Job busy() {
    return Apps.job("while [ ! -e enough ]; do :; done\n");
  }

  @Test
  void theCpuTimeOfTwoBusyTasksIsTheClientsOwnInEachOfItsLooks() throws IOException {
    Job one = busy();
    Job other = busy();
    try (TestProject project = TestProject.start();
        RealClient client = RealClient.newest(directory, project)) {
      client.preference("suspend_cpu_usage", "0").start(Apps.inPlanClassDocker());
      client.fetch(one, other).awaitContainer(one, "running").awaitContainer(other, "running");
      // Old enough for a wrapper that has calmed down.
      client.awaitCpuLooks(3);
      for (int look = 0; look < LOOKS; look++) {
        double usedBefore = used(client, one) + used(client, other);
        double ownBefore = own(client);
        client.awaitCpuLooks(1);
        double used = used(client, one) + used(client, other) - usedBefore;
        assertThat(own(client) - ownBefore)
            .as("look %d, in which %.1f s were used\n%s", look, used, client.evidence())
            .isGreaterThan(used - MOST_MISSED);
      }
      client.enough(one).enough(other);
      assertThat(client.awaitReport(one).exitStatus()).isZero();
      assertThat(client.awaitReport(other).exitStatus()).isZero();
    }
  }

  private static double own(RealClient client) {
    List<CpuLook> looks = client.cpuLooks();
    return looks.get(looks.size() - 1).own();
  }

  private static double used(RealClient client, Job job) throws IOException {
    double ticks = 0;
    for (long process : client.containers(job).processes()) {
      StatLine stat = StatLine.read(Path.of("/proc", "" + process));
      ticks += stat.number(StatLine.USER_TICKS).orElseThrow();
      ticks += stat.number(StatLine.SYSTEM_TICKS).orElseThrow();
    }
    return ticks / HERTZ;
  }

  @Test
  void afterARestartOfTheClientAJobWithoutCheckpointFilesGoesOnInElapsedAndCpuTime()
      throws IOException {
    Job busy = busy();
    try (TestProject project = TestProject.start();
        RealClient client = RealClient.newest(directory, project)) {
      client.preference("disk_interval", String.valueOf(PERIOD));
      client.preference("suspend_cpu_usage", "0").start(Apps.inPlanClassDocker()).fetch(busy);
      client.awaitTask(busy, "it has run for a while", task -> task.elapsedSeconds() > 25);
      ClientTask before = client.task(busy).orElseThrow();

      client.quit();
      assertThat(client.containers(busy).states()).containsExactly("paused");
      client.startAgain().awaitContainer(busy, "running");
      client.awaitTask(busy, "it runs again", ClientTask::executing);

      ClientTask after = client.task(busy).orElseThrow();
      // A period, and the looks of wrapper and client at each other.
      double most = PERIOD + 5;
      assertThat(after.elapsedSeconds()).isGreaterThan(before.elapsedSeconds() - most);
      assertThat(after.cpuSeconds()).isGreaterThan(before.cpuSeconds() - most);
      client.enough(busy);
      assertThat(client.awaitReport(busy).exitStatus()).isZero();
    }
  }
}
