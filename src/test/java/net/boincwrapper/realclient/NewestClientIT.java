package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a task under a client that knows of containers. */
@WithNewestClient
class NewestClientIT {
  private static final int LOOKS = 2;

  @TempDir Path directory;

  private static Job busy() {
    return Apps.job("while [ ! -e enough ]; do :; done\necho done > out.txt\n").output("out.txt");
  }

  @Test
  void aTaskOfPlanClassDockerRunsAndItsCpuTimeIsNotForeign() throws IOException {
    Job busy = busy();
    try (TestProject project = TestProject.start();
        RealClient client = RealClient.newest(directory, project)) {
      client.start(Apps.inPlanClassDocker()).fetch(busy).awaitContainer(busy, "running");

      assertThat(client.read(busy, "init_data.xml"))
          .contains("<docker_version>", "<plan_class>docker</plan_class>");
      assertThat(client.containers(busy).inspect("{{.Name}}")).startsWith("/boinc__");
      assertItsCpuTimeIsTheClients(client, busy);

      Report report = client.enough(busy).awaitReport(busy);
      assertThat(report.exitStatus()).as(report.stderr()).isZero();
      assertThat(report.state()).as(report.stderr()).isEqualTo(Report.FILES_UPLOADED);
      assertThat(project.text(busy, "out.txt")).hasValue("done\n");
      assertThat(client.containers(busy).ids()).isEmpty();
    }
  }

  /** Without a plan class only the client's and the wrapper's own tenths of a second are. */
  private static void assertItsCpuTimeIsTheClients(RealClient client, Job busy) {
    client.awaitCpuLooks(1);
    double reported = client.task(busy).orElseThrow().cpuSeconds();
    client.awaitCpuLooks(LOOKS);
    double used = client.task(busy).orElseThrow().cpuSeconds() - reported;
    List<CpuLook> looks = client.cpuLooks();
    double own = looks.get(looks.size() - 1).own() - looks.get(looks.size() - 1 - LOOKS).own();
    assertThat(used).as(client.evidence()).isGreaterThan(1);
    assertThat(own).as(client.evidence()).isGreaterThan(0.7 * used);
  }

  @Test
  void aUsersClientRunsATaskAsThatUser() throws IOException {
    String boinc = ClientCondition.packagesUser();
    Job job = Apps.job("id -u > out.txt\n").output("out.txt");
    try (TestProject project = TestProject.start();
        RealClient client = RealClient.newest(directory, project).asUser(boinc)) {
      client.start(Apps.inPlanClassDocker()).fetch(job);

      Report report = client.awaitReport(job);
      assertThat(report.exitStatus()).as(report.stderr()).isZero();
      assertThat(project.text(job, "out.txt"))
          .hasValue(Files.getAttribute(client.files().state(), "unix:uid") + "\n");
    }
  }

  @Test
  void nothingOfATestStaysMountedAndNoWrapperIsLeft() throws IOException {
    Job busy = busy();
    RealClient client;
    try (TestProject project = TestProject.start()) {
      client = RealClient.newest(directory, project);
      try (client) {
        client.start(Apps.inPlanClassDocker()).fetch(busy).awaitContainer(busy, "running");
        assertThat(client.wrappers()).isNotEmpty();
      }
    }
    client.await("no process works in its slots", () -> client.wrappers().isEmpty());
    assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain("newest-client");
    assertThat(client.containers(busy).ids()).isEmpty();
  }
}
