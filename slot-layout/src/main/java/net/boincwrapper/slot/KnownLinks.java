package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.boincwrapper.slot.UntrustedFiles.Reading;
import net.boincwrapper.slot.record.RecordText;
import net.boincwrapper.slot.record.RecordText.DamagedException;

/**
 * The links that the client had made before an app could write to the slot: only those are kept and
 * followed.
 *
 * @param links in the order of their names
 */
public record KnownLinks(List<Link> links) {
  private static final RecordText FORMAT = new RecordText("links", 1);
  private static final int MAX_BYTES = 1024 * 1024;
  private static final String READ_LIST = "read the list of the client's links in ";

  /** The client refuses names with {@code ..}; nothing but common sense limits their depth. */
  private static final int MAX_DEPTH = 16;

  public KnownLinks {
    links = List.copyOf(links);
  }

  /**
   * One link.
   *
   * @param name relative to the slot
   * @param target absolute, in the project's directory
   * @param kind how it is written
   * @param output whether the target did not exist, and the app is to make it
   */
  public record Link(String name, Path target, Kind kind, boolean output) {
    /** What a symbolic link at a name says. */
    Path textAt(Path file) {
      return file.resolveSibling("").relativize(target);
    }

    /** Makes the link at a name that is free. */
    void create(SlotLayout layout, Path file) throws IOException {
      if (kind == Kind.SYMBOLIC) {
        Files.createSymbolicLink(file, textAt(file));
      } else {
        SoftLinks.createText(layout, file, target);
      }
    }
  }

  /** How a link is written. */
  public enum Kind {
    TEXT,
    SYMBOLIC
  }

  /** The link of that name. */
  public Optional<Link> find(String name) {
    return links.stream().filter(link -> link.name().equals(name)).findFirst();
  }

  /**
   * The links as they were recorded; recorded now if this is the first start in the slot. A record
   * is made only if there certainly is none: an app could have planted links since.
   *
   * @param layout the slot; our own directory in it is made if it is missing
   * @param projectDirectory links that lead out of it are left out
   * @throws SlotException transient if the record cannot be read now; not transient if it is
   *     damaged: only the client can make the slot's links again
   */
  public static KnownLinks recordOnce(SlotLayout layout, Path projectDirectory)
      throws SlotException {
    Optional<KnownLinks> recorded = read(layout);
    if (recorded.isPresent()) {
      return recorded.get();
    }
    OwnDirectory.ensure(layout);
    try {
      KnownLinks found = scan(new SoftLinks(layout, projectDirectory));
      AtomicFiles.write(layout.knownLinks(), FORMAT.write(found.values()));
      return found;
    } catch (IOException e) {
      throw SlotException.io(
          "record the links of " + layout.directory(),
          e,
          "Check that the client's user owns the slot directory and that the disk is not full");
    }
  }

  /**
   * The links as they were recorded, in a slot in which an app may have run.
   *
   * @throws SlotException as {@link #recordOnce}; also not transient if there is no record
   */
  public static KnownLinks recorded(SlotLayout layout) throws SlotException {
    return read(layout)
        .orElseThrow(() -> damaged(layout, "it is gone, though an app has run here"));
  }

  /** The links as they were recorded, or else as they are now; changes nothing. */
  public static KnownLinks look(SlotLayout layout, Path projectDirectory) throws SlotException {
    Optional<KnownLinks> recorded = read(layout);
    if (recorded.isPresent()) {
      return recorded.get();
    }
    try {
      return scan(new SoftLinks(layout, projectDirectory));
    } catch (IOException e) {
      throw SlotException.io(
          "look for links in " + layout.directory(),
          e,
          "Check that the client's user owns the slot directory");
    }
  }

  /** Empty only if there certainly is no record. */
  private static Optional<KnownLinks> read(SlotLayout layout) throws SlotException {
    Reading reading = new OwnFiles(layout).read(layout.knownLinks(), MAX_BYTES);
    if (reading instanceof Reading.Unknown unknown) {
      throw SlotException.passing(
          READ_LIST + layout.directory(),
          unknown.reason(),
          "Check that the client's user owns the slot directory and that the disk is in order");
    }
    if (reading instanceof Reading.Refused refused) {
      throw damaged(layout, refused.reason());
    }
    Optional<byte[]> content = reading.content();
    return content.isEmpty() ? Optional.empty() : Optional.of(parse(layout, content.get()));
  }

  private static KnownLinks parse(SlotLayout layout, byte[] content) throws SlotException {
    try {
      return parse(layout, FORMAT.read(content));
    } catch (DamagedException | IllegalArgumentException e) {
      throw damaged(layout, String.valueOf(e.getMessage()));
    }
  }

  private static SlotException damaged(SlotLayout layout, String problem) {
    return SlotException.lasting(
        READ_LIST + layout.directory(),
        List.of(problem),
        "The client has to set the slot up again; without a client, begin in a new directory");
  }

  /**
   * By link name, as in {@code TEXT output /the/target}: how it is written, what it is for, its
   * target.
   */
  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    for (Link link : links) {
      String use = link.output() ? "output" : "input";
      values.put(link.name(), link.kind() + " " + use + " " + link.target());
    }
    return values;
  }

  private static KnownLinks parse(SlotLayout layout, Map<String, String> values)
      throws DamagedException {
    List<Link> links = new ArrayList<>();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      String[] parts = entry.getValue().split(" ", 3);
      if (parts.length != 3) {
        throw new DamagedException("the link " + entry.getKey() + " is incomplete");
      }
      Path target = layout.directory().resolve(parts[2]);
      links.add(
          new Link(entry.getKey(), target, Kind.valueOf(parts[0]), parts[1].equals("output")));
    }
    return new KnownLinks(links);
  }

  private static KnownLinks scan(SoftLinks soft) throws IOException {
    Map<String, Link> found = new TreeMap<>();
    Path slot = soft.layout().directory();
    Files.walkFileTree(
        slot,
        EnumSet.noneOf(FileVisitOption.class),
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return directory.equals(soft.layout().ownDirectory())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = slot.relativize(file).toString();
            Optional<Path> target = soft.targetOrFail(file).filter(soft::isInside);
            if (target.isPresent()) {
              found.put(name, link(name, target.get(), attributes));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            // There could be a link.
            throw failure;
          }
        });
    return new KnownLinks(List.copyOf(found.values()));
  }

  private static Link link(String name, Path target, BasicFileAttributes attributes)
      throws IOException {
    Kind kind = attributes.isSymbolicLink() ? Kind.SYMBOLIC : Kind.TEXT;
    return new Link(name, target, kind, !Placeholder.isTaken(target));
  }
}
