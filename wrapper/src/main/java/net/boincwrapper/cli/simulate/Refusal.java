package net.boincwrapper.cli.simulate;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the system did not let an app do, as the app has told it.
 *
 * @param path absolute, in the container; empty where the app does not say
 */
record Refusal(Optional<String> path) {
  /** As the C library, Python, Java and Go say it. */
  private static final Pattern WORDS =
      Pattern.compile(
          "permission denied|operation not permitted|\\b(?:EACCES|EPERM)\\b|AccessDeniedException",
          Pattern.CASE_INSENSITIVE);

  /** At the beginning of a word. */
  private static final Pattern PATH =
      Pattern.compile("(?<![^\\s'\"`(:=\u2018\u201c])(/[^\\s'\"`():,;\u2019\u201d]+)");

  /** The last one counts: an app may go on after the first. */
  static Optional<Refusal> in(List<String> appLines) {
    return appLines.stream()
        .filter(line -> WORDS.matcher(line).find())
        .reduce((earlier, later) -> later)
        .map(line -> new Refusal(lastPath(line)));
  }

  /** Shells begin a line with the script's own name. */
  private static Optional<String> lastPath(String line) {
    Matcher matcher = PATH.matcher(line);
    Optional<String> last = Optional.empty();
    while (matcher.find()) {
      last = Optional.of(matcher.group(1));
    }
    return last.map(path -> path.length() > 1 ? path.replaceAll("/+$", "") : path);
  }
}
