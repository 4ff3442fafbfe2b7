package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The volunteer's proxy, which does not exist: the client reaches its project because it is one of
 * the hosts that need none, and the app sees both.
 */
@WithRealClient
class ProxyIT {
  private static final String PASSWORD = "s3cret/";
  private static final String SHOW =
      "for name in http_proxy https_proxy HTTPS_PROXY no_proxy NO_PROXY; do\n"
          + "  eval echo \"$name=\\$$name\"\n"
          + "done > seen.txt\n";

  @TempDir Path directory;

  @Test
  void anAppWithANetworkIsToldOfItAndOneWithoutIsNot() throws IOException {
    Job online = Apps.job(SHOW, "[limits]\nnetwork = true\n").output("seen.txt");
    Job offline = Apps.job(SHOW).output("seen.txt");
    try (TestProject project = TestProject.start();
        RealClient client = RealClient.of(directory, project).start(Apps.script())) {
      client.boinccmd(
          "--set_proxy_settings",
          "proxy.invalid",
          "3128",
          "volunteer",
          PASSWORD,
          "",
          "0",
          "",
          "",
          "127.0.0.1,localhost");
      client.fetch(online, offline);

      Report report = client.awaitReport(online);
      assertThat(report.exitStatus()).as(report.stderr()).isZero();
      assertThat(report.stderr()).doesNotContain(PASSWORD, "s3cret%2F");
      String url = "http://volunteer:s3cret%2F@proxy.invalid:3128\n";
      assertThat(project.text(online, "seen.txt"))
          .hasValue(
              "http_proxy="
                  + url
                  + "https_proxy="
                  + url
                  + "HTTPS_PROXY="
                  + url
                  + "no_proxy=127.0.0.1,localhost\nNO_PROXY=127.0.0.1,localhost\n");
      assertThat(client.awaitReport(offline).exitStatus()).isZero();
      assertThat(project.text(offline, "seen.txt"))
          .hasValue("http_proxy=\nhttps_proxy=\nHTTPS_PROXY=\nno_proxy=\nNO_PROXY=\n");
    }
  }
}
