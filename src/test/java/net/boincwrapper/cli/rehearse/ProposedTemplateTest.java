package net.boincwrapper.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProposedTemplateTest {
  @TempDir private Path outputs;

  @Test
  void itNamesTheOutputsThatWereFound() throws IOException {
    Files.writeString(outputs.resolve("a&b.txt"), "x");
    Files.write(
        Files.createDirectory(outputs.resolve("plots")).resolve("p.svg"), new byte[300_000]);

    assertThat(ProposedTemplate.of(outputs))
        .isEqualTo(
            """
            <output_template>
              <file_info>
                <name><OUTFILE_0/></name>
                <generated_locally/>
                <upload_when_present/>
                <max_nbytes>1000000</max_nbytes>
                <url><UPLOAD_URL/></url>
              </file_info>
              <file_info>
                <name><OUTFILE_1/></name>
                <generated_locally/>
                <upload_when_present/>
                <max_nbytes>10000000</max_nbytes>
                <url><UPLOAD_URL/></url>
              </file_info>
              <result>
                <file_ref>
                  <file_name><OUTFILE_0/></file_name>
                  <open_name>a&amp;b.txt</open_name>
                  <copy_file/>
                </file_ref>
                <file_ref>
                  <file_name><OUTFILE_1/></file_name>
                  <open_name>plots/p.svg</open_name>
                  <copy_file/>
                </file_ref>
              </result>
            </output_template>
            """);
  }

  @Test
  void withoutOutputsThereIsNothingToName() throws IOException {
    assertThat(ProposedTemplate.of(outputs)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "__pycache__/app.cpython-312.pyc",
        "lib/__pycache__/kernel-12.nbi",
        "app.pyc",
        ".cache/fontconfig/x",
        ".bash_history",
        "home/.config/matplotlib/rc"
      })
  void whatLibrariesLeaveBehindIsNoOutput(String name) {
    assertThat(Byproducts.contain(Path.of(name))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"result.json", "out/run.1/x.dat", "cache/a", "core"})
  void anythingElseMayBe(String name) {
    assertThat(Byproducts.contain(Path.of(name))).isFalse();
  }
}
