package net.boincwrapper.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalRecordTest {
  private static final List<String> ARGUMENTS = List.of("--shots", "20");

  private final Path directory =
      Jimfs.newFileSystem(
              Configuration.unix().toBuilder().setAttributeViews("basic", "posix").build())
          .getPath("/home/author/job");

  @BeforeEach
  void makeJob() throws IOException {
    write("job.toml", "image_name = \"debian\"\n");
    write("run.sh", "#!/bin/sh\n");
    write("project/table.bin", "x");
    write("out.xml", "<result/>");
    Files.createDirectories(directory.resolve(".dry-run"));
  }

  private void write(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private JobFolder folder() throws IOException {
    return JobFolder.read(directory, "job.toml", "Dockerfile");
  }

  private RehearsedJob now() throws IOException {
    return RehearsedJob.of(folder(), "0.1.0", ARGUMENTS);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    RehearsalRecord record =
        new RehearsalRecord(now(), 2, Map.of("delay_bound", "604800"), Map.of("out", "100000"));
    record.write(folder());

    assertThat(RehearsalRecord.read(folder())).contains(record);

    RehearsalRecord.remove(folder());
    assertThat(RehearsalRecord.read(folder())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{}", "{\"format\":1}", "{\"format\":2,\"job\":{}}"})
  void aTextThatIsNoRecordIsNone(String text) throws IOException {
    Files.writeString(directory.resolve(".dry-run/rehearsed.json"), text);

    assertThat(RehearsalRecord.read(folder())).isEmpty();
  }

  @Test
  void whatChangesAJobIsTold() throws IOException {
    RehearsedJob before = now();
    assertThat(before.changes(now())).isEmpty();

    write("run.sh", "#!/bin/sh\necho\n");
    write("project/table.bin", "y");
    write("in.xml", "<workunit/>");
    Files.delete(directory.resolve("out.xml"));
    Files.setPosixFilePermissions(
        directory.resolve("job.toml"), PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(before.changes(now()))
        .containsExactly(
            "in.xml is new",
            "job.toml has changed",
            "out.xml is no longer there",
            "project/table.bin has changed",
            "run.sh has changed");
  }

  @Test
  void otherArgumentsAnotherProgramAndAnotherDescriptionCountAsChanges() throws IOException {
    write("b.toml", "image_name = \"debian\"\n");
    RehearsedJob before =
        RehearsedJob.of(JobFolder.read(directory, "b.toml", "Dockerfile"), "0.0.9", List.of());

    assertThat(before.changes(now()))
        .containsExactly(
            "the arguments were \"\" and are \"--shots 20\"",
            "the job was that of b.toml and Dockerfile",
            "it was rehearsed with docker-wrapper 0.0.9, and this is 0.1.0");
  }

  @Test
  void aTextAboutTheJobIsNoChange() throws IOException {
    RehearsedJob before = now();
    write("README.md", "new");
    write(".gitignore", "new");

    assertThat(before.changes(now())).isEmpty();
  }
}
