package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.boincwrapper.harness.LocalImages;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.slot.SoftLinks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An author's way: an image is saved, packaged with its job, and a task runs from these files. */
@WithEngine
class PackagedImageIT {
  private static final String PROJECT = "packaged_image_" + ProcessHandle.current().pid();
  private static final Pattern FILE = Pattern.compile("(?s)<file>.*?</file>");

  private static final String IN =
      """
      <input_template>
        <workunit>
          <rsc_fpops_est>1e12</rsc_fpops_est>
          <rsc_fpops_bound>1e15</rsc_fpops_bound>
          <rsc_memory_bound>1e9</rsc_memory_bound>
          <rsc_disk_bound>1e9</rsc_disk_bound>
          <delay_bound>86400</delay_bound>
        </workunit>
      </input_template>
      """;

  private static final String OUT =
      """
      <output_template>
        <file_info>
          <name><OUTFILE_0/></name>
          <generated_locally/>
          <upload_when_present/>
          <max_nbytes>1000</max_nbytes>
          <url><UPLOAD_URL/></url>
        </file_info>
        <result>
          <file_ref>
            <file_name><OUTFILE_0/></file_name>
            <open_name>out.txt</open_name>
            <copy_file/>
          </file_ref>
        </result>
      </output_template>
      """;

  @TempDir Path directory;
  private Path job;
  private TaskHarness task;

  @BeforeEach
  void aJobAndAHost() throws IOException {
    job = Files.createDirectory(directory.resolve("job"));
    task = TaskHarness.in(directory);
  }

  @AfterEach
  void nothingIsLeft() {
    task.close();
    LocalImages.of("boincwrapper/" + PROJECT).forEach(image -> Shell.run("docker", "rmi", image));
  }

  @Test
  void aTaskRunsFromTheFilesThatThePackageHolds() throws IOException {
    saveTheImage();
    write("app.sh", "#!/bin/sh\necho done > out.txt\n");
    write("in.xml", IN);
    write("out.xml", OUT);
    Files.setPosixFilePermissions(
        job.resolve("app.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));

    deliver(packaged());

    assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();
    assertThat(task.read("out.txt")).contains("done");
    assertThat(task.stderr()).contains("loading image.tar.zst");
    assertThat(LocalImages.of("boincwrapper/" + PROJECT)).hasSize(1);
  }

  /** And what it says of job.toml is job.toml. */
  private void saveTheImage() throws IOException {
    ProgramRun save =
        ProgramRun.of("image", "save", TaskHarness.IMAGE, job.resolve("image.tar.zst").toString());
    assertThat(save.exitCode()).as(save.err()).isZero();
    String section = save.out().substring(save.out().indexOf("[image]"));
    write("job.toml", "create_args = \"--entrypoint /app/app.sh\"\n" + section);
  }

  /** The version's directory in the package. */
  private Path packaged() throws IOException {
    Path root = directory.resolve("package");
    ProgramRun run =
        ProgramRun.of(
            "package",
            job.toString(),
            "--app",
            "it",
            "--version",
            "1.0",
            "--unrehearsed",
            "--no-sbom",
            "--program",
            program().toString(),
            "-o",
            root.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    try (Stream<Path> versions = Files.list(root.resolve("apps/it/1.0"))) {
      return versions.findFirst().orElseThrow();
    }
  }

  /** What stands for the released executable: the task is run by what the tests run. */
  private Path program() throws IOException {
    byte[] elf = new byte[256];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1}, 0, elf, 0, 6);
    elf[18] = 62;
    byte[] version = "\nAPI_VERSION_8.3.0\n".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(version, 0, elf, 64, version.length);
    return Files.write(directory.resolve("docker_wrapper_0.1.0_x86_64-pc-linux-gnu"), elf);
  }

  /**
   * As a client does: each file into the project's directory, and a copy or a link into the slot.
   */
  private void deliver(Path version) throws IOException {
    Path project = task.boincDirectory().resolve("projects").resolve(PROJECT);
    Files.createDirectories(project);
    String xml = Files.readString(version.resolve("version.xml"));
    List<String> files = FILE.matcher(xml).results().map(MatchResult::group).toList();
    assertThat(files).hasSize(4);
    for (String file : files) {
      Path physical = project.resolve(element(file, "physical_name"));
      Files.copy(
          version.resolve(element(file, "physical_name")),
          physical,
          StandardCopyOption.COPY_ATTRIBUTES);
      if (!file.contains("<main_program/>")) {
        place(physical, element(file, "logical_name"), file.contains("<copy_file/>"));
      }
    }
    task.initData("project_dir", project.toString());
  }

  private void place(Path physical, String logical, boolean copied) throws IOException {
    Path target = task.slot().directory().resolve(logical);
    Files.deleteIfExists(target);
    if (copied) {
      Files.copy(physical, target, StandardCopyOption.COPY_ATTRIBUTES);
    } else {
      SoftLinks.createText(task.slot(), target, physical);
    }
  }

  private static String element(String xml, String name) {
    return xml.replaceAll("(?s).*<" + name + ">(.*?)</" + name + ">.*", "$1");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(job.resolve(name), content);
  }
}
