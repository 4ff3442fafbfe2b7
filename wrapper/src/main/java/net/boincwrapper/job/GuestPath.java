package net.boincwrapper.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Absolute paths in the container, as text: they mean nothing to the host. */
public final class GuestPath {
  /** What an image cannot do without: nothing is mounted there or below. */
  private static final Set<String> SYSTEM =
      Set.of(
          "bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "libx32", "proc", "run", "sbin",
          "sys", "usr");

  /** Below these, images keep applications. */
  private static final List<String> APPLICATIONS = List.of("/usr/src", "/usr/local/src");

  private GuestPath() {}

  /** Without superfluous slashes; empty: the problem has been reported. */
  public static Optional<String> parse(String written, Place place) {
    if (!written.startsWith("/")) {
      place.error("is not absolute; write it from /");
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    for (String part : written.split("/+", -1)) {
      if (part.equals(".") || part.equals("..")) {
        place.error("has a \"" + part + "\" in it; write the path that is meant");
        return Optional.empty();
      }
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return Optional.of("/" + String.join("/", parts));
  }

  /** A place for a mount. */
  public static Optional<String> mountPoint(String written, Place place) {
    return parse(written, place).filter(path -> isFree(path, place));
  }

  /** A place for a mount in memory, which may also hide /run. */
  public static Optional<String> memoryMountPoint(String written, Place place) {
    return parse(written, place).filter(path -> contains("/run", path) || isFree(path, place));
  }

  /** Whether a path is a directory or lies below it. */
  static boolean contains(String directory, String path) {
    return path.equals(directory) || directory.equals("/") || path.startsWith(directory + "/");
  }

  public static boolean overlap(String one, String other) {
    return contains(one, other) || contains(other, one);
  }

  private static boolean isFree(String path, Place place) {
    if (path.equals("/")) {
      place.error("is the container's root; name a directory of its own, such as /app");
      return false;
    }
    int end = path.indexOf('/', 1);
    String top = path.substring(1, end < 0 ? path.length() : end);
    boolean application =
        APPLICATIONS.stream().anyMatch(free -> contains(free, path) && !path.equals(free));
    if (SYSTEM.contains(top) && !application) {
      place.error("is in the system directory /" + top + "; name another, such as /app");
      return false;
    }
    return true;
  }
}
