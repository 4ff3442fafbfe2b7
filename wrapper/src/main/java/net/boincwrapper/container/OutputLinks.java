package net.boincwrapper.container;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.slot.KnownLinks;
import net.boincwrapper.slot.KnownLinks.Link;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.SoftLinks;

/**
 * Outputs that the client has given to a task as links into the project directory.
 *
 * <p>That directory is read-only in the container, so each output's file is created empty before
 * the container is, and mounted writable over its name. After the app's end what was never written
 * is removed, so that the client reports a missing output as missing.
 *
 * <p>Which links are outputs was decided before the first start: afterwards their targets exist,
 * and the app could have planted links to have files made in the project directory.
 */
final class OutputLinks {
  /** Any opening for writing changes it, even one that writes nothing. */
  private static final FileTime NEVER_WRITTEN = FileTime.fromMillis(0);

  private final List<Link> outputs;

  OutputLinks(KnownLinks known) {
    this.outputs = known.links().stream().filter(Link::output).toList();
  }

  /** The files to be written, absolute, in the project directory. */
  List<Path> targets() {
    return outputs.stream().map(Link::target).distinct().toList();
  }

  /** Creates the files. Can be repeated. */
  void create() throws IOException {
    for (Path target : targets()) {
      try {
        Files.createFile(target);
        Files.setLastModifiedTime(target, NEVER_WRITTEN);
      } catch (FileAlreadyExistsException e) {
        // Of an earlier start, perhaps partly written.
      }
    }
  }

  /**
   * After the app's end: moves a plain file that it has put in a link's place to where the client
   * looks for it, and removes what was never written. Can be repeated.
   *
   * @return lines for people
   */
  List<String> settle(SlotLayout slot, Path project) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Link output : outputs) {
      Path place = slot.directory().resolve(output.name());
      if (isPlainFile(place, slot) && new SoftLinks(slot, project).target(place).isEmpty()) {
        Files.move(place, output.target(), StandardCopyOption.REPLACE_EXISTING);
        lines.add("output " + output.name() + " moved to " + output.target());
      } else if (neverWritten(output.target())) {
        Files.delete(output.target());
        lines.add("output " + output.name() + " was not written");
      }
    }
    return lines;
  }

  /** Reached through real directories only: the app could have replaced one by a link. */
  private static boolean isPlainFile(Path place, SlotLayout slot) {
    Path parent = slot.directory();
    for (Path name : slot.directory().relativize(place)) {
      if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      parent = parent.resolve(name);
    }
    return Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean neverWritten(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == 0
        && Files.getLastModifiedTime(file).equals(NEVER_WRITTEN);
  }
}
