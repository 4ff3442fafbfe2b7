package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputLinksTest {
  // The real thing: Jimfs does not note the truncation of an empty file as a writing.
  @TempDir Path directory;
  private SlotLayout layout;
  private Path link;
  private Path target;
  private OutputLinks outputs;

  @BeforeEach
  void slot() throws Exception {
    layout = Slots.in(directory);
    Path project = Slots.project(layout);
    link = layout.directory().resolve("out.dat");
    target = project.resolve("wu_0_0_r1_0");
    SoftLinks.createText(layout, link, target);
    Files.writeString(project.resolve("in_1"), "input");
    SoftLinks.createText(layout, layout.directory().resolve("in.dat"), project.resolve("in_1"));
    outputs = new OutputLinks(layout, KnownLinks.recordOnce(layout, project));
  }

  @Test
  void areThereToBeMountedAndGoneIfNeverWritten() throws Exception {
    outputs.create();
    assertThat(target).isEmptyFile();

    assertThat(outputs.settle()).containsExactly("out.dat was never written: removed " + target);
    assertThat(target).doesNotExist();
    assertThat(outputs.settle()).isEmpty();
  }

  @Test
  void stayAsTheAppWroteThem() throws Exception {
    outputs.create();
    Files.writeString(target, "result");
    outputs.create();

    assertThat(outputs.settle()).isEmpty();
    assertThat(target).hasContent("result");
  }

  /** Half a copy is done again, for the original goes last. */
  @Test
  void areCopiedToAnotherFileSystemAndMadeToLast() throws Exception {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory), "there is another file system");
    Path project = Files.createTempDirectory(memory, "outputs");
    try {
      assumeFalse(Files.getFileStore(project).equals(Files.getFileStore(directory)));
      Path far = project.resolve("wu_0_0_r1_1");
      Path near = layout.directory().resolve("far.dat");
      KnownLinks.Link output = new KnownLinks.Link("far.dat", far, KnownLinks.Kind.TEXT, true);
      Files.writeString(near, "result");
      Files.writeString(far, "res");
      assertThat(new OutputLinks(layout, new KnownLinks(List.of(output))).settle(output))
          .contains("far.dat stood in the place of its link: moved to " + far);
      assertThat(far).hasContent("result");
      assertThat(near).doesNotExist();
    } finally {
      new Entries(memory).remove(project.getFileName().toString());
    }
  }

  /** Its owner, who is not root, can then not open it as it opens what an app may write. */
  @Test
  void theClientsLinkIsNoOutputWhateverItsPermissions() throws Exception {
    outputs.create();
    Files.writeString(target, "result");
    for (String mode : List.of("r--r--r--", "---------", "-w-------")) {
      Files.setPosixFilePermissions(link, PosixFilePermissions.fromString(mode));
      assertThat(outputs.settle()).isEmpty();
      assertThat(target).hasContent("result");
    }
  }

  @Test
  void canBeUploadedWhileTheAppRunsOnceTheyAreWritten() throws Exception {
    outputs.create();
    assertThat(outputs.publish("out.dat")).as("never written").isFalse();
    Files.writeString(target, "half of it");
    assertThat(outputs.publish("out.dat")).isTrue();
    assertThat(outputs.publish("in.dat")).as("an input").isFalse();
    assertThat(outputs.publish("other")).as("no link").isFalse();
  }

  @Test
  void aPlainFileInTheLinksPlaceCanBeUploadedAndWrittenOn() throws Exception {
    outputs.create();
    Files.delete(link);
    Files.writeString(link, "half of it");
    assertThat(outputs.publish("out.dat")).isTrue();
    assertThat(target).hasContent("half of it");

    Files.writeString(link, "all of it");
    outputs.settle();
    assertThat(target).hasContent("all of it");
    assertThat(layout.ownDirectory()).isDirectoryNotContaining("glob:**publishing");
  }

  @Test
  void aLinkThatTheAppPlantsIsNotUploaded() throws Exception {
    outputs.create();
    Path canary = Files.writeString(directory.resolve("canary"), "secret");
    Files.delete(link);
    Files.createSymbolicLink(link, canary);
    assertThat(outputs.publish("out.dat")).isFalse();
    assertThat(target).isRegularFile().isEmptyFile();
    assertThat(Files.isSymbolicLink(target)).isFalse();
  }

  @Test
  void mayBeEmptyIfTheAppMeantIt() throws Exception {
    outputs.create();
    Files.writeString(target, "");

    assertThat(outputs.settle()).isEmpty();
    assertThat(target).isEmptyFile();
  }

  @Test
  void areTakenFromTheLinksPlaceToo() throws Exception {
    outputs.create();
    Files.writeString(link, "result");
    Files.writeString(layout.directory().resolve("in.dat"), "scratch");

    assertThat(outputs.settle())
        .containsExactly("out.dat stood in the place of its link: moved to " + target);

    assertThat(target).hasContent("result");
    assertThat(link).doesNotExist();
    assertThat(layout.directory().resolve("in.dat")).hasContent("scratch");
  }
}
