package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The outputs that the client expects in the project's directory, at the end of a link in the slot.
 *
 * <p>A container can write only to a file that is mounted, so the target has to exist beforehand.
 * It is created empty, with a modification time that no write leaves, and removed if it still has
 * that at the end. An app may also put a plain file in the link's place; then that is the output.
 */
public final class OutputLinks {
  private static final FileTime NEVER_WRITTEN = FileTime.fromMillis(0);

  private final SlotLayout layout;
  private final KnownLinks known;

  /**
   * Outputs of a task.
   *
   * @param known the slot's links as they were before the first start
   */
  public OutputLinks(SlotLayout layout, KnownLinks known) {
    this.layout = layout;
    this.known = known;
  }

  /** Creates the targets that are missing. Repeat it before each creation of a container. */
  public void create() throws SlotException {
    for (KnownLinks.Link link : outputs()) {
      try {
        if (!Placeholder.isTaken(link.target())) {
          Placeholder.create(link.target());
          Files.setLastModifiedTime(link.target(), NEVER_WRITTEN);
        }
      } catch (IOException e) {
        throw failure("create the output " + link.target(), e);
      }
    }
  }

  /**
   * Moves plain files that stand in a link's place to its target, and removes targets that nobody
   * has written to. Call it at the end of the task, when no container runs.
   *
   * @return a line for each
   */
  List<String> settle() throws SlotException {
    List<String> lines = new ArrayList<>();
    for (KnownLinks.Link link : outputs()) {
      settle(link).ifPresent(lines::add);
    }
    return lines;
  }

  /**
   * The same for one of {@link #outputs}. If slot and project are on different file systems, this
   * takes as long as a copy. It can be repeated, even after it was cut short.
   */
  public Optional<String> settle(KnownLinks.Link link) throws SlotException {
    try {
      if (isPlainFile(link, true)) {
        new Entries(layout.directory()).openFile(link.name());
        move(layout.directory().resolve(link.name()), link.target());
        return Optional.of(
            link.name() + " stood in the place of its link: moved to " + link.target());
      }
      if (isNeverWritten(link.target())) {
        Files.delete(link.target());
        return Optional.of(link.name() + " was never written: removed " + link.target());
      }
      // The app had it mounted, and can have closed it; the client uploads it.
      Entries.openFile(link.target());
      return Optional.empty();
    } catch (IOException e) {
      throw failure("settle the output " + link.target(), e);
    }
  }

  /**
   * Puts one output where the client uploads it from, while the app runs, if the app has put a
   * plain file in the link's place. The file also keeps its name in the slot.
   *
   * @param name relative to the slot ({@code <open_name>})
   * @return whether the client has something to upload
   */
  public boolean publish(String name) throws SlotException {
    Optional<KnownLinks.Link> link = known.find(name).filter(KnownLinks.Link::output);
    if (link.isEmpty()) {
      return false;
    }
    Path target = link.get().target();
    try {
      if (isPlainFile(link.get(), false)) {
        publish(layout.directory().resolve(name), target);
      }
      return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS) && !isNeverWritten(target);
    } catch (IOException e) {
      throw failure("put the output in its place, " + target, e);
    }
  }

  /**
   * The second name is made where the app cannot change it. If the app has just put a link in the
   * file's place, it is noticed there, and the client's upload never follows it.
   */
  private void publish(Path file, Path target) throws IOException {
    Path aside = layout.publishing();
    Files.deleteIfExists(aside);
    try {
      Files.createLink(aside, file);
      if (Files.isRegularFile(aside, LinkOption.NOFOLLOW_LINKS)) {
        move(aside, target);
      }
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** The links whose targets the app is to make. */
  public List<KnownLinks.Link> outputs() {
    return known.links().stream().filter(KnownLinks.Link::output).toList();
  }

  private boolean isPlainFile(KnownLinks.Link link, boolean atRest) throws IOException {
    Optional<Entries.Kind> kind = new Entries(layout.directory()).kind(link.name());
    boolean regular =
        kind.equals(Optional.of(Entries.Kind.FILE))
            || kind.equals(Optional.of(Entries.Kind.HARD_LINK));
    return regular && !isLinkTo(link, atRest);
  }

  /** An app may have made the client's link unreadable; that does not make it an output. */
  private boolean isLinkTo(KnownLinks.Link link, boolean atRest) throws IOException {
    SoftLinks soft = new SoftLinks(layout, layout.directory());
    Path file = layout.directory().resolve(link.name());
    Optional<Path> target = atRest ? soft.targetAtRest(file) : soft.targetOrFail(file);
    return target.equals(Optional.of(link.target()));
  }

  private static void move(Path file, Path target) throws IOException {
    try {
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      // Slot and project are on different file systems.
      copy(file, target);
    }
  }

  /** The original goes last, once the copy would survive a power cut. */
  private static void copy(Path file, Path target) throws IOException {
    Files.copy(
        file,
        target,
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES,
        LinkOption.NOFOLLOW_LINKS);
    try (FileChannel copied = FileChannel.open(target, StandardOpenOption.READ)) {
      copied.force(true);
    }
    AtomicFiles.syncDirectory(target.resolveSibling("."));
    Files.delete(file);
  }

  private static boolean isNeverWritten(Path target) throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isRegularFile()
          && found.size() == 0
          && found.lastModifiedTime().equals(NEVER_WRITTEN);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static SlotException failure(String attempted, IOException cause) {
    return SlotException.io(
        attempted,
        cause,
        "Check that the client's user owns the project directory and that the disk is not full");
  }
}
