package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import net.boincwrapper.cli.findings.CheckpointFacts;
import net.boincwrapper.cli.findings.FileHistory;
import net.boincwrapper.cli.findings.WrittenElsewhere;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an app's files are seen from outside. */
class SlotWatchTest {
  private final FakeHostClock clock = new FakeHostClock();

  @TempDir Path home;
  private Path slot = Path.of("");
  private SlotWatch watch;

  @BeforeEach
  void job() throws IOException {
    Files.writeString(
        home.resolve("job.toml"),
        "image_name = \"x:1\"\n[checkpoint]\nfiles = [\"*.chk\"]\nrequest_file = \"ask\"\n");
    Files.writeString(home.resolve("given.chk"), "as given");
    Files.writeString(home.resolve("in.txt"), "input");
    Files.writeString(home.resolve("out.chk"), "never used");
    Files.writeString(
        home.resolve("out.xml"),
        """
        <output_template>
        <file_info><name><OUTFILE_0/></name><generated_locally/><upload_when_present/>
          <max_nbytes>1000</max_nbytes><url><UPLOAD_URL/></url></file_info>
        <result><file_ref><file_name><OUTFILE_0/></file_name><open_name>link.chk</open_name></file_ref>
        </result>
        </output_template>
        """);
    JobFolder folder = JobFolder.read(home, "job.toml", "Dockerfile");
    ScratchTree tree = ScratchTree.of(folder);
    tree.setUp();
    slot = tree.slot().directory();
    watch = new SlotWatch(tree, folder.job().job().orElseThrow(), clock);
    watch.look();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(slot.resolve(name), text);
    look();
  }

  private void rename(String name, String text) throws IOException {
    Files.writeString(slot.resolve("tmp"), text);
    Files.move(slot.resolve("tmp"), slot.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    look();
  }

  private void look() {
    clock.pass(Duration.ofSeconds(6));
    watch.look();
  }

  private CheckpointFacts facts() {
    return watch.facts(0, WrittenElsewhere.NOTHING);
  }

  private FileHistory seen(String name) {
    return facts().seen().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void whatIsGivenIsNotWritten() {
    look();

    assertThat(seen("given.chk").writes()).isZero();
    assertThat(facts().others()).isEmpty();
  }

  @Test
  void writingInPlaceAndReplacingAreToldApart() throws IOException {
    write("a.chk", "1");
    write("a.chk", "12");
    write("a.chk", "2");
    rename("b.chk", "1");
    rename("b.chk", "22");
    rename("b.chk", "333");

    assertThat(seen("a.chk").inPlace()).isEqualTo(2);
    assertThat(seen("a.chk").replaced()).isZero();
    assertThat(seen("a.chk").onlyGrew()).isFalse();
    assertThat(seen("b.chk").replaced()).isPositive();
    assertThat(seen("b.chk").writes()).isEqualTo(3);
  }

  @Test
  void aFileThatOnlyGrowsIsALog() throws IOException {
    write("log.txt", "1");
    write("log.txt", "12");

    assertThat(facts().others()).containsExactly(new FileHistory("log.txt", false, 1, 0, true));
  }

  @Test
  void signsToTheWrapperAreNotTheAppsFiles() throws IOException {
    write("fraction_done", "0.5");
    write("ask", "");

    assertThat(facts().others()).isEmpty();
  }

  @Test
  void aLinkCountsOnlyOnceItIsReplaced() throws IOException {
    assertThat(facts().links()).containsExactly("link.chk");
    rename("link.chk", "the app's own");

    assertThat(facts().links()).isEmpty();
    assertThat(seen("link.chk").replaced()).isEqualTo(1);
  }
}
