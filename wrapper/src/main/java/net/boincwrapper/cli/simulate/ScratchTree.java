package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.boincwrapper.cli.folder.BoincTemplate;
import net.boincwrapper.cli.folder.BoincTemplate.FileReference;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.slot.HostLayout;
import net.boincwrapper.slot.InitDataFile;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.SoftLinks;
import net.boincwrapper.slot.record.InitData;
import org.apache.commons.io.file.PathUtils;

/**
 * A BOINC data directory for one dry run, laid out as a client lays out its own ({@code
 * client/app_start.cpp:setup_slot_dir}): {@code slots/0} and {@code projects/…}.
 *
 * @param folder the author's directory
 * @param root the data directory, below the author's
 */
public record ScratchTree(JobFolder folder, Path root) {
  private static final String LOCK = "lock";
  private static final String IGNORE = ".gitignore";
  private static final String MADE_UP_AUTHENTICATOR = "00112233445566778899aabbccddeeff";

  public static ScratchTree of(JobFolder folder) {
    return new ScratchTree(folder, folder.directory().resolve(JobFolder.DRY_RUN_DIRECTORY));
  }

  public SlotLayout slot() {
    return new SlotLayout(root.resolve("slots").resolve("0"));
  }

  /**
   * Has the same name as the author's folder of project files, because plans without a run show
   * that.
   */
  public Path project() {
    return root.resolve("projects").resolve(JobFolder.PROJECT_DIRECTORY);
  }

  /** Where the outputs of a run go. */
  public Path outputs() {
    return root.resolve("outputs");
  }

  /** Copy of {@code stderr.txt} that remains when the slot is gone. */
  Path log() {
    return root.resolve(SlotLayout.STDERR);
  }

  /**
   * Keeps other dry runs out of the directory.
   *
   * @return empty if another one is running
   */
  Optional<ScratchLock> lock() throws IOException {
    Files.createDirectories(root);
    Files.writeString(root.resolve(IGNORE), "*\n");
    return ScratchLock.take(root.resolve(LOCK));
  }

  /** The task that an earlier run left unfinished; empty if there is none. */
  public Optional<SimulatedTask> unfinishedTask() {
    if (!Files.exists(slot().setupComplete()) || Files.exists(slot().finish())) {
      return Optional.empty();
    }
    try {
      InitData init = InitDataFile.read(slot());
      return Optional.of(SimulatedTask.ofResult(init.resultName(), init.checkpointedCpuSeconds()));
    } catch (SlotException e) {
      return Optional.empty();
    }
  }

