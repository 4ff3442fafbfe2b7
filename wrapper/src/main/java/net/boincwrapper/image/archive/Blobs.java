package net.boincwrapper.image.archive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The files of an archive by their names, and the links between them. */
final class Blobs {
  /** Engines write links to layers that occur twice, and to those by which they used to go. */
  private static final int MOST_LINKS = 8;

  private final Map<String, Blob> files = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();

  void add(TarEntry entry, Blob blob) throws ArchiveFault {
    String name = inside(entry.name());
    checkNew(name);
    files.put(name, blob);
  }

  void addLink(TarEntry entry) throws ArchiveFault {
    String name = inside(entry.name());
    checkNew(name);
    boolean symbolic = entry.kind() == TarEntry.Kind.SYMBOLIC_LINK;
    String from = symbolic ? name.substring(0, name.lastIndexOf('/') + 1) : "";
    links.put(name, inside(entry.link().startsWith("/") ? entry.link() : from + entry.link()));
  }

  /** With two files of one name nobody knows which of them an engine takes. */
  private void checkNew(String name) throws ArchiveFault {
    if (files.containsKey(name) || links.containsKey(name)) {
      throw new ArchiveFault("has two entries with the name " + TarReader.shown(name));
    }
  }

  Optional<Blob> find(String name) throws ArchiveFault {
    String path = inside(name);
    for (int i = 0; i < MOST_LINKS && links.containsKey(path); i++) {
      path = links.getOrDefault(path, "");
    }
    return Optional.ofNullable(files.get(path));
  }

  Blob get(String name) throws ArchiveFault {
    return find(name)
        .orElseThrow(
            () -> new ArchiveFault("names a file that is not in it, " + TarReader.shown(name)));
  }

  byte[] document(String name) throws ArchiveFault {
    return json(get(name), name);
  }

  static byte[] json(Blob blob, String name) throws ArchiveFault {
    return blob.json()
        .orElseThrow(
            () ->
                new ArchiveFault(
                    "has "
                        + TarReader.shown(name)
                        + ", which is no JSON document of at most "
                        + (ArchiveCopy.LONGEST_DOCUMENT >> 10)
                        + " KiB"));
  }

  /** A path below the archive's root, in its shortest form. */
  private static String inside(String name) throws ArchiveFault {
    Deque<String> parts = new ArrayDeque<>();
    boolean out = name.startsWith("/") || name.isEmpty();
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        out |= parts.pollLast() == null;
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    if (out) {
      throw new ArchiveFault("has a name that leads out of it, " + TarReader.shown(name));
    }
    return String.join("/", parts);
  }
}
