package net.boincwrapper.job;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import net.boincwrapper.slot.SlotLayout;

/** Paths and globs below the slot, as text. */
public final class SlotPath {
  /** Read-only in the container. */
  private static final Set<String> DESCRIPTIONS = Set.of(SlotLayout.JOB, SlotLayout.DOCKERFILE);

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  private static final Pattern SLASH_IN_BRACES = Pattern.compile("\\{[^}]*/");

  /** Java's reader of globs recurses deeper with each character. */
  private static final int LONGEST_GLOB = 1000;

  private SlotPath() {}

  /** One file that the app or the wrapper writes; empty: the problem has been reported. */
  public static Optional<String> file(String written, Place place) {
    Optional<String> path = relative(written, place);
    if (path.isPresent() && DESCRIPTIONS.contains(path.get())) {
      place.error("is " + path.get() + ", which the app cannot write; choose another name");
      return Optional.empty();
    }
    return path;
  }

  /** A file with a plain name at the slot's top; empty: the problem has been reported. */
  public static Optional<String> name(String written, Place place) {
    Optional<String> path = file(written, place);
    if (path.isPresent() && !PLAIN_NAME.matcher(path.get()).matches()) {
      place.error("is not a plain name; use letters, digits, dots, - and _, and no directory");
      return Optional.empty();
    }
    if (path.isPresent() && isClients(path.get())) {
      place.error("is a name that BOINC gives a meaning; choose another");
      return Optional.empty();
    }
    return path;
  }

  private static boolean isClients(String name) {
    return name.equals(SlotLayout.TRICKLE_UP)
        || name.startsWith(SlotLayout.TRICKLE_DOWN_PREFIX)
        || name.startsWith(SlotLayout.UPLOAD_REQUEST_PREFIX)
        || name.startsWith(SlotLayout.UPLOAD_STATUS_PREFIX);
  }

  /** Anything below the slot, without {@code ./}; never the slot itself, never a reserved name. */
  public static Optional<String> relative(String written, Place place) {
    String path = plain(written);
    if (!isBelow(path, place)) {
      return Optional.empty();
    }
    String first = head(path);
    if (SlotLayout.reservedNames().contains(first.toLowerCase(Locale.ROOT))) {
      place.error("is " + first + ", which belongs to the client or the wrapper; choose another");
      return Optional.empty();
    }
    return Optional.of(path);
  }

  /** A glob as java.nio reads it; empty: the problem has been reported. */
  public static Optional<String> glob(String written, Place place) {
    String glob = plain(written);
    if (!isBelow(glob, place)) {
      return Optional.empty();
    }
    if (SLASH_IN_BRACES.matcher(glob).find()) {
      place.error("has a / between braces; write an entry for each");
      return Optional.empty();
    }
    if (glob.length() > LONGEST_GLOB) {
      place.error("is longer than " + LONGEST_GLOB + " characters; write an entry for each part");
      return Optional.empty();
    }
    try {
      Optional<String> reserved = reservedMatch(Glob.of(glob), glob);
      reserved.ifPresent(
          name ->
              place.error(
                  "also matches "
                      + name
                      + ", which belongs to the client or the wrapper; write it more narrowly"));
      return reserved.isPresent() ? Optional.empty() : Optional.of(glob);
    } catch (PatternSyntaxException malformed) {
      place.error("is not a glob; close every [ and {");
      return Optional.empty();
    }
  }

  /** Whether a glob that {@link #glob} accepted covers a file. */
  public static boolean matches(String glob, String file) {
    return Glob.of(glob).matches(file);
  }

  public static boolean isGlob(String path) {
    return path.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  private static Optional<String> reservedMatch(Glob glob, String written) {
    String head = head(written);
    boolean wholeName = head.equals(written);
    Glob first = wholeName ? glob : Glob.of(head);
    return new TreeSet<>(SlotLayout.reservedNames())
        .stream()
            .filter(name -> wholeName || name.equals(SlotLayout.OWN_DIRECTORY))
            .filter(first::matches)
            .findFirst();
  }

  private static boolean isBelow(String path, Place place) {
    if (path.isEmpty()) {
      place.error("is the slot itself; name a file or directory in it");
      return false;
    }
    if (path.startsWith("/")) {
      place.error("is absolute; write it relative to workdir");
      return false;
    }
    if (List.of(path.split("/")).contains("..")) {
      place.error("leads out of the slot; \"..\" is not allowed");
      return false;
    }
    return true;
  }

  private static String head(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  private static String plain(String written) {
    String path = written.replaceAll("/{2,}", "/").replaceAll("(^|/)(\\./)++", "$1");
    if (path.endsWith("/.")) {
      path = path.substring(0, path.length() - 1);
    }
    if (path.endsWith("/") && path.length() > 1) {
      path = path.substring(0, path.length() - 1);
    }
    return path.equals(".") ? "" : path;
  }
}
