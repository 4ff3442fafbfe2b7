package net.boincwrapper.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The launcher's files call each other in one direction: {@code launcher.h} has their order. */
class CallOrderTest {
  private static final Path SOURCES = Path.of("wrapper/src/main/c");
  private static final String MAIN = "main.c";

  /** The heading of a file's part of the header, and the part. */
  private static final Pattern PART =
      Pattern.compile("(?s)/\\* --- [^\n]*\\((\\w+\\.c)\\) -+ \\*/(.*?)(?=/\\* --- |\\z)");

  /** A function or, with {@code extern}, a variable. */
  private static final Pattern DECLARATION = Pattern.compile("(?m)^\\w[^;{]*?\\b(\\w+)([(;])");

  private static final Pattern NO_CODE =
      Pattern.compile(
          "(?s)/\\*.*?\\*/|//[^\n]*|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])+'|(?m:^#[^\n]*)");

  /** By file, in the header's order; of each name what finds its use. */
  private final Map<String, Map<String, Pattern>> declared = new LinkedHashMap<>();

  @BeforeEach
  void readHeader() throws IOException {
    for (MatchResult part : found(PART, Files.readString(SOURCES.resolve("launcher.h")))) {
      Map<String, Pattern> names = new LinkedHashMap<>();
      for (MatchResult name : found(DECLARATION, code(part.group(2)))) {
        String end = name.group(2).equals("(") ? "\\(" : "\\b";
        names.put(name.group(1), Pattern.compile("(?<!struct |[\\w.>])" + name.group(1) + end));
      }
      declared.put(part.group(1), names);
    }
    declared.put(MAIN, Map.of());
  }

  private static List<MatchResult> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  private static String code(String text) {
    return NO_CODE.matcher(text).replaceAll(" ");
  }

  private static String codeOf(String file) throws IOException {
    return code(Files.readString(SOURCES.resolve(file)));
  }

  @Test
  void theHeaderHasAPartForEachFileWithWhatTheFileDefines() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      assertThat(files.map(it -> it.getFileName().toString()).filter(it -> it.endsWith(".c")))
          .containsExactlyInAnyOrderElementsOf(declared.keySet());
    }
    for (String file : declared.keySet()) {
      for (String name : declared.get(file).keySet()) {
        assertThat(codeOf(file)).containsPattern("(?m)^\\w.*\\b" + name + "(\\(| =)");
      }
    }
  }

  @Test
  void noFileUsesWhatIsDeclaredBelowItsOwnPart() throws IOException {
    List<String> upwards = new ArrayList<>();
    List<String> order = List.copyOf(declared.keySet());
    for (String file : order) {
      String code = codeOf(file);
      for (String below : order.subList(order.indexOf(file) + 1, order.size())) {
        declared
            .get(below)
            .forEach(
                (name, use) -> {
                  if (use.matcher(code).find()) {
                    upwards.add("%s uses %s of %s".formatted(file, name, below));
                  }
                });
      }
    }
    assertThat(upwards).isEmpty();
  }
}
