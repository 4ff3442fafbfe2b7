package net.boincwrapper.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.boincwrapper.cli.folder.RehearsalRecord;
import net.boincwrapper.cli.folder.RehearsedJob;
import org.junit.jupiter.api.Test;

class PackagedTemplatesTest {
  private final JobDirectory job;

  PackagedTemplatesTest() throws IOException {
    job = new JobDirectory();
  }

  private void write(String version) throws IOException {
    job.tree(job.order(version)).write();
  }

  @Test
  void whatWasMeasuredIsInTheTemplatesAndAHigherValueOfTheAuthorsStays() throws IOException {
    Map<String, String> bounds =
        Map.of(
            "rsc_fpops_est", "2.5e9",
            "rsc_fpops_bound", "1.8e13",
            "rsc_memory_bound", "4e7",
            "rsc_disk_bound", "1e7",
            "delay_bound", "604800");
    job.write("job.toml", "image_name = \"debian\"\n[limits]\nmemory = \"64m\"\n");

    job.tree(
            job.order("1.2"),
            new RehearsalRecord(
                RehearsedJob.of(job.folder(), "0.1.0", List.of()),
                2,
                bounds,
                Map.of("result.json", "100000")))
        .write();

    assertThat(job.read("templates/shots_in"))
        .isEqualTo(
            """
            <input_template>
              <file_info>
              </file_info>
              <workunit>
                <file_ref>
                  <open_name>circuit.qasm</open_name>
                  <copy_file/>
                </file_ref>
                <rsc_fpops_est>1e11</rsc_fpops_est>
                <rsc_fpops_bound>1.8e13</rsc_fpops_bound>
                <rsc_memory_bound>67108864</rsc_memory_bound>
                <rsc_disk_bound>1e7</rsc_disk_bound>
                <delay_bound>604800</delay_bound>
                <command_line>--shots 20</command_line>
                <max_error_results>3</max_error_results>
                <max_total_results>6</max_total_results>
                <max_success_results>3</max_success_results>
              </workunit>
            </input_template>
            """);
    assertThat(job.read("templates/shots_out"))
        .isEqualTo(JobDirectory.OUT.replace("1000<", "100000<"));
  }

  @Test
  void sketchesOfTemplatesBecomeWhatAServerReads() throws IOException {
    job.write(
        "in.xml", "<workunit><file_ref><open_name>circuit.qasm</open_name></file_ref></workunit>");
    job.write(
        "out.xml",
        "<result><file_ref><open_name>a&amp;b</open_name><optional/></file_ref></result>"
            .replace("a&amp;b", "ab"));

    write("1.2");

    assertThat(job.read("templates/shots_in"))
        .startsWith("<input_template>\n  <file_info>\n  </file_info>\n  <workunit>\n");
    assertThat(job.read("templates/shots_out"))
        .startsWith("<output_template>\n  <file_info>\n    <name><OUTFILE_0/></name>\n")
        .contains("<file_name><OUTFILE_0/></file_name>\n      <open_name>ab</open_name>\n");
  }

  @Test
  void inputsAreStagedAndNamedInTheirOrder() throws IOException {
    write("1.2");

    assertThat(job.read("create_work.sh"))
        .endsWith(
            """
            # The PHP one of newer servers fails; older servers have no other.
            stage=bin/stage_file_native
            [ -x "$stage" ] || stage=bin/stage_file
            "$stage" --copy "$here/inputs/shots_5163d64b_circuit.qasm"
            bin/create_work --appname shots \\
              shots_5163d64b_circuit.qasm
            """);
    assertThat(job.read("inputs/shots_5163d64b_circuit.qasm")).isEqualTo("OPENQASM 3;\n");
  }
}
