package net.boincwrapper.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.boincwrapper.job.Glob;
import net.boincwrapper.job.Job;
import net.boincwrapper.slot.SlotLayout;

/** Which files of a slot are a job's checkpoint, and which an app has made besides. */
final class DeclaredFiles {
  private final List<Glob> checkpoint;
  private final List<String> signs;

  private DeclaredFiles(List<Glob> checkpoint, List<String> signs) {
    this.checkpoint = checkpoint;
    this.signs = signs;
  }

  static DeclaredFiles of(Job job) {
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

  /** Whether a file is of the checkpoint, by its name relative to the slot. */
  boolean isCheckpoint(Path name) {
    return checkpoint.stream().anyMatch(glob -> glob.matches(name.toString()));
  }

  /** Whether a file is neither of the checkpoint nor a sign between app and wrapper. */
  boolean isOther(Path name) {
    return !isCheckpoint(name) && !signs.contains(name.toString());
  }

  /** The checkpoint's files that are in a slot now, absolute, sorted. Links are none. */
  List<Path> present(SlotLayout slot) throws IOException {
    Path root = slot.directory();
    return ordinaryFiles(slot).filter(name -> isCheckpoint(name)).map(root::resolve).toList();
  }

  /** Files that the app has made and that are not declared, relative, sorted. */
  List<Path> undeclared(ScratchTree tree) throws IOException {
    List<Path> given = tree.folder().appFiles();
    return ordinaryFiles(tree.slot())
        .filter(name -> isOther(name) && !given.contains(name))
        .toList();
  }

  private static Stream<Path> ordinaryFiles(SlotLayout slot) throws IOException {
    Path root = slot.directory();
    try (Stream<Path> all = Files.walk(root)) {
      return all
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(root::relativize)
          .filter(name -> !SlotLayout.reservedNames().contains(name.getName(0).toString()))
          .sorted()
          .toList()
          .stream();
    }
  }
}
