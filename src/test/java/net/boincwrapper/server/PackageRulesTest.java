package net.boincwrapper.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PackageRulesTest {
  private Path root;

  @BeforeEach
  void aPackageThatAServerTakes() throws IOException {
    root = Jimfs.newFileSystem(Configuration.unix()).getPath("/package");
    String version = "apps/demo/1.0/x86_64-pc-linux-gnu__docker/";
    write(version + "wrapper", "program");
    write(
        version + "version.xml",
        """
        <version>
          <file>
            <physical_name>wrapper</physical_name>
            <main_program/>
          </file>
          <api_version>8.3.0</api_version>
          <is_wrapper/>
        </version>
        """);
    write(
        "templates/demo_in",
        """
        <file_info>
        </file_info>
        <workunit>
          <file_ref>
            <open_name>in</open_name>
          </file_ref>
          <rsc_fpops_est>1e12</rsc_fpops_est>
          <rsc_fpops_bound>1e15</rsc_fpops_bound>
          <rsc_memory_bound>5e8</rsc_memory_bound>
          <rsc_disk_bound>1e9</rsc_disk_bound>
          <delay_bound>604800</delay_bound>
        </workunit>
        """);
    write(
        "templates/demo_out",
        """
        <file_info>
          <name><OUTFILE_0/></name>
          <max_nbytes>9</max_nbytes>
          <url><UPLOAD_URL/></url>
        </file_info>
        <result>
          <file_ref>
            <file_name><OUTFILE_0/></file_name>
            <open_name>out</open_name>
          </file_ref>
        </result>
        """);
    write(
        "plan_class_spec.xml",
        "<plan_classes><plan_class><name>docker</name><docker/></plan_class></plan_classes>");
    write(
        "project.xml",
        "<boinc><app><name>demo</name><user_friendly_name>d</user_friendly_name></app></boinc>");
    write("inputs/demo_in_1", "1");
    write(
        "create_work.sh",
        """
        here=$(dirname "$0")
        stage=bin/stage_file_native
        "$stage" --copy "$here/inputs/demo_in_1"
        bin/create_work --appname demo \\
          demo_in_1
        """);
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void replace(String name, String right, String wrong) throws IOException {
    write(name, Files.readString(root.resolve(name)).replace(right, wrong));
  }

  @Test
  void isRight() throws IOException {
    assertThat(PackageRules.problems(root)).isEmpty();
  }

  @Test
  void anInputIsNotStaged() throws IOException {
    replace("create_work.sh", "\"$stage\" --copy", "cp");
    assertThat(PackageRules.problems(root))
        .containsExactly("create_work.sh: demo_in_1 is not staged from inputs");
  }

  @Test
  void theToolThatStagesIsOneThatFails() throws IOException {
    replace("create_work.sh", "bin/stage_file_native", "bin/stage_file");
    assertThat(PackageRules.problems(root))
        .containsExactly("create_work.sh: does not prefer bin/stage_file_native");
  }

  @Test
  void eachFileIsLookedAt() throws IOException {
    replace("project.xml", "demo", "other");
    replace("plan_class_spec.xml", "docker</name>", "dockers</name>");
    replace("templates/demo_in", "1e9", "1 GB");
    replace("templates/demo_out", "<result>\n", "<result> \n");
    replace("create_work.sh", "--appname demo", "--appname other");
    assertThat(PackageRules.problems(root))
        .extracting(problem -> problem.replaceFirst(":.*", ""))
        .containsExactly(
            "plan_class_spec.xml",
            "project.xml",
            "templates/demo_out",
            "create_work.sh",
            "templates/demo_in");
  }

  @Test
  void thereIsNothingToMakeWorkWith() throws IOException {
    Files.delete(root.resolve("create_work.sh"));
    assertThat(PackageRules.problems(root))
        .containsExactly("create_work.sh: no line with bin/create_work ");
  }
}
