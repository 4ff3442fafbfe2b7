package net.boincwrapper.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppVersionRulesTest {
  private static final String VERSION =
      """
      <version>
        <file>
          <physical_name>wrapper_0.1</physical_name>
          <main_program/>
        </file>
        <file>
          <physical_name>demo_job_1.2.toml</physical_name>
          <logical_name>job.toml</logical_name>
          <copy_file/>
        </file>
        <api_version>8.3.0</api_version>
        <is_wrapper/>
      </version>
      """;

  private Path apps;
  private Path directory;

  @BeforeEach
  void aTreeThatAServerTakes() throws IOException {
    FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    apps = files.getPath("/project/apps");
    directory = version("1.2", "x86_64-pc-linux-gnu__docker", VERSION);
    write("wrapper_0.1", "program");
    write("demo_job_1.2.toml", "workdir = \"/app\"\n");
  }

  private Path version(String number, String platform, String xml) throws IOException {
    Path made = apps.resolve("demo").resolve(number).resolve(platform);
    Files.createDirectories(made);
    Files.writeString(made.resolve("version.xml"), xml);
    return made;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private void assertProblem(String words) throws IOException {
    assertThat(AppVersionRules.problems(apps)).singleElement().asString().contains(words);
  }

  @Test
  void isRight() throws IOException {
    assertThat(AppVersionRules.problems(apps)).isEmpty();
  }

  @Test
  void becomesWhatAClientGets() throws IOException, Refused {
    AppVersionFiles version = AppVersionFiles.of(directory);
    assertThat(version.number()).hasValue(102);
    assertThat(version.planClass()).isEqualTo("docker");
    assertThat(version.xml("http://server/download/", file -> new String(file, UTF_8) + "\n.\n"))
        .contains(
            """
            <file_info>
                <name>wrapper_0.1</name>
                <url>http://server/download/wrapper_0.1</url>
                <executable/>
                <file_signature>
            program
            .
                </file_signature>
                <nbytes>7</nbytes>
            </file_info>
            <app_version>
                <app_name>demo</app_name>
                <version_num>102</version_num>
                <api_version>8.3.0</api_version>
            <file_ref>
                <file_name>wrapper_0.1</file_name>
                <main_program/>
            </file_ref>
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<main_program/>| |0 main programs",
        "<main_program/>|<main_program>true</main_program>|0 main programs",
        "<copy_file/>|<main_program/>|2 main programs",
        "<is_wrapper/>| |no <is_wrapper/>",
        "<copy_file/>|<sticky/>|<sticky> is no key",
        "<api_version>|<optional/><api_version>|<optional> is no key",
        "8.3.0|7.4.1|no API version from 7.5 on: 7.4.1",
        "<api_version>8.3.0</api_version>| |no API version from 7.5 on: none",
        "job.toml<|../job.toml<|no logical name: ../job.toml",
        "job.toml<|job's.toml<|no logical name: job's.toml",
        "<logical_name>job.toml|<logical_name>wrapper_0.1|a logical name that is taken",
        "</version>|</vers>|version.xml cannot be loaded",
        "<file>|<!-- -- --><file>|version.xml cannot be loaded",
      })
  void aWordOfVersionXmlIsWrong(String right, String wrong, String problem) throws IOException {
    Files.writeString(
        directory.resolve("version.xml"), VERSION.replaceFirst(right, wrong == null ? "" : wrong));
    assertProblem(problem);
  }

  @Test
  void theApiVersionMayStandInTheMainProgram() throws IOException {
    write("version.xml", VERSION.replace("<api_version>8.3.0</api_version>", ""));
    write("wrapper_0.1", "\0\1API_VERSION_8.3.0\0more");
    assertThat(AppVersionRules.problems(apps)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "notes.txt,is shipped, and version.xml does not name it",
    "a file,no physical name",
    "a.sig.txt,taken for a signature",
  })
  void aFileTooMuch(String name, String problem) throws IOException {
    write(name, "");
    assertThat(AppVersionRules.problems(apps)).anySatisfy(it -> assertThat(it).contains(problem));
  }

  @Test
  void whatBeginsWithADotIsNotShipped() throws IOException {
    write(".rehearsal", "");
    assertThat(AppVersionRules.problems(apps)).isEmpty();
  }

  @Test
  void aFileIsMissing() throws IOException {
    Files.delete(directory.resolve("demo_job_1.2.toml"));
    assertProblem("is listed in version.xml but not present");
  }

  @Test
  void aDirectoryIsNotShipped() throws IOException {
    Files.createDirectory(directory.resolve("data"));
    assertProblem("a directory is not shipped");
  }

  @Test
  void thereIsNoVersionXml() throws IOException {
    Files.delete(directory.resolve("version.xml"));
    assertProblem("has no version.xml");
  }

  @Test
  void aPhysicalNameKeepsItsBytes() throws IOException {
    directory = version("1.3", "x86_64-pc-linux-gnu__docker", VERSION);
    write("wrapper_0.1", "program");
    write("demo_job_1.2.toml", "workdir = \"/other\"\n");
    assertProblem("other bytes under a physical name that is taken");
  }

  @Test
  void theSameFileServesTwoVersions() throws IOException {
    directory = version("1.3", "x86_64-pc-linux-gnu__docker", VERSION);
    write("wrapper_0.1", "program");
    write("demo_job_1.2.toml", "workdir = \"/app\"\n");
    assertThat(AppVersionRules.problems(apps)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1.100,x86_64-pc-linux-gnu__docker,no version major.minor",
    "2,x86_64-pc-linux-gnu__docker,no version major.minor",
    "1.3,x86_64-linux__docker,no platform of ours",
    "1.3,x86_64-pc-linux-gnu__docker__mt,its plan class would be cut",
  })
  void aDirectoryIsNamedWrongly(String number, String platform, String problem) throws IOException {
    directory = version(number, platform, VERSION);
    write("wrapper_0.1", "program");
    write("demo_job_1.2.toml", "workdir = \"/app\"\n");
    assertProblem(problem);
  }

  @Test
  void twoDirectoriesAreOneVersion() throws IOException {
    directory = version("1.02", "x86_64-pc-linux-gnu__docker", VERSION);
    write("wrapper_0.1", "program");
    write("demo_job_1.2.toml", "workdir = \"/app\"\n");
    assertThat(AppVersionRules.problems(apps))
        .anySatisfy(it -> assertThat(it).contains("skipped silently"));
  }
}
