package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.slot.SlotException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks and copies are the system's: real files. */
class ScratchTreeTest {
  @TempDir private Path directory;

  @BeforeEach
  void makeJob() throws IOException {
    write("job.toml", "");
    write("Dockerfile", "FROM scratch\n");
    write("app/run.py", "print()");
    write("params.json", "{}");
    write("in.xml", "<workunit><file_ref><open_name>params.json</open_name></file_ref></workunit>");
    write(
        "out.xml",
        "<result><file_ref><open_name>copied</open_name><copy_file/></file_ref>"
            + "<file_ref><open_name>linked</open_name></file_ref>"
            + "<file_ref><open_name>maybe</open_name><optional/><copy_file/></file_ref></result>");
    write("project/data/table", "shared");
  }

  @Test
  void theSlotIsAsAClientFillsIt() throws IOException {
    ScratchTree tree = setUp();

    assertThat(inSlot(tree, "app/run.py")).hasContent("print()");
    assertThat(inSlot(tree, "params.json"))
        .hasContent("<soft_link>../../projects/project/dry-run_params.json</soft_link>\n");
    assertThat(tree.project().resolve("dry-run_params.json")).hasContent("{}");
    assertThat(inSlot(tree, "linked"))
        .hasContent("<soft_link>../../projects/project/dry-run_linked</soft_link>\n");
    assertThat(inSlot(tree, "copied")).doesNotExist();
    assertThat(tree.project().resolve("data/table")).hasContent("shared");
    assertThat(inSlot(tree, "in.xml")).doesNotExist();
    assertThat(tree.slot().setupComplete()).exists();
  }

  @Test
  void aReadOnlyFileOfTheAuthorsCanBeReplacedInTheSlot() throws IOException {
    assertThat(directory.resolve("job.toml").toFile().setReadOnly()).isTrue();

    ScratchTree tree = setUp();

    assertThat(Files.getPosixFilePermissions(inSlot(tree, "job.toml")))
        .contains(PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void outputsAreTakenFromWhereTheirLinksLead() throws IOException {
    ScratchTree tree = setUp();
    Files.writeString(inSlot(tree, "copied"), "c");
    Files.writeString(tree.project().resolve("dry-run_linked"), "l");
    List<String> missing = new ArrayList<>();

    List<Path> outputs = tree.collectOutputs(missing);

    assertThat(missing).isEmpty();
    assertThat(outputs)
        .containsExactly(tree.outputs().resolve("copied"), tree.outputs().resolve("linked"));
    assertThat(tree.outputs().resolve("linked")).hasContent("l");
  }

  @Test
  void anOutputThatIsMissingIsNamedUnlessItIsOptional() throws IOException {
    List<String> missing = new ArrayList<>();

    assertThat(setUp().collectOutputs(missing)).isEmpty();
    assertThat(missing).containsExactly("copied", "linked");
  }

  @Test
  void aLinkThatTheAppHasMadeIsNoOutput() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "s");
    ScratchTree tree = setUp();
    Files.createSymbolicLink(inSlot(tree, "copied"), secret);
    List<String> missing = new ArrayList<>();

    assertThat(tree.collectOutputs(missing)).isEmpty();
    assertThat(missing).contains("copied");
  }

  @Test
  void withoutATemplateEachNewFileIsAnOutput() throws IOException {
    Files.delete(directory.resolve("out.xml"));
    ScratchTree tree = setUp();
    Files.writeString(inSlot(tree, "app/new"), "n");
    Files.writeString(tree.slot().stderr(), "not this");

    assertThat(tree.collectOutputs(new ArrayList<>()))
        .containsExactly(tree.outputs().resolve("app/new"));
  }

  @Test
  void aTaskThatIsNotOverCanGoOnUnderItsName() throws IOException, SlotException {
    ScratchTree tree = setUp();
    assertThat(tree.unfinishedTask()).isEmpty();

    SimulatedTask task = SimulatedTask.fresh("job_17");
    tree.writeInitData(SimulatedHost.initData(tree.folder(), tree.project(), task, 1), 12.5);
    assertThat(tree.unfinishedTask()).contains(new SimulatedTask("job_17", 12.5));

    Files.writeString(tree.slot().finish(), "0\n");
    assertThat(tree.unfinishedTask()).isEmpty();
  }

  @Test
  void clearingLeavesTheLockAndWhatWasRehearsedAndKeepsTheDirectoryOutOfGit() throws IOException {
    ScratchTree tree = setUp();
    Files.writeString(tree.kept().resolve("rehearsed.json"), "");
    try (ScratchLock lock = tree.lock().orElseThrow()) {
      assertThat(lock.channel().isOpen()).isTrue();
      tree.clear();

      try (Stream<Path> left = Files.list(tree.root())) {
        assertThat(left.map(path -> path.getFileName().toString()))
            .containsExactlyInAnyOrder("lock", ".gitignore", "rehearsed.json");
      }
    }
  }

  @Test
  void oneDryRunAtATime() throws IOException {
    ScratchTree tree = tree();
    Optional<ScratchLock> first = tree.lock();

    assertThat(first).isPresent();
    assertThat(tree.lock()).isEmpty();

    first.get().close();
    Optional<ScratchLock> second = tree.lock();
    assertThat(second).isPresent();
    second.get().close();
  }

  @Test
  void theLogOutlivesTheSlot() throws IOException {
    ScratchTree tree = setUp();
    Files.writeString(tree.slot().stderr(), "said");

    tree.keepLog();
    tree.clearSlot();

    assertThat(tree.log()).hasContent("said");
  }

  private ScratchTree setUp() throws IOException {
    ScratchTree tree = tree();
    tree.setUp();
    return tree;
  }

  private ScratchTree tree() throws IOException {
    return ScratchTree.of(JobFolder.read(directory, "job.toml", "Dockerfile"));
  }

  private static Path inSlot(ScratchTree tree, String name) {
    return tree.slot().directory().resolve(name);
  }

  private void write(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
