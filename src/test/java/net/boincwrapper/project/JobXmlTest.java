package net.boincwrapper.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobXmlTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);

  private static String xml(Job job) {
    return JobXml.of(job, "", "http://p/download/", "http://p/cgi/file_upload_handler", NOW);
  }

  @Test
  void aJobHasItsFilesItsWorkunitAndOneResult() {
    Job job =
        Job.of("wu", "sim")
            .copied("in.txt", "input")
            .linkedOutput("out/a.bin")
            .commandLine("--shots \"1 000\"")
            .deadline(Duration.ofHours(1));

    assertThat(xml(job))
        .isEqualTo(
            """
            <file_info>
            <name>wu_in0</name>
            <url>http://p/download/wu_in0</url>
            <md5_cksum>a43c1b0aa53a0c908810c06ab1ff3967</md5_cksum>
            <nbytes>5</nbytes>
            </file_info>
            <file_info>
            <name>wu_0_r0</name>
            <generated_locally/>
            <upload_when_present/>
            <max_nbytes>10000000</max_nbytes>
            <url>http://p/cgi/file_upload_handler</url>
            </file_info>
            <workunit>
            <name>wu</name>
            <app_name>sim</app_name>
            <version_num>100</version_num>
            <rsc_fpops_est>100000000000</rsc_fpops_est>
            <rsc_fpops_bound>1000000000000000</rsc_fpops_bound>
            <rsc_memory_bound>500000000</rsc_memory_bound>
            <rsc_disk_bound>1000000000</rsc_disk_bound>
            <command_line>--shots "1 000"</command_line>
            <file_ref>
            <file_name>wu_in0</file_name>
            <open_name>in.txt</open_name>
            <copy_file/>
            </file_ref>
            </workunit>
            <result>
            <name>wu_0</name>
            <report_deadline>1003600</report_deadline>
            <wu_name>wu</wu_name>
            <platform>x86_64-pc-linux-gnu</platform>
            <version_num>100</version_num>
            <file_ref>
            <file_name>wu_0_r0</file_name>
            <open_name>out/a.bin</open_name>
            </file_ref>
            </result>
            """);
  }

  @Test
  void everyFileHasAPhysicalNameOfItsOwn() {
    Job job = Job.of("wu", "sim").copied("a", "1").linked("b", "2").output("c").linkedOutput("d");

    assertThat(Elements.all(xml(job), "file_info"))
        .extracting(info -> Elements.text(info, "name").orElseThrow())
        .containsExactly("wu_in0", "wu_in1", "wu_0_r0", "wu_0_r1");
    assertThat(job.outputName("d")).isEqualTo("wu_0_r1");
  }
}
