package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import net.boincwrapper.slot.SlotLayout;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The client as Debian's package runs it: as user boinc, in a data directory of that user, who is
 * in group docker. Whatever a container leaves, this user must be able to upload and to delete.
 */
@WithRealClient
class UnprivilegedClientIT {
  private static final Job ORDINARY =
      Apps.job(
              """
              id -u > uid.txt
              mkdir -p deep/er && echo x > deep/er/file && chmod 0 deep/er/file && chmod 500 deep/er
              umask 077 && echo secret > out.txt
              """)
          .output("out.txt")
          .output("uid.txt");

  private static final Job USER_OF_THE_IMAGE =
      Job.of(Apps.name("user"), Apps.SCRIPT)
          .copied("job.toml", "")
          .copied(
              "Dockerfile",
              "FROM "
                  + TaskHarness.IMAGE
                  + "\nRUN echo sim:x:1234:1234::/app:/bin/sh >> /etc/passwd\nUSER 1234\n"
                  + "WORKDIR /app\nCMD [\"/app/app.sh\"]\n")
          .copied("script.sh", "mkdir made && echo x > made/file && id -u > uid.txt\n")
          .output("uid.txt");

  private static final Job KILLED = Apps.job("mkdir d; echo x > d/f; sleep 600\n");

  @TempDir static Path directory;
  private static TestProject project;
  private static RealClient client;
  private static String boinc;

  @BeforeAll
  static void start() throws IOException {
    boinc = ClientCondition.packagesUser();
    project = TestProject.start();
    client = RealClient.of(directory, project).asUser(boinc).start(Apps.script());
    client.fetch(ORDINARY, USER_OF_THE_IMAGE, KILLED);
  }

  @AfterAll
  static void stop() {
    if (client != null) {
      client.close();
      project.close();
    }
  }

  private static void assertNothingIsLeft(Job job) throws IOException {
    client.await(
        "the slots hold files of other tasks only",
        () -> client.task(job).isEmpty() && client.containers(job).ids().isEmpty());
    String data = client.files().directory().toString();
    assertThat(Shell.succeed("find", data, "!", "-user", boinc)).isEmpty();
  }

  @Test
  void whatTheAppLeavesIsTheVolunteersToUploadAndDelete() throws IOException {
    Report report = client.awaitReport(ORDINARY);

    assertThat(report.exitStatus()).as(report.stderr()).isZero();
    assertThat(report.stderr()).doesNotContain("runs as root");
    assertThat(project.text(ORDINARY, "out.txt")).hasValue("secret\n");
    assertThat(project.text(ORDINARY, "uid.txt")).hasValue(Shell.succeed("id", "-u", boinc) + "\n");
    assertNothingIsLeft(ORDINARY);
  }

  @Test
  void anImageThatNamesAUserRunsAsTheVolunteerAllTheSame() throws IOException {
    Report report = client.awaitReport(USER_OF_THE_IMAGE);

    assertThat(report.exitStatus()).as(report.stderr()).isZero();
    assertThat(project.text(USER_OF_THE_IMAGE, "uid.txt"))
        .hasValue(Shell.succeed("id", "-u", boinc) + "\n");
    assertNothingIsLeft(USER_OF_THE_IMAGE);
  }

  @Test
  void anAbortedTaskLeavesAnEmptySlot() throws IOException {
    client.awaitContainer(KILLED, "running");
    SlotLayout slot = client.slot(KILLED);
    client.await("it has written", () -> client.read(KILLED, "d/f").equals("x\n"));

    client.task(KILLED, "abort").awaitEmpty(slot).awaitReport(KILLED);

    assertNothingIsLeft(KILLED);
  }
}
