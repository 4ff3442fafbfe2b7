package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import net.boincwrapper.cli.ProgramRun;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client would not let pass, with the packaged program and a real engine. */
@WithEngine
class BoundsIT {
  @TempDir private Path job;

  @BeforeEach
  void makeJob() throws IOException {
    Files.writeString(
        job.resolve("job.toml"),
        "image_name = \"%s\"\ncreate_args = \"--entrypoint /app/app.sh\"\n"
            .formatted(TaskHarness.IMAGE));
    Files.writeString(
        job.resolve("in.xml"),
        """
        <input_template>
          <workunit>
            <rsc_disk_bound>5e6</rsc_disk_bound>
          </workunit>
        </input_template>
        """);
    Files.writeString(
        job.resolve("out.xml"),
        """
        <output_template>
          <file_info>
            <name><OUTFILE_0/></name>
            <generated_locally/>
            <upload_when_present/>
            <max_nbytes>1000</max_nbytes>
            <url><UPLOAD_URL/></url>
          </file_info>
          <result>
            <file_ref>
              <file_name><OUTFILE_0/></file_name><open_name>out</open_name><copy_file/>
            </file_ref>
          </result>
        </output_template>
        """);
  }

  @Test
  void anAppThatFillsItsSlotIsAborted() throws IOException {
    app("head -c 6000000 /dev/zero > big; exec sleep 600\n");

    try (ProgramRun run = run()) {
      JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
      assertThat(json.get("exitCode").getAsInt()).as(run.evidence()).isEqualTo(196);
      assertThat(json.get("reason").getAsString())
          .contains("more than rsc_disk_bound, 4.8 MiB (EXIT_DISK_LIMIT_EXCEEDED)");
      assertThat(json.getAsJsonObject("measured").get("peakDiskBytes").getAsLong())
          .isGreaterThan(6_000_000);
      assertThat(json.get("wallSeconds").getAsDouble()).isLessThan(60);
      assertThat(run.err()).contains("client: aborting the task, exit code 196");
    }
  }

  @Test
  void anOutputThatIsTooLongIsLost() throws IOException {
    app("head -c 1001 /dev/zero > out\n");

    try (ProgramRun run = run()) {
      JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
      assertThat(json.get("exitCode").getAsInt()).as(run.evidence()).isEqualTo(-131);
      assertThat(json.get("reason").getAsString())
          .contains("out, because its 1001 bytes are more than its max_nbytes, 1000");
    }
  }

  private ProgramRun run() throws IOException {
    ProgramRun run = ProgramRun.of("dry-run", "--run", "--json", job.toString());
    assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.RUN_FAILED);
    return run;
  }

  private void app(String script) throws IOException {
    Path app = Files.writeString(job.resolve("app.sh"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(app, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
