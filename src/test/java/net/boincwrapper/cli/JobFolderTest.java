package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.job.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobFolderTest {
  private final Path directory =
      Jimfs.newFileSystem(Configuration.unix()).getPath("/home/author/job");

  @BeforeEach
  void makeDirectory() throws IOException {
    Files.createDirectories(directory);
  }

  @Test
  void whatIsAboutTheJobIsNoFileOfTheApp() throws IOException {
    for (String name :
        new String[] {
          "job.toml", "Dockerfile", "app.py", "in.xml", "qubits_out.xml", "README.md", ".gitignore"
        }) {
      write(name, name.endsWith(".xml") ? "<t/>" : "");
    }
    Files.createDirectories(directory.resolve("data"));
    write("data/circuit.qasm", "");
    Files.createDirectories(directory.resolve(".dry-run/slots/0"));
    write(".dry-run/slots/0/app.py", "");

    JobFolder folder = read();

    assertThat(folder.appFiles())
        .map(Path::toString)
        .containsExactly("Dockerfile", "app.py", "data/circuit.qasm", "job.toml");
    assertThat(folder.problems()).isEmpty();
  }

  @Test
  void aNameOfTheClientsIsAProblem() throws IOException {
    write("stderr.txt", "");

    assertThat(read().problems())
        .map(Problem::toString)
        .containsExactly(
            "stderr.txt: is a name that the BOINC client or this program uses in the slot; rename"
                + " it");
  }

  @Test
  void anInputThatTheTemplateNamesMustBeThere() throws IOException {
    write(
        "in.xml", "<workunit><file_ref><open_name>circuit.qasm</open_name></file_ref></workunit>");

    assertThat(read().problems())
        .map(Problem::toString)
        .containsExactly(
            "in.xml: names the input \"circuit.qasm\", which is not in /home/author/job; put a"
                + " sample of it there");
  }

  @Test
  void aTemplateThatIsNoXmlIsToldWithItsLine() throws IOException {
    write("out.xml", "<result>\n<file_ref>\n</result>\n");

    assertThat(read().problems())
        .singleElement()
        .asString()
        .startsWith("out.xml:3: is not well-formed XML: ");
  }

  @Test
  void theTemplatesBoundsAndArgumentsAreRead() throws IOException {
    write(
        "sim_in.xml",
        "<file_info></file_info><workunit><rsc_memory_bound>2e9</rsc_memory_bound>"
            + "<command_line>--shots  10</command_line></workunit>");

    JobFolder folder = read();

    assertThat(folder.bounds().memoryBytes()).isEqualTo(2e9);
    assertThat(folder.bounds().diskBytes()).isEqualTo(1e9);
    assertThat(folder.input().orElseThrow().commandLine()).containsExactly("--shots", "10");
  }

  @Test
  void aBoundThatIsNoNumberIsAProblem() throws IOException {
    write("in.xml", "<workunit><rsc_disk_bound>much</rsc_disk_bound></workunit>");

    assertThat(read().problems())
        .map(Problem::toString)
        .containsExactly(
            "in.xml: <rsc_disk_bound>much</rsc_disk_bound> is not a number of bytes above 0");
  }

  private JobFolder read() throws IOException {
    return JobFolder.read(directory, "job.toml", "Dockerfile");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(directory.resolve(name), content);
  }
}
