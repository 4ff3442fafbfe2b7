package net.boincwrapper;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pages and the launcher's comments say of the code is there, and so is what they link to. */
class PagesTest {
  private static final List<String> SOURCES =
      List.of("slot-layout/src/main/java", "wrapper/src/main/java", "src/test", "src/bench/java");

  /** A class behind its room, {@code task.machine.TaskMachine} or {@code cli/ExitCode.java}. */
  private static final Pattern CLASS_IN_ROOM =
      Pattern.compile(
          "\\b((?:slot|procfs|client|job|engine|plan|image|task|cli)(?:[./][a-z]+)*)[./]([A-Z]\\w*[a-z]\\w*)");

  private static final Pattern TEST_CLASS = Pattern.compile("`([A-Z]\\w*[a-z](?:Test|IT))\\b");
  private static final Pattern CODE = Pattern.compile("`[^`]+`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z.]+)` \\| [^|]+ \\| ((?:`[a-z.]+`(?:, )?)*) *\\|$");

  @Test
  void theArchitecturesTableOfRoomsIsWhatTheLayeringTestKeeps() throws IOException {
    String page = Files.readString(Path.of("wrapper/architecture.md"));
    Map<String, Set<String>> table =
        ROW.matcher(page).results().collect(toMap(row -> row.group(1), row -> words(row.group(2))));
    assertThat(table).isEqualTo(LayeringTest.ROOMS);
  }

  @Test
  void classesThatPagesNameAreInTheRoomThatTheyName() throws IOException {
    Set<String> known = classes();
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      String text = Files.readString(page);
      for (MatchResult code : results(CODE, text)) {
        inRooms(code.group()).filter(name -> !known.contains(name)).forEach(missing::add);
      }
      results(TEST_CLASS, text).stream()
          .map(found -> found.group(1))
          .filter(name -> known.stream().noneMatch(one -> ("." + one).endsWith("." + name)))
          .forEach(missing::add);
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void classesThatTheLauncherNamesAreInTheRoomThatItNames() throws IOException {
    Set<String> known = classes();
    List<String> missing = new ArrayList<>();
    for (Path file : below("wrapper/src/main/c", ".c", ".h", ".options")) {
      for (MatchResult named :
          results(Pattern.compile("[\\w/]+\\.java\\b"), Files.readString(file))) {
        inRooms(named.group()).filter(name -> !known.contains(name)).forEach(missing::add);
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void whatPagesLinkToIsThere() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult link : results(LINK, Files.readString(page))) {
        Path target = page.toAbsolutePath().resolveSibling(link.group(1)).normalize();
        if (!target.startsWith(here) || !Files.exists(target)) {
          broken.add(page + ": " + link.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static Stream<String> inRooms(String text) {
    return results(CLASS_IN_ROOM, text).stream()
        .map(found -> found.group(1).replace('/', '.') + "." + found.group(2));
  }

  private static Set<String> words(String list) {
    return Stream.of(list.replace("`", "").split(", ", -1))
        .filter(word -> !word.isEmpty())
        .collect(toSet());
  }

  private static List<MatchResult> results(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.results().toList();
  }

  /** All classes of ours, tests included, without {@code net.boincwrapper}. */
  private static Set<String> classes() throws IOException {
    Set<String> classes = new TreeSet<>();
    for (String root : SOURCES) {
      for (Path file : below(root, ".java")) {
        String name = file.toString().replace('/', '.');
        classes.add(name.replaceFirst(".*\\.net\\.boincwrapper\\.(.*)\\.java", "$1"));
      }
    }
    return classes;
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String root : List.of("slot-layout", "wrapper", "job-templates", "examples", "src")) {
      pages.addAll(below(root, ".md"));
    }
    try (Stream<Path> top = Files.list(Path.of(""))) {
      top.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    return pages;
  }

  private static List<Path> below(String root, String... endings) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith)).toList();
    }
  }
}
