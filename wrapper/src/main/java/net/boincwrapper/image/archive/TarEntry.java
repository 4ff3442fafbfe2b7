package net.boincwrapper.image.archive;

/**
 * An entry of a tar.
 *
 * @param name as written
 * @param link where a link leads, as written; empty for another kind
 * @param bytes of its content
 */
record TarEntry(String name, Kind kind, String link, long bytes) {
  /** What can be in an archive of an image. */
  enum Kind {
    FILE,
    DIRECTORY,
    SYMBOLIC_LINK,
    HARD_LINK
  }
}
