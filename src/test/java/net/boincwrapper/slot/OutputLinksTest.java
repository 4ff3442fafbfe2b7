package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
