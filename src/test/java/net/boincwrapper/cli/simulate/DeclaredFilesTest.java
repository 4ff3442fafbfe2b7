package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.slot.SlotLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclaredFilesTest {
  @TempDir private Path directory;
  private ScratchTree tree;
  private DeclaredFiles files;

  @BeforeEach
  void makeJob() throws IOException {
    Files.writeString(
        directory.resolve("job.toml"),
        """
        image_name = "debian"
        [checkpoint]
        files = ["state.*", "parts/*.npz"]
        request_file = "please"
        """);
    Files.writeString(directory.resolve("ising.py"), "print()\n");
    JobFolder folder = JobFolder.read(directory, "job.toml", "Dockerfile");
    tree = ScratchTree.of(folder).child("rehearsal/kill");
    tree.setUp();
    files = DeclaredFiles.of(folder.job().job().orElseThrow());
  }

  @Test
  void theCheckpointIsWhatTheGlobsMatch() throws IOException {
    write("state.json");
    write("parts/1.npz");
    write("parts/1.txt");
    write(SlotLayout.OWN_DIRECTORY + "/checkpoints/1/0");
    Files.createSymbolicLink(inSlot("state.link"), inSlot("ising.py"));

    assertThat(files.present(tree.slot()))
        .containsExactly(inSlot("parts/1.npz"), inSlot("state.json"));
  }

  @Test
  void whatTheAppHasMadeBesidesIsUndeclared() throws IOException {
    for (String name : List.of("state.json", "fraction_done", "please", "log/a", "result")) {
      write(name);
    }
    write(SlotLayout.STDERR);

    assertThat(files.undeclared(tree).stream().map(Path::toString))
        .containsExactly("log/a", "result");
  }

  /** So do the app's checkpoints, and the wrapper's own files, while they are being listed. */
  @Test
  void filesMayComeAndGo() throws Exception {
    write("log/a");
    Path own = inSlot(SlotLayout.OWN_DIRECTORY);
    Files.createDirectories(own);
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Void> coming =
        CompletableFuture.runAsync(() -> comeAndGo(enough, inSlot("log/part"), own.resolve("new")));
    try {
      for (int i = 0; i < 300; i++) {
        assertThat(files.undeclared(tree)).contains(Path.of("log/a"));
      }
    } finally {
      enough.set(true);
    }
    coming.get();
  }

  private static void comeAndGo(AtomicBoolean enough, Path file, Path directory) {
    try {
      while (!enough.get()) {
        Files.createFile(file);
        Files.createDirectory(directory);
        Files.delete(file);
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path inSlot(String name) {
    return tree.slot().directory().resolve(name);
  }

  private Path write(String name) throws IOException {
    Path file = inSlot(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }
}
