package net.boincwrapper.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.OptionalInt;
import net.boincwrapper.server.PackageRules;
import org.junit.jupiter.api.Test;

/** What is written, under the rules of a server that know nothing of who writes it. */
class ServersRulesTest {
  private static final String IN =
      JobDirectory.IN.replace(
          "<delay_bound>",
          """
          <rsc_fpops_bound>1e14</rsc_fpops_bound>
              <rsc_memory_bound>7e7</rsc_memory_bound>
              <rsc_disk_bound>1e8</rsc_disk_bound>
              <delay_bound>\
          """);

  private final JobDirectory job;

  ServersRulesTest() throws IOException {
    job = new JobDirectory();
    job.write("in.xml", IN);
  }

  private void assertTaken() throws IOException {
    assertThat(PackageRules.problems(job.root)).isEmpty();
  }

  @Test
  void versionsThatFollowEachOther() throws IOException {
    job.tree(job.order("1.2")).write();
    assertTaken();
    job.write("count.sh", "#!/bin/sh\nsleep 1\n");
    job.tree(job.order("1.3")).write();
    assertTaken();
  }

  @Test
  void aPlanClassOfItsOwnForThreads() throws IOException {
    job.tree(job.order("1.2")).write();
    job.tree(job.order("1.3", OptionalInt.of(4))).write();
    assertTaken();
  }

  @Test
  void sketchesOfTemplatesAndFilesWithNamesOfTheirOwn() throws IOException {
    job.write(
        "out.xml", "<result><file_ref><open_name>result.json</open_name></file_ref></result>");
    job.write("data/a b (1).txt", "1");
    job.write("more.sig", "2");
    job.tree(job.order("1.2")).write();
    assertTaken();
  }
}
