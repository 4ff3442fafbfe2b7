package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import net.boincwrapper.project.TrickleUp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an app and its project can tell each other while the app runs. */
@WithRealClient
class MessagesIT {
  private static final Job TALKING =
      Apps.job(
              """
              printf '<variety>progress</variety>\\n<step>7</step>\\n' > t && mv t trickle_up.xml
              while [ -e trickle_up.xml ]; do sleep 0.1; done
              until ls trickle_down* > /dev/null 2>&1; do sleep 0.1; done
              cat trickle_down* > seen.txt
              """)
          .output("seen.txt");

  private static final Job UPLOADING =
      Apps.job(
              """
              to=$(sed -n 's|.*<soft_link>\\(.*\\)</soft_link>.*|\\1|p' early.txt)
              echo early > "$to"
              touch boinc_ufr_early.txt
              until [ -e boinc_ufs_early.txt ]; do sleep 0.1; done
              cat boinc_ufs_early.txt > status.txt
              until [ -e enough ]; do sleep 0.1; done
              """)
          .linkedOutput("early.txt")
          .output("status.txt");

  private static final Job SHOWING =
      Apps.job("until [ -e enough ]; do sleep 0.1; done\n", "web_graphics_guest_port = 8080\n");

  private static final Job FINISHING =
      Apps.job(
              """
              echo done > out.txt
              printf '0\\n0\\nleaving a thread behind\\n' > d && mv d done
              sleep 600
              """,
              "[requests]\ncomplete = \"done\"\n")
          .output("out.txt");

  private static final Job GOING_ON_LATER =
      Apps.job(
          """
          [ -e state ] && exit 0
          echo 1 > state
          printf '2\\n0\\nno licence is free\\n' > l && mv l later
          sleep 600
          """,
          "[checkpoint]\nfiles = [\"state\"]\ngrace = 2\n[requests]\ntemporary_exit = \"later\"\n");

  @TempDir static Path directory;
  private static TestProject project;
  private static RealClient client;

  @BeforeAll
  static void start() throws IOException {
    project = TestProject.start();
    client = RealClient.of(directory, project).start(Apps.script());
    client.fetch(TALKING, UPLOADING, SHOWING, FINISHING, GOING_ON_LATER);
  }

  @AfterAll
  static void stop() {
    client.close();
    project.close();
  }

  @Test
  void trickleMessagesGoBothWays() {
    TrickleUp message = new TrickleUp(TALKING.resultName(), "progress", "<step>7</step>");
    client.await("the project has the message", () -> project.tricklesUp().contains(message));
    assertThat(client.task(TALKING))
        .hasValueSatisfying(task -> assertThat(task.executing()).isTrue());

    project.trickleDown(TALKING, "<steer>left</steer>");
    client.update();

    Report report = client.awaitReport(TALKING);
    assertThat(report.exitStatus()).as(report.stderr()).isZero();
    assertThat(report.stderr()).contains("the client has taken a message to the project");
    assertThat(project.text(TALKING, "seen.txt").orElseThrow()).contains("<steer>left</steer>");
  }

  @Test
  void anOutputIsUploadedWhileTheAppRuns() throws IOException {
    client.await("the output is there", () -> project.text(UPLOADING, "early.txt").isPresent());
    assertThat(project.text(UPLOADING, "early.txt")).hasValue("early\n");
    assertThat(client.containers(UPLOADING).states()).containsExactly("running");

    client.enough(UPLOADING);

    Report report = client.awaitReport(UPLOADING);
    assertThat(report.exitStatus()).as(report.stderr()).isZero();
    assertThat(project.text(UPLOADING, "status.txt").orElseThrow()).startsWith("<status>");
  }

  @Test
  void anAppThatSaysThatItIsOverNeedNotEnd() {
    Report report = client.awaitReport(FINISHING);
    assertThat(report.exitStatus()).as(report.stderr()).isZero();
    assertThat(report.stderr()).contains("leaving a thread behind");
    assertThat(project.text(FINISHING, "out.txt")).hasValue("done\n");
  }

  @Test
  void anAppThatWantsToGoOnLaterDoes() {
    Report report = client.awaitReport(GOING_ON_LATER);
    assertThat(report.exitStatus()).as(report.stderr()).isZero();
    assertThat(report.stderr()).contains("trying again in 2 s", "no licence is free");
    assertThat(client.log())
        .contains(" postponed for 2 seconds: the app wants to go on later: no licence is free");
  }

  @Test
  void theClientKnowsWhereTheWebGraphicsAre() throws IOException {
    client.awaitTask(SHOWING, "has a URL of graphics", task -> task.webGraphicsUrl().isPresent());
    String url = client.task(SHOWING).orElseThrow().webGraphicsUrl().orElseThrow();
    assertThat(url).matches("http://127\\.0\\.0\\.1:[0-9]+");
    assertThat(client.containers(SHOWING).inspect("{{json .NetworkSettings.Ports}}"))
        .contains("\"8080/tcp\":[{\"HostIp\":\"127.0.0.1\"", url.replaceAll(".*:", ""));
    client.enough(SHOWING);
    assertThat(client.awaitReport(SHOWING).exitStatus()).isZero();
  }
}
