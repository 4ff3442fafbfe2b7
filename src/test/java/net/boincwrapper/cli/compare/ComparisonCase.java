package net.boincwrapper.cli.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A case of {@code cases.txt}.
 *
 * @param a a description of bytes
 * @param b another
 */
record ComparisonCase(String name, Rule rule, String a, String b, boolean same) {
  private static final Path TABLE =
      Path.of("src/test/resources/net/boincwrapper/cli/compare/cases.txt");

  static List<ComparisonCase> all() throws IOException {
    List<ComparisonCase> cases = new ArrayList<>();
    for (String block : Files.readString(TABLE).split("\n\n+")) {
      if (!block.startsWith("#")) {
        cases.add(of(block.strip().lines().toList()));
      }
    }
    return cases;
  }

  private static ComparisonCase of(List<String> lines) {
    boolean hasRule = lines.get(1).startsWith("rule ");
    int at = hasRule ? 2 : 1;
    String verdict = lines.get(at + 2);
    if (lines.size() != at + 3 || !verdict.matches("same|different")) {
      throw new IllegalArgumentException(String.join("\n", lines));
    }
    return new ComparisonCase(
        lines.get(0),
        rule(hasRule ? lines.get(1).substring("rule ".length()) : ""),
        content("a", lines.get(at)),
        content("b", lines.get(at + 1)),
        verdict.equals("same"));
  }

  private static String content(String name, String line) {
    if (!line.startsWith(name + " ")) {
      throw new IllegalArgumentException(line);
    }
    return line.substring(2);
  }

  private static Rule rule(String words) {
    double tolerance = 0;
    OptionalDouble p = OptionalDouble.empty();
    boolean equalShots = false;
    for (String word : Stream.of(words.split(" ")).filter(it -> !it.isEmpty()).toList()) {
      String[] setting = word.split("=");
      switch (setting[0]) {
        case "tolerance" -> tolerance = Double.parseDouble(setting[1]);
        case "p" -> p = OptionalDouble.of(Double.parseDouble(setting[1]));
        case "equal_shots" -> equalShots = true;
        default -> throw new IllegalArgumentException(words);
      }
    }
    return new Rule(tolerance, p, equalShots);
  }

  @Override
  public String toString() {
    return name;
  }
}
