package net.boincwrapper.project;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The version of BOINC's API that a server reads from a main program, where {@code version.xml}
 * says none ({@code tools/update_versions:get_api_version}): what follows the mark in the output of
 * {@code strings FILE | grep API_VERSION}, as a whole. A second such line in the file would be part
 * of it.
 */
public final class ApiVersion {
  private static final String MARK = "API_VERSION_";

  /** What the program {@code strings} takes for text. */
  private static final Pattern TEXT = Pattern.compile("[\\t\\x20-\\x7e]{4,}");

  private ApiVersion() {}

  /** Empty where the server would find none. */
  public static Optional<String> of(ProjectFile mainProgram) {
    String lines =
        TEXT.matcher(new String(mainProgram.content(), ISO_8859_1))
            .results()
            .map(MatchResult::group)
            .filter(line -> line.contains("API_VERSION"))
            .collect(Collectors.joining("\n"));
    int mark = lines.indexOf(MARK);
    return mark < 0 ? Optional.empty() : Optional.of(lines.substring(mark + MARK.length()).strip());
  }
}
