package net.boincwrapper.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.rehearse.RunLog.Seen;
import net.boincwrapper.cli.simulate.DeclaredFiles;
import net.boincwrapper.cli.simulate.ScratchTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotLookTest {
  @TempDir private Path directory;
  private final RunLog log = new RunLog();
  private ScratchTree tree;
  private SlotLook look;
  private int second;

  @BeforeEach
  void makeJob() throws IOException {
    Files.writeString(
        directory.resolve("job.toml"),
        "image_name = \"debian\"\n[checkpoint]\nfiles = [\"state\"]\n");
    Files.writeString(directory.resolve("app.py"), "print()\n");
    JobFolder folder = JobFolder.read(directory, "job.toml", "Dockerfile");
    tree = ScratchTree.of(folder);
    tree.setUp();
    look = new SlotLook(log, DeclaredFiles.of(folder.job().job().orElseThrow()), tree);
  }

  @Test
  void eachWritingIsSeenOnce() throws IOException {
    write("state", "1");
    look();
    look();
    write("state", "2");
    look();
    write("state", "1");
    look();

    List<Seen> seen = log.seen("state").toList();
    assertThat(seen).extracting(Seen::at).containsExactly(at(1), at(3), at(4));
    assertThat(seen).allMatch(Seen::checkpoint);
    assertThat(seen.get(0).content()).isEqualTo(seen.get(2).content());
    assertThat(seen.get(0).content()).isNotEqualTo(seen.get(1).content());
  }

  @Test
  void outputsAreSeenTooButNeitherTheJobsFilesNorWhatLibrariesLeave() throws IOException {
    write("out.txt", "line\n");
    write("__pycache__/app.pyc", "x");
    write(".cache/fonts", "x");
    write("fraction_done", "0.5");
    look();

    assertThat(log.files()).containsExactly("out.txt");
    assertThat(log.seen("out.txt")).allMatch(seen -> !seen.checkpoint() && seen.bytes() == 5);
  }

  /** Of a large file, samples are read: a change anywhere near one shows. */
  @Test
  void aLargeFileIsKnownByItsSamples() throws IOException {
    byte[] state = new byte[3_000_000];
    Files.write(slot("state"), state);
    look();
    for (int i = 0; i < state.length; i += 1000) {
      state[i] = 1;
    }
    Files.write(slot("state"), state);
    look();

    assertThat(log.seen("state").map(Seen::content).distinct()).hasSize(2);
  }

  @Test
  void aSlotThatIsGoneIsNoFailure() throws IOException {
    tree.clear();

    look();

    assertThat(log.files()).isEmpty();
  }

  private void look() {
    look.look(at(++second));
  }

  private static Duration at(int second) {
    return Duration.ofSeconds(second);
  }

  /** Aside and renamed, as an app should. */
  private void write(String name, String content) throws IOException {
    Path file = slot(name);
    Files.createDirectories(file.getParent());
    Path aside = Files.writeString(directory.resolve("aside"), content);
    Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path slot(String name) {
    return tree.slot().directory().resolve(name);
  }
}
