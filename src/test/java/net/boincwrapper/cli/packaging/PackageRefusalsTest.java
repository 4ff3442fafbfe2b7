package net.boincwrapper.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class PackageRefusalsTest {
  private final JobDirectory job;

  PackageRefusalsTest() throws IOException {
    job = new JobDirectory();
  }

  @Test
  void aLinkIntoTheJobIsInTheJob() throws IOException {
    Files.createSymbolicLink(job.root, job.job);

    assertThat(job.problems()).singleElement().asString().contains("is in the job's directory");
  }

  @Test
  void aFileIsNoPlaceForAPackage() throws IOException {
    Files.writeString(job.root, "mine");

    assertThat(job.problems()).singleElement().asString().contains("is not a directory");
    assertThat(job.root).hasContent("mine");
  }

  @Test
  void aPhysicalNameOfTheTemplateStaysAmongTheSamples() throws IOException {
    job.write(
        "in.xml",
        JobDirectory.IN.replace(
            "<file_info>\n", "<file_info>\n    <physical_name>../../$(id)</physical_name>\n"));

    assertThat(job.problems())
        .singleElement()
        .asString()
        .contains("<physical_name>../../$(id)</physical_name> cannot be a file's name on a server");
  }

  @Test
  void everyThingThatCannotBeShippedIsToldAtOnce() throws IOException {
    job.write("it's.txt", "");
    job.write("project/a b", "");
    job.write("project/a..b", "");
    job.write("in.xml", JobDirectory.IN.replace("--shots 20", "--if a&lt;b"));
    Files.writeString(job.program(), "#!/bin/bash\n");

    assertThat(job.problems())
        .hasSize(5)
        .anyMatch(it -> it.startsWith("it's.txt: has a character in its name"))
        .anyMatch(it -> it.startsWith("project/a..b: cannot be in a project's directory"))
        .anyMatch(it -> it.startsWith("project/a b: cannot be in a project's directory"))
        .anyMatch(it -> it.startsWith("in.xml: <command_line> contains < or &"))
        .anyMatch(it -> it.contains("it belongs to a checkout. Make the released one"));
    assertThat(job.root).doesNotExist();
  }

  @Test
  void anExecutableForAnotherProcessorIsRefused() throws IOException {
    byte[] arm = JobDirectory.elf();
    arm[18] = (byte) 183;
    Files.write(job.program(), arm);

    assertThat(job.problems())
        .singleElement()
        .asString()
        .contains("is for another kind of processor than x86_64-pc-linux-gnu");
  }

  @Test
  void anInputThatIsNotThereIsToldAndNotPackaged() throws IOException {
    Files.delete(job.job.resolve("circuit.qasm"));

    assertThat(job.problems())
        .singleElement()
        .asString()
        .startsWith("in.xml:6: names the input \"circuit.qasm\", which is not in ");
  }

  @Test
  void aJobThatReturnsNothingIsRefused() throws IOException {
    Files.delete(job.job.resolve("out.xml"));

    assertThat(job.problems()).singleElement().asString().startsWith("out.xml: names no output");
  }

  @Test
  void thePlaceMayNotBeInTheJobNorHoldAnotherApp() throws IOException {
    Files.createDirectories(job.root.resolve("apps/other"));

    assertThat(job.problems()).singleElement().asString().contains("another app, other");
  }

  /** PHP's loop over a directory ends at a file that is called 0. */
  @Test
  void aFileOfTheProjectHasNoNameThatTheServersToolsNeed() throws IOException {
    job.write("project/version.xml", "mine");
    job.write("project/0", "x");

    assertThat(job.problems())
        .hasSize(2)
        .anyMatch(it -> it.startsWith("project/0: cannot be in a project's directory"))
        .anyMatch(
            it -> it.startsWith("project/version.xml: has a name that the app version needs"));
  }

  @Test
  void aNameThatPlaysWithTheTerminalIsShownHarmlessly() throws IOException {
    job.write("a\nb\u001b[2J", "");

    assertThat(job.problems()).singleElement().asString().startsWith("a?b?[2J: has a character");
  }

  @Test
  void moreFilesThanTheServersDatabaseHasRoomForAreRefused() throws IOException {
    for (int i = 0; i < 500; i++) {
      job.write("data/" + i, String.valueOf(i));
    }

    assertThat(job.problems())
        .singleElement()
        .asString()
        .startsWith("version.xml: a server keeps 262144 bytes of XML of each app version, and 503")
        .endsWith("let the Dockerfile COPY them, or ship one archive that the app unpacks");
  }

  @Test
  void moreInputsThanAWorkunitHasRoomForAreRefused() throws IOException {
    StringBuilder references = new StringBuilder();
    for (int i = 0; i < 250; i++) {
      job.write("input" + i, String.valueOf(i));
      references.append("<file_ref><open_name>input").append(i).append("</open_name></file_ref>");
    }
    job.write("in.xml", "<workunit>" + references + "</workunit>");

    assertThat(job.problems())
        .singleElement()
        .asString()
        .startsWith("in.xml: a server keeps 65536 bytes of XML of each workunit, and 250 inputs");
  }

  @Test
  void twoInputsOfOneNameOnTheServerAreOneFile() throws IOException {
    String info = "<file_info>\n<physical_name>same</physical_name>\n</file_info>\n";
    job.write("a", "1");
    job.write("b", "1");
    job.write(
        "in.xml",
        "<input_template>\n"
            + info
            + info
            + "<workunit><file_ref><open_name>a</open_name></file_ref>"
            + "<file_ref><open_name>b</open_name></file_ref></workunit>\n</input_template>\n");
    assertThat(job.tree(job.order("1.2")).paths()).contains("inputs/same");

    job.write("b", "2");

    assertThat(job.problems())
        .containsExactly(
            "in.xml: <physical_name>same</physical_name> is that of two files, and a server keeps"
                + " one; rename one");
  }

  @Test
  void anEmptyInputCannotBeStagedCompressed() throws IOException {
    job.write("in.xml", JobDirectory.IN.replace("<file_info>\n", "<file_info>\n<gzip/>\n"));
    job.write("circuit.qasm", "");

    assertThat(job.problems())
        .singleElement()
        .asString()
        .startsWith("in.xml: <gzip/> stands with circuit.qasm, which is empty");
  }

  @Test
  void aNameThatCreateWorkHasNoRoomForIsRefused() throws IOException {
    String name = "n".repeat(201);
    job.write(name, "");
    job.write("in.xml", JobDirectory.IN.replace("circuit.qasm", name));

    assertThat(job.problems())
        .singleElement()
        .asString()
        .contains("has more than 200 characters, for which create_work has no room");
  }
}
