package net.boincwrapper.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TestProjectTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private TestProject project;

  @BeforeEach
  void start() throws IOException {
    project = TestProject.start();
  }

  @AfterEach
  void stop() {
    project.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder at(String url) {
    return HttpRequest.newBuilder(URI.create(url));
  }

  @Test
  void theMasterPageLeadsToTheSchedulerWhichLeadsToTheFiles() throws Exception {
    Job job = Job.of("wu", "sim").copied("in", "input").copied("empty", "").output("out");
    project.offer(job);

    String master = send(at(project.url())).body();
    String scheduler = Elements.text(master, "scheduler").orElseThrow();
    String reply =
        send(at(scheduler).POST(BodyPublishers.ofString("<cpu_req_secs>1</cpu_req_secs>"))).body();

    assertThat(Elements.text(reply, "master_url")).hasValue(project.url());
    assertThat(Elements.all(reply, "url")).hasSize(3);
    assertThat(send(at(Elements.all(reply, "url").get(0))).body()).isEqualTo("input");
    assertThat(send(at(Elements.all(reply, "url").get(1))).body()).isEmpty();
    assertThat(Elements.all(reply, "url").get(2)).contains("file_upload_handler");
  }

  @Test
  void whatIsUploadedIsThere() throws Exception {
    Job job = Job.of("wu", "sim").output("out");
    String upload =
        "<file_upload>\n<name>wu_0_r0</name>\n<max_nbytes>9</max_nbytes>\n<nbytes>5</nbytes>\n"
            + "<md5_cksum>5d41402abc4b2a76b9719d911017c592</md5_cksum>\n<offset>0</offset>\n"
            + "<data>\nhello";

    send(at(project.url() + "cgi/file_upload_handler").POST(BodyPublishers.ofString(upload)));

    assertThat(project.text(job, "out")).hasValue("hello");
  }

  @Test
  void aFileThatNobodyOfferedIsNotThere() throws Exception {
    assertThat(send(at(project.url() + "download/other")).statusCode()).isEqualTo(404);
  }
}
