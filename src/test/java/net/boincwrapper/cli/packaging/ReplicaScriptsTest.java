package net.boincwrapper.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReplicaScriptsTest {
  private final JobDirectory job;

  ReplicaScriptsTest() throws IOException {
    job = new JobDirectory();
  }

  private void write(String version) throws IOException {
    job.tree(job.order(version)).write();
  }

  @Test
  void theScriptsOfAValidatorHaveTheRuleAndTheOutputsInside() throws IOException {
    job.write(
        "out.xml",
        """
        <result>
          <file_ref><open_name>result.json</open_name></file_ref>
          <file_ref><open_name>log.txt</open_name><optional/><no_validate/></file_ref>
        </result>
        """);

    write("1.2");

    String outputs =
        """
        OUTPUTS = [
            {"name": "result.json", "optional": False, "compared": True},
            {"name": "log.txt", "optional": True, "compared": False},
        ]
        """;
    assertThat(job.isExecutable("bin/shots_compare")).isTrue();
    assertThat(job.read("bin/shots_compare"))
        .startsWith("#!/usr/bin/env python3\n")
        .contains(
            "MODE = \"compare\"\nTOLERANCE = 1.0E-9\nP = None\nEQUAL_SHOTS = True\n" + outputs);
    assertThat(job.isExecutable("bin/shots_check")).isTrue();
    assertThat(job.read("bin/shots_check")).contains("MODE = \"check\"\n").contains(outputs);
    assertThat(job.read("README.md"))
        .contains("--compare_script shots_compare</cmd>")
        .contains("(tolerance 1.0E-9)");
  }
}
