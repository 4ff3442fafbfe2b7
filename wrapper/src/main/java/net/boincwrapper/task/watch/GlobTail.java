package net.boincwrapper.task.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.job.Glob;

/**
 * What is left of a glob in a directory that its beginning has matched. The first of its parts,
 * which slashes separate, applies to the names in that directory.
 */
final class GlobTail {
  private final Glob whole;
  private final List<Part> parts;

  private GlobTail(Glob whole, List<Part> parts) {
    this.whole = whole;
    this.parts = parts;
  }

  /**
   * One part.
   *
   * @param literal the only name that it matches; empty: there may be several
   * @param end what each matching name ends with: among thousands, this rules out most quickly
   * @param deep contains {@code **}, which crosses slashes: this and all that follows is one part
   */
  private record Part(Optional<String> literal, String end, Glob glob, boolean deep) {
    private static final String SPECIAL = "*?[]{}\\";

    static Part of(String text) {
      int last = text.length();
      while (last > 0 && SPECIAL.indexOf(text.charAt(last - 1)) < 0) {
        last--;
      }
      Optional<String> literal = last == 0 ? Optional.of(text) : Optional.empty();
      return new Part(literal, text.substring(last), Glob.of(text), text.contains("**"));
    }

    boolean matches(String name) {
      return name.endsWith(end) && (literal.isPresent() ? name.equals(end) : glob.matches(name));
    }
  }

  /** The tail for the slot itself: the whole glob. */
  static GlobTail of(String glob) {
    List<Part> parts = new ArrayList<>();
    for (String text : split(glob)) {
      parts.add(Part.of(text));
      if (text.contains("**")) {
        break;
      }
    }
    return new GlobTail(Glob.of(glob), List.copyOf(parts));
  }

  /** Splits at the slashes; a backslash before one changes nothing. */
  private static List<String> split(String glob) {
    List<String> texts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      boolean escaped = glob.charAt(i) == '\\' && i + 1 < glob.length();
      i += escaped ? 1 : 0;
      if (glob.charAt(i) == '/') {
        texts.add(text.toString());
        text.setLength(0);
      } else {
        text.append(escaped ? "\\" : "").append(glob.charAt(i));
      }
    }
    texts.add(text.toString());
    return texts;
  }

  /** The only name that it can match in its directory; empty: the directory has to be listed. */
  Optional<String> literal() {
    return parts.get(0).literal();
  }

  /** Whether the whole glob matches a path below the slot. */
  boolean covers(String path) {
    return whole.matches(path);
  }

  /** Whether it may match names in directories below its own. */
  boolean leadsDeeper() {
    return parts.size() > 1 || parts.get(0).deep();
  }

  /**
   * Whether it matches an entry of its directory.
   *
   * @param path of that entry, relative to the slot
   */
  boolean matches(String path, String name) {
    if (parts.get(0).deep()) {
      return whole.matches(path);
    }
    return parts.size() == 1 && parts.get(0).matches(name);
  }

  /** What is left of it below an entry of its directory; empty if it matches nothing there. */
  Optional<GlobTail> below(String name) {
    if (parts.get(0).deep()) {
      return Optional.of(this);
    }
    return parts.size() > 1 && parts.get(0).matches(name)
        ? Optional.of(new GlobTail(whole, parts.subList(1, parts.size())))
        : Optional.empty();
  }
}
