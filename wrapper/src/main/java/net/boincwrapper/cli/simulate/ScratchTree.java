package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.boincwrapper.cli.folder.BoincTemplate;
import net.boincwrapper.cli.folder.BoincTemplate.FileReference;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.folder.RehearsalRecord;
import net.boincwrapper.cli.volunteer.Ownership;
import net.boincwrapper.cli.volunteer.RunUser;
import net.boincwrapper.cli.volunteer.VolunteerPlace;
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
 * @param root the data directory
 * @param kept where logs and outputs go: below the author's directory. The same as the root, or
 *     with links to what is there
 * @param user whose the data directory is
 * @param launcher starts this program as that user
 */
public record ScratchTree(JobFolder folder, Path root, Path kept, RunUser user, Launcher launcher) {
  private static final String LOCK = "lock";
  private static final String IGNORE = ".gitignore";
  private static final Set<String> LASTING =
      Set.of(LOCK, IGNORE, VolunteerPlace.LINK, RehearsalRecord.FILE);
  private static final String MADE_UP_AUTHENTICATOR = "00112233445566778899aabbccddeeff";
  private static final String SLOTS = "slots";
  private static final String PROJECTS = "projects";

  /** A rehearsal's: {@code rehearsal/kill/slots/0}. */
  private static final int DEPTH_OF_A_SLOT = 4;

  /** In the author's directory, for the author. */
  public static ScratchTree of(JobFolder folder) throws IOException {
    Path root = home(folder);
    return new ScratchTree(folder, root, root, RunUser.ofThisProcess(), Launcher.ofThisProgram());
  }

  /** In a place of its own, for the user of that place. */
  static ScratchTree in(VolunteerPlace place, JobFolder folder) {
    return new ScratchTree(folder, place.data(), home(folder), place.user(), Launcher.in(place));
  }

  /**
   * Where a slot may be that a directory stands for: in itself, as {@code docker-wrapper run} has
   * it; in itself as a data directory, such as a run's of a rehearsal; or in its dry runs' data
   * directory, which leads to another user's where root has called.
   */
  public static List<Path> slotsOf(Path directory) {
    Path scratch = directory.resolve(JobFolder.DRY_RUN_DIRECTORY);
    return List.of(
        directory, directory.resolve(SLOTS).resolve("0"), scratch.resolve(SLOTS).resolve("0"));
  }

  /**
   * The data directory of a job's dry runs, with all links followed, whether it is there or not.
   */
  public static Path dataOf(Path job) throws IOException {
    return job.toRealPath().resolve(JobFolder.DRY_RUN_DIRECTORY);
  }

  /** What dry runs have in a job's directory besides logs, outputs and what was rehearsed. */
  public static List<Path> slotPlaces(Path job) throws IOException {
    Path data = dataOf(job);
    return List.of(data.resolve(SLOTS), data.resolve(PROJECTS), new HostLayout(data).directory());
  }

