package net.boincwrapper.inmate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of SECURITY.md that name tests. */
final class SecurityPage {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** Of each table whose last column names tests. */
  private static final Pattern HEAD = Pattern.compile("\\| who \\|[^\n]*\\| test \\|\n");

  private SecurityPage() {}

  /**
   * A row.
   *
   * @param cells all of them, as written
   * @param tests what its last cell names
   */
  record Row(List<String> cells, List<String> tests) {
    private static Row of(String line) {
      List<String> cells = List.of(line.substring(2, line.length() - 2).split(" \\| ", -1));
      String last = cells.get(cells.size() - 1);
      return new Row(cells, CODE.matcher(last).results().map(found -> found.group(1)).toList());
    }

    /** Tries of the inmate, which are written in lower case. */
    Stream<String> tries() {
      return tests.stream().filter(name -> Character.isLowerCase(name.charAt(0)));
    }
  }

  /** Of all tables that have these columns, in the page's order. */
  static List<Row> rows() throws IOException {
    String page = Files.readString(Path.of("SECURITY.md"));
    return Stream.of(page.split("\n\n"))
        .filter(paragraph -> HEAD.matcher(paragraph).lookingAt())
        .flatMap(table -> table.strip().lines().skip(2))
        .map(Row::of)
        .toList();
  }

  /** Tests with their class, such as {@code HostileSlotIT.anEndIsTheAppsOwn}, anywhere in it. */
  static List<String> methods() throws IOException {
    Pattern method = Pattern.compile("`([A-Z]\\w+(?:IT|Test)\\.\\w+)`");
    return method
        .matcher(Files.readString(Path.of("SECURITY.md")))
        .results()
        .map(MatchResult::group)
        .map(code -> code.replace("`", ""))
        .distinct()
        .toList();
  }
}
