package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.boincwrapper.job.Glob;
import net.boincwrapper.job.Job;
import net.boincwrapper.slot.SlotLayout;

/** Which files of a slot are a job's checkpoint, and which others an app has made. */
public final class DeclaredFiles {
  private final List<Glob> checkpoint;
  private final List<String> signs;

  private DeclaredFiles(List<Glob> checkpoint, List<String> signs) {
    this.checkpoint = checkpoint;
    this.signs = signs;
  }

  public static DeclaredFiles of(Job job) {
    return new DeclaredFiles(
        job.checkpoint().files().stream().map(Glob::of).toList(),
        Stream.of(
                Stream.of(job.progress().file()),
                job.checkpoint().requestFile().stream(),
                job.requests().trickleUp().stream(),
                job.requests().complete().stream(),
                job.requests().temporaryExit().stream())
            .flatMap(names -> names)
            .toList());
  }

  /** Whether a file belongs to the checkpoint, by its name relative to the slot. */
  public boolean isCheckpoint(Path name) {
    return checkpoint.stream().anyMatch(glob -> glob.matches(name.toString()));
  }

  /** Whether a file is neither part of the checkpoint nor a sign between app and wrapper. */
  public boolean isOther(Path name) {
    return !isCheckpoint(name) && !signs.contains(name.toString());
  }

  /** The checkpoint's files that are in a slot now, absolute, sorted. Links do not count. */
  List<Path> present(SlotLayout slot) throws IOException {
    Path root = slot.directory();
    return ordinaryFiles(slot).keySet().stream()
        .filter(this::isCheckpoint)
        .map(root::resolve)
        .toList();
  }

  /** Files that the app has made but the job does not declare, relative, sorted. */
  public List<Path> undeclared(ScratchTree tree) throws IOException {
    List<Path> given = tree.folder().appFiles();
    return ordinaryFiles(tree.slot()).keySet().stream()
        .filter(name -> isOther(name) && !given.contains(name))
        .toList();
  }

  /** The checkpoint, and what else the app has made but the signs, relative, sorted. */
  public List<Path> made(ScratchTree tree) throws IOException {
    List<Path> given = tree.folder().appFiles();
    return ordinaryFiles(tree.slot()).keySet().stream()
        .filter(name -> isCheckpoint(name) || (isOther(name) && !given.contains(name)))
        .toList();
  }

  /** The ordinary files of a slot that are not the client's or the wrapper's, relative, sorted. */
  static SortedMap<Path, BasicFileAttributes> ordinaryFiles(SlotLayout slot) throws IOException {
    OrdinaryFiles found = new OrdinaryFiles(slot.directory());
    Files.walkFileTree(slot.directory(), found);
    return found.files;
  }

  /** They are the app's: while it runs, files may vanish as they are listed. */
  private static final class OrdinaryFiles extends SimpleFileVisitor<Path> {
    private final SortedMap<Path, BasicFileAttributes> files = new TreeMap<>();
    private final Path root;

    OrdinaryFiles(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      return isReserved(root.relativize(directory))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      Path name = root.relativize(file);
      if (attributes.isRegularFile() && !isReserved(name)) {
        files.put(name, attributes);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException && !file.equals(root)) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    private static boolean isReserved(Path name) {
      return SlotLayout.reservedNames().contains(name.getName(0).toString());
    }
  }
}
