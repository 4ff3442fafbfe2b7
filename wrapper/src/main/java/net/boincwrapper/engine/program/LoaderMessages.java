package net.boincwrapper.engine.program;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an init process or a dynamic loader says when it cannot run the app's program. An init's
 * message is the last line of the log.
 */
public final class LoaderMessages {
  /** {@code [FATAL tini (7)] exec /app/x failed: No such file or directory}; docker-init. */
  private static final Pattern TINI =
      Pattern.compile("\\[FATAL +tini \\(\\d+\\)\\] exec .* failed: (.+)");

  /** {@code ERROR (catatonit:6): failed to exec pid1: Permission denied}; Podman's. */
  private static final Pattern CATATONIT =
      Pattern.compile(".*\\bcatatonit\\b.*failed to exec pid1: (.+)");

  /** {@code [dumb-init] /app/x: No such file or directory}; Podman can be configured to use it. */
  private static final Pattern DUMB_INIT = Pattern.compile("\\[dumb-init\\] .*: ([^:]+)");

  /** glibc's and musl's. */
  private static final List<Pattern> LOADERS =
      List.of(
          Pattern.compile("error while loading shared libraries: ([^:]+): cannot open"),
          Pattern.compile("^Error loading shared library ([^:]+): No such file"));

  /** glibc's where a library is too old. */
  private static final Pattern TOO_OLD =
      Pattern.compile("version [`']((?:GLIBC|GLIBCXX|CXXABI)_[0-9.]+)' not found");

  private final List<String> lines;

  private LoaderMessages(List<String> lines) {
    this.lines = lines;
  }

  /**
   * Reads them.
   *
   * @param log the end of the container's log
   */
  public static LoaderMessages of(String log) {
    return new LoaderMessages(log.lines().map(String::strip).filter(l -> !l.isEmpty()).toList());
  }

  /** Why an init could not run the program, in the C library's words. */
  public Optional<String> refusal() {
    String line = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    for (Pattern init : List.of(TINI, CATATONIT, DUMB_INIT)) {
      Matcher found = init.matcher(line);
      if (found.matches()) {
        return Optional.of(found.group(1));
      }
    }
    return Optional.empty();
  }

  /** What the loader did not find, as the continuation of "its program x", and what to do. */
  public Optional<String> missing() {
    return lines.stream().flatMap(line -> missing(line).stream()).findFirst();
  }

  private static Optional<String> missing(String line) {
    for (Pattern loader : LOADERS) {
      Matcher found = loader.matcher(line);
      if (found.find()) {
        return Optional.of(
            "needs the library "
                + found.group(1)
                + ", which is not in the image: install it in the Dockerfile, or link the program"
                + " statically");
      }
    }
    Matcher old = TOO_OLD.matcher(line);
    return old.find()
        ? Optional.of(
            "needs "
                + old.group(1)
                + ", and the image's libraries are older: build it on the image's own system, or"
                + " take a newer image")
        : Optional.empty();
  }
}
