package net.boincwrapper.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.job.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobFolderTest {
  private final Path directory =
      Jimfs.newFileSystem(Configuration.unix()).getPath("/home/author/job");

  @BeforeEach
  void makeDirectory() throws IOException {
    Files.createDirectories(directory);
    write("job.toml", "");
  }

  @Test
  void whatIsAboutTheJobIsNoFileOfTheApp() throws IOException {
    for (String name :
        new String[] {
          "job.toml", "Dockerfile", "app.py", "in.xml", "qubits_out.xml", "README.md", ".gitignore"
        }) {
      write(name, name.endsWith(".xml") ? "<workunit/><result/>" : "");
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
        "in.xml",
        "<file_info></file_info>"
            + "<workunit><file_ref><open_name>circuit.qasm</open_name></file_ref></workunit>");

    assertThat(read().problems())
        .map(Problem::toString)
        .containsExactly(
            "in.xml:1: names the input \"circuit.qasm\", which is not in /home/author/job; put a"
                + " sample of it there");
  }

  @Test
  void anInputWhoseNameIsMistypedIsToldTheRightOneAndTheLine() throws IOException {
    write("floquet.qasm", "");
    write("seeds", "");
    write(
        "in.xml",
        """
        <file_info></file_info>
        <file_info></file_info>
        <workunit>
          <file_ref><open_name>seeds</open_name><copy_file/></file_ref>
          <file_ref><open_name>floqet.qasm</open_name><copy_file/></file_ref>
        </workunit>
        """);

    assertThat(problems())
        .containsExactly(
            "in.xml:5: names the input \"floqet.qasm\", which is not in /home/author/job; did you"
                + " mean \"floquet.qasm\"?");
  }

  @Test
  void aLinkedInputThatTheJobDoesNotMountIsWorthANote() throws IOException {
    write("job.toml", "mount = [\"./events.dat:/data/events.dat:ro\"]\n");
    write(
        "in.xml",
        "<workunit><file_ref><open_name>events.dat</open_name></file_ref>"
            + "<file_ref><open_name>circuit.qasm</open_name></file_ref>"
            + "<file_ref><open_name>seeds</open_name><copy_file/></file_ref></workunit>");

    assertThat(LinkedInputs.notes(read()))
        .containsExactly(
            "in.xml: circuit.qasm has no <copy_file/>, so the app finds a file of one line there,"
                + " <soft_link>…, that leads to the input; add <copy_file/>, or mount ="
                + " [\"./circuit.qasm:/data/circuit.qasm:ro\"], unless the app asks BOINC's API for"
                + " the name");
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

  @Test
  void aFolderWithoutAJobIsNotWalkedThrough() throws IOException {
    Files.delete(directory.resolve("job.toml"));
    write("thesis.tex", "");

    assertThat(problems())
        .containsExactly(
            "job.toml: is not in /home/author/job, and no Dockerfile either; name the job's folder");
    assertThat(read().appFiles()).isEmpty();
  }

  @Test
  void namesThatOnlyEndLikeATemplateAreOfTheApp() throws IOException {
    write("domain.xml", "<mesh/>");

    assertThat(read().appFiles()).map(Path::toString).contains("domain.xml");
  }

  @Test
  void aDirectoryInTheJobsPlaceIsAProblem() throws IOException {
    Files.delete(directory.resolve("job.toml"));
    Files.createDirectories(directory.resolve("job.toml"));
    Files.createDirectories(directory.resolve("Dockerfile"));

    assertThat(problems())
        .containsExactly(
            "job.toml: is not a file; put a text file there",
            "Dockerfile: is not a file; put a text file there");
    assertThat(read().job().job()).isEmpty();
  }

  @Test
  void anEnormousJobIsNotRead() throws IOException {
    Files.write(directory.resolve("job.toml"), new byte[10_000_000]);

    assertThat(problems()).containsExactly("job.toml: is longer than 1 MiB; is it the right file?");
  }

  @Test
  void linksThatLeadNowhereAreLeftAside() throws IOException {
    Files.createSymbolicLink(directory.resolve("a"), directory.resolve("b"));
    Files.createSymbolicLink(directory.resolve("b"), directory.resolve("a"));
    Files.createSymbolicLink(directory.resolve("up"), directory.resolve(".."));

    assertThat(problems())
        .containsExactly(
            "a: warning: is a link that leads nowhere and left out",
            "b: warning: is a link that leads nowhere and left out",
            "up: warning: is a link to a directory and left out; a client places files, so copy"
                + " it");
  }

  @Test
  void aLineEndInANameDoesNotBreakTheLine() throws IOException {
    write("two\nlines", "");
    Files.createSymbolicLink(directory.resolve("x\ny"), directory.resolve("none"));

    assertThat(problems())
        .containsExactly("x?y: warning: is a link that leads nowhere and left out");
    assertThat(read().appFiles()).map(Path::toString).contains("two\nlines");
  }

  @Test
  void aDockerfileInAnotherEncodingIsAProblem() throws IOException {
    Files.write(directory.resolve("Dockerfile"), new byte[] {'F', (byte) 0xe4});

    assertThat(problems()).containsExactly("Dockerfile: is not UTF-8 text; save it as UTF-8");
  }

  @Test
  void ofSeveralTemplatesTheFirstCounts() throws IOException {
    write("a_in.xml", "<workunit/>");
    write("b_in.xml", "<workunit/>");

    assertThat(problems()).containsExactly("b_in.xml: warning: is ignored: a_in.xml is used");
  }

  private List<String> problems() throws IOException {
    return read().problems().stream().map(Problem::toString).toList();
  }

  private JobFolder read() throws IOException {
    return JobFolder.read(directory, "job.toml", "Dockerfile");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(directory.resolve(name), content);
  }
}