  /**
   * Removes that, and the place of root's runs.
   *
   * @return false: a dry run is at work there
   */
  public static boolean removeSlots(Path job) throws IOException {
    Path data = dataOf(job);
    Optional<ScratchLock> lock = ScratchLock.take(data.resolve(LOCK));
    if (lock.isEmpty()) {
      return false;
    }
    try (ScratchLock held = lock.get()) {
      VolunteerPlace.removeLeft(data);
      for (Path place : slotPlaces(job)) {
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
          PathUtils.deleteDirectory(place);
        } else {
          Files.deleteIfExists(place);
        }
      }
      return held.channel().isOpen();
    }
  }

  private static Path home(JobFolder folder) {
    return folder.directory().resolve(JobFolder.DRY_RUN_DIRECTORY);
  }

  /** A tree of its own for one of several runs, for the same user. */
  public ScratchTree child(String name) {
    return new ScratchTree(folder, root.resolve(name), kept.resolve(name), user, launcher);
  }

  public SlotLayout slot() {
    return new SlotLayout(root.resolve(SLOTS).resolve("0"));
  }

  /**
   * Has the same name as the author's folder of project files, because plans without a run show
   * that.
   */
  public Path project() {
    return root.resolve(PROJECTS).resolve(JobFolder.PROJECT_DIRECTORY);
  }

  /** Where the outputs of a run go. */
  public Path outputs() {
    return kept.resolve("outputs");
  }

  /** Copy of {@code stderr.txt} that remains when the slot is gone. */
  Path log() {
    return kept.resolve(SlotLayout.STDERR);
  }

  /**
   * What the wrapper tells of each container that it removes. Not in the slot: the app writes
   * there.
   */
  public Path changes() {
    return changes(slot());
  }

  /** The same, beside the directory of the slots. */
  static Path changes(SlotLayout slot) {
    return slot.directory().resolve("../../container-changes").normalize();
  }

  /**
   * Keeps other dry runs out of the directory.
   *
   * @return empty if another one is running
   */
  Optional<ScratchLock> lock() throws IOException {
    Files.createDirectories(kept);
    Files.writeString(kept.resolve(IGNORE), "*\n");
    return ScratchLock.take(kept.resolve(LOCK));
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
   * Removes what an earlier run left, except the lock, the file that keeps it all out of git, the
   * link to a place elsewhere, and what was rehearsed.
   */
  public void clear() throws IOException {
    clear(kept);
    clear(root);
  }

  private static void clear(Path directory) throws IOException {
    for (Path child : Files.isDirectory(directory) ? children(directory) : List.<Path>of()) {
      if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
        PathUtils.deleteDirectory(child);
      } else if (!LASTING.contains(String.valueOf(child.getFileName()))) {
        Files.delete(child);
      }
    }
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.toList();
    }
  }

  /** Whether the slot of this run, or of one of several runs, is still there. */
  boolean holdsSlots() throws IOException {
    try (Stream<Path> all = Files.walk(root, DEPTH_OF_A_SLOT)) {
      return all.anyMatch(directory -> directory.endsWith(Path.of(SLOTS, "0")));
    }
  }

  /** Removes the slot, as a client does after a task. */
  public void clearSlot() throws IOException {
    PathUtils.deleteDirectory(slot().directory());
  }

  /** Fills the slot and the project's directory; what is in the latter is written again. */
  public void setUp() throws IOException {
    files().makeDirectory(slot().directory());
    files().makeDirectory(project());
    new HostLayout(root).markAuthors();
    Path files = folder.directory().resolve(JobFolder.PROJECT_DIRECTORY);
    if (Files.isDirectory(files)) {
      files().copyAll(files, project());
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
    if (user.isVolunteer()) {
      new Ownership(user).giveAll(root);
      showInKept();
    }
  }

  private ClientFiles files() {
    return new ClientFiles(user);
  }

  /** Links, so that an author finds the slot where it is without a place elsewhere. */
  private void showInKept() throws IOException {
    Files.createDirectories(kept);
    for (String name : List.of(SLOTS, PROJECTS)) {
      Files.deleteIfExists(kept.resolve(name));
      Files.createSymbolicLink(kept.resolve(name), root.resolve(name));
    }
  }

  /** Removes links that lead nowhere. */
  void hide() throws IOException {
    for (String name : List.of(SLOTS, PROJECTS)) {
      if (Files.isSymbolicLink(kept.resolve(name))) {
        Files.delete(kept.resolve(name));
      }
    }
  }

  /** Gives a file that the client has made to the client's user. */
  void give(Path file) throws IOException {
    files().give(file);
  }

  /**
   * Writes what the client tells the task, in the same way as the client: a new file replaces the
   * old one.
   */
  void writeInitData(InitData data, double checkpointCpuSeconds) throws IOException {
    String xml = InitDataXml.write(data, checkpointCpuSeconds, MADE_UP_AUTHENTICATOR);
    Files.deleteIfExists(slot().initData());
    // Not through a link that the app may have made meanwhile.
    Files.writeString(slot().initData(), xml, StandardOpenOption.CREATE_NEW);
    give(slot().initData());
  }

  /** An input that its template does not copy is a link to the project's directory. */
  private void place(Path file) throws IOException {
    Path source = folder.directory().resolve(file);
    Optional<FileReference> input = input(file.toString());
    // Input files are none of an app version: no tool of the server makes one executable.
    boolean executable = input.isEmpty() && ClientFiles.isMarkedExecutable(source);
    if (input.filter(reference -> !reference.copyFile()).isPresent()) {
      files().copy(source, project().resolve(physicalName(file.toString())), executable);
      link(file.toString());
    } else {
      files().copy(source, slot().directory().resolve(file), executable);
    }
  }

  private Optional<FileReference> input(String name) {
    return folder.input().stream()
        .flatMap(template -> template.files().stream())
        .filter(reference -> reference.openName().equals(name))
        .findFirst();
  }

  private void link(String openName) throws IOException {
    Path link = slot().directory().resolve(openName);
    files().makeDirectory(Objects.requireNonNull(link.getParent(), openName));
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
