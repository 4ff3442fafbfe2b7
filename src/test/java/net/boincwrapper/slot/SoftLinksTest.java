package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftLinksTest {
  private SlotLayout layout;
  private Path project;
  private SoftLinks links;

  @BeforeEach
  void slot() throws Exception {
    layout = Slots.inMemory();
    project = Slots.project(layout);
    links = new SoftLinks(layout, project);
  }

  @Test
  void followsATextLinkOfTheClient() throws Exception {
    Path link = write("in.dat", "<soft_link>../../projects/P/in_1</soft_link>\n");

    assertThat(links.target(link)).contains(project.resolve("in_1"));
    assertThat(links.honoured(layout.directory().getFileSystem().getPath("in.dat")))
        .contains(project.resolve("in_1"));
  }

  @Test
  void resolvesATextLinkInASubdirectoryAgainstTheSlot() throws Exception {
    Files.createDirectory(layout.directory().resolve("sub"));
    Path link = write("sub/in.dat", "<soft_link>../../projects/P/in_1</soft_link>\n");

    assertThat(links.target(link)).contains(project.resolve("in_1"));
  }

  @Test
  void followsASymbolicLinkFromWhereItIs() throws Exception {
    Path target = layout.directory().getFileSystem().getPath("../../projects/P/out_1");
    Path link = Files.createSymbolicLink(layout.directory().resolve("out.dat"), target);

    assertThat(links.target(link)).contains(project.resolve("out_1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data",
        "data <soft_link>../../projects/P/x</soft_link>",
        "<soft_link></soft_link>\n",
        "<soft_link>../../projects/P/x",
        "<soft_link>../../projects/P/x\n</soft_link>"
      })
  void takesNoOtherFileForALink(String content) throws Exception {
    assertThat(links.target(write("file", content))).isEmpty();
  }

  @Test
  void takesNoLargeFileForALink() throws Exception {
    String padding = "x".repeat(5000);

    assertThat(links.target(write("file", "<soft_link>../../projects/P/x</soft_link>\n" + padding)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../../client_state.xml",
        "../../projects/Q/x",
        "../../projects/P/../../x",
        "../../projects/P",
        "../../projects/PP/x",
        "stderr.txt"
      })
  void honoursNoLinkThatLeadsOutOfTheProject(String target) throws Exception {
    Path text = write("text", "<soft_link>" + target + "</soft_link>\n");
    Path symbolic =
        Files.createSymbolicLink(
            layout.directory().resolve("symbolic"),
            layout.directory().getFileSystem().getPath(target));

    assertThat(links.target(text)).isPresent();
    assertThat(links.honoured(text)).isEmpty();
    assertThat(links.target(symbolic)).isPresent();
    assertThat(links.honoured(symbolic)).isEmpty();
  }

  @Test
  void writesTextLinksAsTheClientDoes() throws Exception {
    Path link = layout.directory().resolve("in.dat");

    SoftLinks.createText(layout, link, project.resolve("in_1"));

    assertThat(link).hasContent("<soft_link>../../projects/P/in_1</soft_link>\n");
    assertThat(links.honoured(link)).contains(project.resolve("in_1"));
  }

  @Test
  @Timeout(20)
  void passesOverAFifo(@TempDir Path directory) throws Exception {
    SlotLayout real = Slots.in(directory);
    Path fifo = real.directory().resolve("fifo");
    Slots.fifo(fifo);

    assertThat(new SoftLinks(real, Slots.project(real)).target(fifo)).isEmpty();
  }

  @Test
  void remembersTheLinksOfTheFirstStart() throws Exception {
    Files.createFile(project.resolve("in_1"));
    Files.createDirectory(layout.directory().resolve("sub"));
    write("in.dat", "<soft_link>../../projects/P/in_1</soft_link>\n");
    write("sub/out = x", "<soft_link>../../projects/P/out 1</soft_link>\n");
    write("evil", "<soft_link>../../account.xml</soft_link>\n");
    write("data", "1 2 3");

    KnownLinks known = KnownLinks.recordOnce(layout, project);

    assertThat(known.links())
        .containsExactly(
            new KnownLinks.Link("in.dat", project.resolve("in_1"), KnownLinks.Kind.TEXT, false),
            new KnownLinks.Link(
                "sub/out = x", project.resolve("out 1"), KnownLinks.Kind.TEXT, true));

    write("later", "<soft_link>../../projects/P/in_1</soft_link>\n");
    Files.createFile(project.resolve("out 1"));
    assertThat(KnownLinks.recordOnce(layout, project)).isEqualTo(known);
  }

  private Path write(String name, String content) throws Exception {
    return Files.writeString(layout.directory().resolve(name), content);
  }
}
