package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import net.boincwrapper.cli.ProgramRun;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.volunteer.RunUser;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Root tries jobs out: what only root can do is found before a volunteer's host finds it. */
@WithEngine
class VolunteerUserIT {
  /** Nobody else may enter it, as with what is below /root. */
  @TempDir private Path home;

  private Path job;

  @BeforeEach
  void makeJob() throws IOException {
    assumeThat(RunUser.ofThisProcess().isRoot()).as("root calls").isTrue();
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    job = Files.createDirectories(home.resolve("job"));
  }

  @Test
  void theSlotIsOfAnotherUserAndHasTheClientsModes() throws IOException {
    image("/app/app.sh");
    app(
        "id -u; stat -c '%n %u %a' app.sh data.txt job.toml . init_data.xml; cat data.txt > out.txt");
    Files.setPosixFilePermissions(
        write("data.txt", "42\n"), PosixFilePermissions.fromString("rwx------"));
    write(
        "in.xml",
        "<workunit><file_ref><open_name>data.txt</open_name><copy_file/></file_ref></workunit>");
    write(
        "out.xml",
        "<result><file_ref><open_name>out.txt</open_name><copy_file/></file_ref></result>");

    try (ProgramRun run = ProgramRun.of("dry-run", "--run", "--json", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isZero();
      JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
      JsonObject user = json.getAsJsonObject("user");
      int uid = user.get("uid").getAsInt();
      assertThat(user.get("like").getAsString()).isEqualTo("volunteer");
      assertThat(uid).isBetween(60706, 61183);
      assertThat(json.getAsJsonArray("appLines").asList())
          .extracting(line -> line.getAsString())
          .containsExactly(
              Integer.toString(uid),
              "app.sh " + uid + " 755",
              "data.txt " + uid + " 644",
              "job.toml " + uid + " 644",
              ". " + uid + " 771",
              "init_data.xml " + uid + " 644");
    }
    Path output = job.resolve(".dry-run/outputs/out.txt");
    assertThat(output).hasContent("42\n");
    assertThat((int) Files.getAttribute(output, "unix:uid")).isZero();
    assertThat(places()).as("nothing is left behind").isEmpty();
  }

  @Test
  void asRootIsRootAndSaysSo() throws IOException {
    image("/app/app.sh");
    app("id -u");

    try (ProgramRun run = ProgramRun.of("dry-run", "--run", "--as-root", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isZero();
      assertThat(run.out())
          .contains("The app's last lines\n  0\n")
          .contains("ran as       uid 0, gid 0: root, which no volunteer's client is\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/root/app/run.sh|true|/root/app/run.sh: /root is owned by root, mode 0700",
        "/opt/tool/run.sh|true|/opt/tool/run.sh: /opt/tool/run.sh is owned by root, mode 0700",
        "/app/app.sh|echo 1 > /data/x|/data/x: /data is owned by root, mode 0755",
        "/app/app.sh|mkdir /opt/cache|/opt/cache: /opt is owned by root, mode 0755",
        "/app/app.sh|echo 1 > /var/lib/x|/var/lib/x: /var/lib is owned by root, mode 0755",
      })
  void whatOnlyRootMayDoIsFoundOut(String program, String act, String why) throws IOException {
    write("job.toml", "create_args = \"--entrypoint " + program + "\"\n");
    write(
        "Dockerfile",
        "FROM "
            + TaskHarness.IMAGE
            + "\nRUN mkdir -p /root/app /opt/tool; echo '#!/bin/sh' > /root/app/run.sh;"
            + " chmod 755 /root/app/run.sh; cp /root/app/run.sh /opt/tool; chmod 700 /opt/tool/run.sh"
            + "\nVOLUME /data\nWORKDIR /app\nCMD [\"true\"]\n");
    app(act);

    try (ProgramRun run = ProgramRun.of("dry-run", "--run", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.RUN_FAILED);
      assertThat(run.out())
          .containsPattern(
              "the app runs as uid 6[01]\\d+, as on a volunteer's host, and not as root")
          .contains("may not use " + why);
    }
    assertThat(job.resolve(".dry-run/slots/0/app.sh")).as("for the author to look at").exists();
  }

  private List<Path> places() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/var/tmp"))) {
      return all.filter(place -> isOfThisJob(place.resolve("of"))).toList();
    }
  }

  private boolean isOfThisJob(Path mark) {
    try {
      return Files.readString(mark).startsWith(job.toString());
    } catch (IOException e) {
      return false;
    }
  }

  private void image(String program) throws IOException {
    write(
        "job.toml",
        "image_name = \""
            + TaskHarness.IMAGE
            + "\"\ncreate_args = \"--entrypoint "
            + program
            + "\"\n");
  }

  /** The author's own mode is not the one that it gets. */
  private void app(String act) throws IOException {
    Files.setPosixFilePermissions(
        write("app.sh", "#!/bin/sh -e\n" + act + "\n"),
        PosixFilePermissions.fromString("rwx------"));
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(job.resolve(name), content);
  }
}
