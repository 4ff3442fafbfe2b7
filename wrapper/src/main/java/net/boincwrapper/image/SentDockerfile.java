package net.boincwrapper.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.boincwrapper.image.Dockerfile.Instruction;

/**
 * The Dockerfile that an engine gets: the author's, plus what the classic builder does not do by
 * itself. The platform's arguments, as BuildKit sets them, are declared with their values before
 * the first stage. So a stage sees those that it declares, and its own defaults and build_args win.
 * Each stage gets a label, which tells what our builds leave behind from what others left.
 */
public final class SentDockerfile {
  private final Dockerfile dockerfile;
  private final Map<String, String> arguments;
  private final String label;

  /**
   * @param label {@code name=value}, of letters, digits, dots and dashes
   */
  public SentDockerfile(Dockerfile dockerfile, BuildPlatform platform, String label) {
    this.dockerfile = dockerfile;
    this.arguments = used(dockerfile, platform);
    this.label = label;
  }

  /** The platform's arguments that a Dockerfile mentions anywhere. */
  static Map<String, String> used(Dockerfile dockerfile, BuildPlatform platform) {
    Map<String, String> used = new TreeMap<>(platform.arguments());
    used.keySet()
        .removeIf(name -> dockerfile.instructions().stream().noneMatch(i -> names(i, name)));
    return used;
  }

  private static boolean names(Instruction instruction, String name) {
    String text = String.join(" ", instruction.flags()) + " " + instruction.text();
    return Pattern.compile("(?<!\\w)" + name + "(?!\\w)").matcher(text).find();
  }

  /**
   * The text with our additions, each on a line of its own.
   *
   * @param text of the author's Dockerfile
   */
  public String of(String text) {
    List<String> lines =
        new ArrayList<>(
            Arrays.asList((text.startsWith("\uFEFF") ? text.substring(1) : text).split("\n", -1)));
    List<Instruction> all = dockerfile.instructions();
    boolean leading = false;
    // From the end, so that the numbers of earlier lines stay right.
    for (int i = all.size() - 1; i >= 0; i--) {
      int next = i + 1 < all.size() ? all.get(i + 1).line() - 1 : end(lines);
      if (all.get(i).is("FROM")) {
        lines.add(next, "LABEL " + label);
        leading = i <= firstStage();
      } else if (leading && all.get(i).is("ARG")) {
        declare(lines, next, all.get(i).words());
      }
    }
    declare(lines, all.isEmpty() ? 0 : all.get(0).line() - 1, arguments.keySet());
    return String.join("\n", lines);
  }

  /** Index at which to append: before the empty string that a final line break leaves. */
  private static int end(List<String> lines) {
    int last = lines.size() - 1;
    return lines.get(last).isEmpty() ? last : lines.size();
  }

  /**
   * Declares those names that are arguments. In the classic builder, an ARG without a value removes
   * the value that it had before.
   */
  private void declare(List<String> lines, int at, Collection<String> names) {
    List<String> declared =
        names.stream()
            .filter(arguments::containsKey)
            .map(name -> "ARG " + name + "=" + arguments.get(name))
            .toList();
    lines.addAll(at, declared);
  }

  private int firstStage() {
    List<Instruction> all = dockerfile.instructions();
    int first = 0;
    while (first < all.size() && !all.get(first).is("FROM")) {
      first++;
    }
    return first;
  }
}
