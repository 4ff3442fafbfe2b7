package net.boincwrapper.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RepeatedPackageTest {
  private static final String VERSION = "apps/shots/1.2/x86_64-pc-linux-gnu__docker/";

  private final JobDirectory job;

  RepeatedPackageTest() throws IOException {
    job = new JobDirectory();
  }

  private void write(String version) throws IOException {
    job.tree(job.order(version)).write();
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
  void whatSomebodyElseHasWrittenIsNotLost() throws IOException {
    Files.createDirectories(job.root.resolve("templates"));
    Files.writeString(job.root.resolve("README.md"), "mine");
    Files.writeString(job.root.resolve("project.xml"), "the project's");
    Files.writeString(job.root.resolve("bin"), "a file");

    assertThat(job.tree(job.order("1.2")).foreign())
        .containsExactly(
            "README.md was written or changed by somebody else, and would be lost",
            "bin is no directory, and bin/shots_check belongs into it",
            "bin is no directory, and bin/shots_compare belongs into it",
            "project.xml was written or changed by somebody else, and would be lost");
  }

  @Test
  void aTemplateThatWasEditedInThePackageIsNotLost() throws IOException {
    write("1.2");
    assertThat(job.tree(job.order("1.3")).foreign()).isEmpty();
    Path template = job.root.resolve("templates/shots_in");
    Files.writeString(template, Files.readString(template).replace("86400", "604800"));
    job.write("in.xml", JobDirectory.IN.replace("86400", "3600"));

    assertThat(job.tree(job.order("1.3")).foreign())
        .containsExactly(
            "templates/shots_in was written or changed by somebody else, and would be lost");
  }

  @Test
  void whatOnlyAnEarlierVersionHadGoes() throws IOException {
    write("1.2");
    job.write("circuit.qasm", "OPENQASM 2.0;\n");
    PackageTree tree = job.tree(job.order("1.3"));
    assertThat(tree.differences())
        .contains("inputs/shots_5163d64b_circuit.qasm is there, but does not belong to it");

    tree.write();

    assertThat(job.there()).filteredOn(path -> path.startsWith("inputs/")).hasSize(1);
    assertThat(tree.differences()).isEmpty();
  }

  @Test
  void whatAServerWouldTakeTooIsToldByACheckAndLeftThere() throws IOException {
    write("1.2");
    Files.writeString(job.root.resolve("templates/shots_in_large"), "mine");
    Files.createSymbolicLink(job.root.resolve(VERSION + "link"), job.job);
    PackageTree tree = job.tree(job.order("1.2"));

    assertThat(tree.differences())
        .containsExactly(
            VERSION + "link is there, and would be shipped, but does not belong to the job",
            "templates/shots_in_large is there, but does not belong to it");
    Files.delete(job.root.resolve(VERSION + "link"));
    assertThat(tree.isThere()).isTrue();
    assertThat(job.read("templates/shots_in_large")).isEqualTo("mine");
  }

  /** Files are renamed one by one, the sums after the others. */
  @Test
  void anotherRunEndsWhatAnInterruptedOneHasBegun() throws IOException {
    write("1.2");
    Map<String, Object> before = times();
    PackageTree next = job.tree(job.order("1.3"));
    next.write();
    for (String path : List.of("app_info.xml", "SHA256SUMS")) {
      Files.writeString(
          job.root.resolve(path), String.valueOf(before.get(path)).replaceFirst("^[^Z]*Z", ""));
    }

    assertThat(next.foreign()).isEmpty();
    next.write();

    assertThat(next.differences()).isEmpty();
  }
}
