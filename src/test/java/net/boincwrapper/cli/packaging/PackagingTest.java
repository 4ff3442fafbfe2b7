package net.boincwrapper.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import net.boincwrapper.cli.folder.RehearsalRecord;
import net.boincwrapper.cli.folder.RehearsedJob;
import org.junit.jupiter.api.Test;

class PackagingTest {
  private static final String VERSION = "apps/shots/1.2/x86_64-pc-linux-gnu__docker/";

  private final JobDirectory job;

  PackagingTest() throws IOException {
    job = new JobDirectory();
  }

  private void write(String version) throws IOException {
    job.tree(job.order(version)).write();
  }

  @Test
  void theAppVersionHoldsWhatShipsAndNothingElse() throws IOException {
    job.write("Dockerfile", "FROM debian\n");
    job.write(".hidden", "");
    job.write("job.toml", "");

    write("1.2");

    assertThat(job.there())
        .filteredOn(path -> path.startsWith("apps/"))
        .map(path -> path.replaceAll("_[0-9a-f]{8}_", "_HASH_"))
        .containsExactly(
            VERSION + "docker_wrapper_0.1.0_HASH_x86_64-pc-linux-gnu",
            VERSION + "shots_1.2_HASH_Dockerfile",
            VERSION + "shots_1.2_HASH_count.sh",
            VERSION + "shots_1.2_HASH_job.toml",
            VERSION + "version.xml");
  }

  @Test
  void versionXmlNamesEachFileOnceAndOneMainProgram() throws IOException {
    job.write("job.toml", "image_name = \"debian\"\n[limits]\nnetwork = true\n");

    write("1.2");

    assertThat(job.read(VERSION + "version.xml").replaceAll("_[0-9a-f]{8}_", "_HASH_"))
        .isEqualTo(
            """
            <version>
              <file>
                <physical_name>docker_wrapper_0.1.0_HASH_x86_64-pc-linux-gnu</physical_name>
                <main_program/>
              </file>
              <file>
                <physical_name>shots_1.2_HASH_count.sh</physical_name>
                <logical_name>count.sh</logical_name>
                <copy_file/>
              </file>
              <file>
                <physical_name>shots_1.2_HASH_job.toml</physical_name>
                <logical_name>job.toml</logical_name>
                <copy_file/>
              </file>
              <api_version>8.3.0</api_version>
              <is_wrapper/>
              <needs_network/>
            </version>
            """);
  }

  @Test
  void aFileInADirectoryHasAFlatPhysicalNameAndKeepsItsPlaceInTheSlot() throws IOException {
    job.write("data/a b.txt", "x");
    job.write("data.a_b.txt", "x");

    write("1.2");

    assertThat(job.read(VERSION + "version.xml"))
        .contains(
            "<physical_name>shots_1.2_2d711642_data.a_b.txt</physical_name>\n"
                + "    <logical_name>data.a_b.txt</logical_name>",
            "<physical_name>shots_1.2_2d711642_data.a_b.txt_</physical_name>\n"
                + "    <logical_name>data/a b.txt</logical_name>");
    assertThat(job.read(VERSION + "shots_1.2_2d711642_data.a_b.txt_")).isEqualTo("x");
  }

  @Test
  void aScriptsExecutePermissionIsShipped() throws IOException {
    job.makeExecutable("count.sh");

    write("1.2");

    assertThat(job.there())
        .filteredOn(job::isExecutable)
        .map(path -> path.replaceAll("_[0-9a-f]{8}_", "_HASH_"))
        .containsExactly(
            VERSION + "docker_wrapper_0.1.0_HASH_x86_64-pc-linux-gnu",
            VERSION + "shots_1.2_HASH_count.sh",
            "bin/shots_check",
            "bin/shots_compare",
            "create_work.sh");
    assertThat(job.read("app_info.xml"))
        .contains("_count.sh</name>\n    <executable/>")
        .contains("_job.toml</name>\n  </file_info>");
  }

