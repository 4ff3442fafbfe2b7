package net.boincwrapper.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PackagedFilesTest {
  private static final String VERSION = "apps/shots/1.2/x86_64-pc-linux-gnu__docker/";

  private final JobDirectory job;

  PackagedFilesTest() throws IOException {
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
  void filesOfTheProjectKeepTheirNamesAndStandInNoSlot() throws IOException {
    job.write("project/table.bin", "x");

    write("1.2");

    assertThat(job.read(VERSION + "version.xml"))
        .contains("  <file>\n    <physical_name>table.bin</physical_name>\n  </file>\n");
    assertThat(job.read(VERSION + "table.bin")).isEqualTo("x");
  }
}