  /**
   * Removes what an earlier run left, except the lock and the file that keeps it all out of git.
   */
  public void clear() throws IOException {
    for (Path child : children(root)) {
      if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
        PathUtils.deleteDirectory(child);
      } else if (!child.endsWith(LOCK) && !child.endsWith(IGNORE)) {
        Files.delete(child);
      }
    }
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.toList();
    }
  }

  /** Removes the slot, as a client does after a task. */
  public void clearSlot() throws IOException {
    PathUtils.deleteDirectory(slot().directory());
  }

  /** Fills the slot and the project's directory; what is in the latter is written again. */
  public void setUp() throws IOException {
    Files.createDirectories(slot().directory());
    Files.createDirectories(project());
    new HostLayout(root).markAuthors();
    Path files = folder.directory().resolve(JobFolder.PROJECT_DIRECTORY);
    if (Files.isDirectory(files)) {
      PathUtils.copyDirectory(files, project(), StandardCopyOption.REPLACE_EXISTING);
    }
    for (Path file : folder.appFiles()) {
      place(file);
    }
    for (FileReference output : outputReferences()) {
      if (!output.copyFile()) {
        link(output.openName());
      }
    }
    Files.writeString(slot().setupComplete(), "");
  }

  /**
   * Writes what the client tells the task, in the same way as the client: a new file replaces the
   * old one.
   */
  void writeInitData(InitData data, double checkpointCpuSeconds) throws IOException {
    String xml = InitDataXml.write(data, checkpointCpuSeconds, MADE_UP_AUTHENTICATOR);
    Files.deleteIfExists(slot().initData());
    Files.writeString(slot().initData(), xml);
  }

  /** An input that its template does not copy is a link to the project's directory. */
  private void place(Path file) throws IOException {
    Path source = folder.directory().resolve(file);
    if (isLinkedInput(file.toString())) {
      Files.copy(
          source,
          project().resolve(physicalName(file.toString())),
          StandardCopyOption.REPLACE_EXISTING);
      link(file.toString());
      return;
    }
    Path copy = slot().directory().resolve(file);
    Files.createDirectories(copy.getParent());
    Files.copy(source, copy, StandardCopyOption.COPY_ATTRIBUTES);
    // As the client writes it; an author's own file may be read-only.
    Set<PosixFilePermission> permissions = new HashSet<>(Files.getPosixFilePermissions(copy));
    permissions.add(PosixFilePermission.OWNER_WRITE);
    Files.setPosixFilePermissions(copy, permissions);
  }

  private boolean isLinkedInput(String name) {
    return folder.input().stream()
        .flatMap(template -> template.files().stream())
        .anyMatch(reference -> reference.openName().equals(name) && !reference.copyFile());
  }

  private void link(String openName) throws IOException {
    Path link = slot().directory().resolve(openName);
    Files.createDirectories(link.getParent());
    Files.deleteIfExists(link);
    SoftLinks.createText(slot(), link, project().resolve(physicalName(openName)));
  }

  private static String physicalName(String openName) {
    return "dry-run_" + openName.replace('/', '_');
  }

  private List<FileReference> outputReferences() {
    return folder.output().map(BoincTemplate::files).orElse(List.of());
  }

  /** Where the outputs are that the slot only links to; they need not exist. */
  List<Path> linkedOutputs() {
    return outputReferences().stream()
        .filter(output -> !output.copyFile())
        .map(output -> project().resolve(physicalName(output.openName())))
        .toList();
  }

  /**
   * Copies the outputs to {@link #outputs()}: those of the output template, or without one every
   * new file of the slot.
   *
   * @param missing receives each output that is missing and not optional
   * @return the copies
   */
  List<Path> collectOutputs(List<String> missing) throws IOException {
    if (Files.exists(outputs())) {
      PathUtils.deleteDirectory(outputs());
    }
    Files.createDirectories(outputs());
    return folder.output().isPresent() ? collectNamed(missing) : collectNew();
  }

  private List<Path> collectNamed(List<String> missing) throws IOException {
    List<Path> copies = new ArrayList<>();
    for (FileReference output : outputReferences()) {
      Path file =
          output.copyFile()
              ? slot().directory().resolve(output.openName())
              : project().resolve(physicalName(output.openName()));
      if (isOutput(file)) {
        copies.add(copyOutput(file, output.openName()));
      } else if (!output.optional()) {
        missing.add(output.openName());
      }
    }
    return copies;
  }

  private List<Path> collectNew() throws IOException {
    Set<Path> known = new HashSet<>(folder.appFiles());
    List<Path> copies = new ArrayList<>();
    try (Stream<Path> all = Files.walk(slot().directory())) {
      for (Path file : all.filter(ScratchTree::isOutput).sorted().toList()) {
        Path name = slot().directory().relativize(file);
        if (!known.contains(name)
            && !SlotLayout.reservedNames().contains(name.getName(0).toString())) {
          copies.add(copyOutput(file, name.toString()));
        }
      }
    }
    return copies;
  }

  /** Links are not followed: the app may have made them. */
  private static boolean isOutput(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Keeps the slot's {@code stderr.txt}. */
  void keepLog() throws IOException {
    if (Files.exists(slot().stderr())) {
      Files.copy(slot().stderr(), log(), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Path copyOutput(Path file, String name) throws IOException {
    Path copy = outputs().resolve(name);
    Files.createDirectories(copy.getParent());
    return Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
  }
}