  @Test
  void aNewVersionOfTheAppKeepsTheExecutablesName() throws IOException {
    write("1.2");
    write("1.10");

    assertThat(job.there())
        .filteredOn(path -> path.contains("docker_wrapper"))
        .map(path -> path.replaceFirst("apps/shots/1\\.\\d+/", ""))
        .hasSize(2)
        .containsOnly(
            "x86_64-pc-linux-gnu__docker/docker_wrapper_0.1.0_613154a4_x86_64-pc-linux-gnu");
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
  void filesOfTheProjectKeepTheirNamesAndStandInNoSlot() throws IOException {
    job.write("project/table.bin", "x");

    write("1.2");

    assertThat(job.read(VERSION + "version.xml"))
        .contains("  <file>\n    <physical_name>table.bin</physical_name>\n  </file>\n");
    assertThat(job.read(VERSION + "table.bin")).isEqualTo("x");
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
        .startsWith("in.xml: names the input \"circuit.qasm\", which is not in ");
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

  @Test
  void aSecondRunOfTheSameChangesNothing() throws IOException {
    write("1.2");
    Map<String, Object> before = times();

    write("1.2");

    assertThat(times()).isEqualTo(before);
    assertThat(job.tree(job.order("1.2")).conflicts()).isEmpty();
    assertThat(job.tree(job.order("1.2")).differences()).isEmpty();
  }

  private Map<String, Object> times() throws IOException {
    Map<String, Object> times = new TreeMap<>();
    for (String path : job.there()) {
      times.put(path, Files.getLastModifiedTime(job.root.resolve(path)) + job.read(path));
    }
    return times;
  }

  @Test
  void whatDiffersIsToldAndAnotherContentOfTheSameVersionIsRefused() throws IOException {
    write("1.2");
    job.write("count.sh", "#!/bin/sh\necho\n");
    Files.writeString(job.root.resolve(VERSION + "notes.txt"), "");

    List<String> conflicts = job.tree(job.order("1.2")).conflicts();

    assertThat(conflicts)
        .map(line -> line.replaceAll("_[0-9a-f]{8}_", "_HASH_").replace(VERSION, ""))
        .containsExactly(
            "shots_1.2_HASH_count.sh is missing",
            "version.xml has another content",
            "notes.txt is there, and would be shipped, but does not belong to the job",
            "shots_1.2_HASH_count.sh is there, and would be shipped, but does not belong to the"
                + " job");
    assertThat(job.tree(job.order("1.2")).differences()).hasSizeGreaterThan(conflicts.size());
  }

  @Test
  void anImmutableNameWithAnotherContentInAnotherVersionIsAConflict() throws IOException {
    job.write("project/table.bin", "x");
    write("1.2");
    job.write("project/table.bin", "y");

    assertThat(job.tree(job.order("1.3")).conflicts())
        .singleElement()
        .asString()
        .contains("table.bin has the same name as", "and another content");
  }

  @Test
  void whenAFileCannotBeReadNothingIsThereAfterwards() throws IOException {
    PackageTree tree = job.tree(job.order("1.2"));
    Files.delete(job.job.resolve("count.sh"));

    assertThatThrownBy(tree::write).isInstanceOf(IOException.class);

    assertThat(job.root).doesNotExist();
  }

  @Test
  void aFileThatChangesMeanwhileIsNoticedAndTheOldPackageStays() throws IOException {
    write("1.2");
    List<String> before = job.there();
    PackageTree tree = job.tree(job.order("1.3"));
    job.write("count.sh", "#!/bin/sh\necho changed\n");

    assertThatThrownBy(tree::write).hasMessageContaining("changed while it was copied");

    assertThat(job.there()).isEqualTo(before);
  }

  @Test
  void planClassesOfAllVersionsThereAreTold() throws IOException {
    write("1.2");
    job.tree(job.order("1.2", OptionalInt.of(4))).write();

    assertThat(job.read("plan_class_spec.xml"))
        .isEqualTo(
            """
            <plan_classes>
              <plan_class>
                <name>docker</name>
                <docker/>
              </plan_class>
              <plan_class>
                <name>docker_mt4</name>
                <docker/>
                <min_ncpus>4</min_ncpus>
                <avg_ncpus>4</avg_ncpus>
              </plan_class>
            </plan_classes>
            """);
    assertThat(job.read("app_info.xml")).contains("<avg_ncpus>4</avg_ncpus>");
    Path sums = job.root.resolve("SHA256SUMS");
    assertThat(Files.readAllLines(sums)).hasSize(job.there().size() - 1);
  }

  @Test
  void anAppThatIsCalledLikeAPlanClassIsNone() throws IOException {
    Files.createDirectories(job.root.resolve("apps/a__docker_mt4/1.0/x86_64-pc-linux-gnu__docker"));

    String classes = PlanClasses.of(new PlanClass(OptionalInt.empty(), false), job.root).document();

    assertThat(classes).contains("<name>docker</name>").doesNotContain("docker_mt4");
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
