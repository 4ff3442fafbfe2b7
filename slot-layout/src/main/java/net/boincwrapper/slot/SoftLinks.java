package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links by which the client puts the project's files into a slot.
 *
 * <p>Text links hold {@code <soft_link>../../projects/P/name</soft_link>} and a newline ({@code
 * client/file_names.cpp:make_soft_link}); the path is relative to the slot, also for a link in a
 * subdirectory, because that is a task's working directory ({@code
 * lib/app_ipc.cpp:resolve_soft_link}). Symbolic links, of projects with {@code <use_symlinks/>},
 * are relative to where they are. BOINC takes the tag anywhere in a file's first line for a link;
 * here the file has to begin with it and to be small, so that no data file is mistaken for one.
 *
 * @param layout the slot
 * @param projectDirectory the project's directory, absolute; only what lies in it is a link's
 *     rightful target
 */
public record SoftLinks(SlotLayout layout, Path projectDirectory) {
  private static final Pattern TEXT_LINK =
      Pattern.compile("\\s*<soft_link>([^<\\n]+)</soft_link>.*", Pattern.DOTALL);
  private static final int MAX_BYTES = 4096;

  /**
   * Where a link leads: absolute, without {@code ..}, found by looking at the link's text alone.
   * Empty where the file is no link. The target may lie anywhere and need not exist.
   *
   * @param file in the slot, absolute or relative to it
   */
  public Optional<Path> target(Path file) {
    try {
      return targetOrFail(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The same, but fails if it cannot be determined whether it is a link. */
  Optional<Path> targetOrFail(Path file) throws IOException {
    return target(file, name -> new UntrustedFiles(layout.directory()).readOrFail(name, MAX_BYTES));
  }

  /** The same for when no container runs: what an app has closed is opened. */
  Optional<Path> targetAtRest(Path file) throws IOException {
    return target(
        file, name -> new UntrustedFiles(layout.directory()).readAtRest(name, MAX_BYTES + 1));
  }

  private interface Look {
    UntrustedFiles.Reading at(String name) throws IOException;
  }

  private Optional<Path> target(Path file, Look look) throws IOException {
    Path inSlot = layout.directory().resolve(file);
    String name = layout.directory().relativize(inSlot).toString();
    try {
      Optional<Entries.Kind> kind = new Entries(layout.directory()).kind(name);
      if (kind.equals(Optional.of(Entries.Kind.SYMBOLIC_LINK))) {
        return Optional.of(inSlot.resolveSibling(Files.readSymbolicLink(inSlot)).normalize());
      }
      return textTarget(look.at(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Like {@link #target}, but also empty if it leads out of the project's directory. */
  Optional<Path> honoured(Path file) {
    return target(file).filter(this::isInside);
  }

  /** Whether a target lies below the project's directory. */
  boolean isInside(Path target) {
    Path normal = target.normalize();
    return normal.startsWith(projectDirectory) && !normal.equals(projectDirectory);
  }

  private Optional<Path> textTarget(UntrustedFiles.Reading reading) throws IOException {
    if (reading instanceof UntrustedFiles.Reading.Unknown unknown) {
      throw new IOException(unknown.reason());
    }
    return reading
        .content()
        .filter(content -> content.length <= MAX_BYTES)
        .map(content -> new String(content, StandardCharsets.UTF_8))
        .map(TEXT_LINK::matcher)
        .filter(Matcher::matches)
        .map(link -> layout.directory().resolve(link.group(1).strip()).normalize())
        .filter(SoftLinks::canBeWritten);
  }

  /** The client strips what it reads, so a name that ends with a blank is no link's. */
  private static boolean canBeWritten(Path target) {
    return target.toString().equals(target.toString().stripTrailing());
  }

  /**
   * Creates a text link as the client does.
   *
   * @param file in the slot; must not exist
   * @param target absolute; written relative to the slot
   */
  public static void createText(SlotLayout layout, Path file, Path target) throws IOException {
    String text = "<soft_link>" + layout.directory().relativize(target) + "</soft_link>\n";
    AtomicFiles.create(
        layout.directory().resolve(file),
        text.getBytes(StandardCharsets.UTF_8),
        AtomicFiles.READABLE);
  }
}
