package net.boincwrapper.container;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.container.Dockerfile.Instruction;

/**
 * The images that a Dockerfile is built from. They are pulled before the build, because a build
 * that fails for want of a network looks like one that fails by its own commands.
 */
final class BaseImages {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)\\}|(\\w+))");

  private final Map<String, String> variables;
  private final Set<String> stages = new HashSet<>(Set.of("scratch"));
  private final Set<String> images = new LinkedHashSet<>();

  private BaseImages(Map<String, String> buildArguments) {
    this.variables = new HashMap<>(buildArguments);
  }

  /**
   * In order, without earlier stages, and without what only the builder can tell: another
   * platform's image, or a name made with more than the variables of the leading ARGs.
   */
  static List<String> of(Dockerfile file, Map<String, String> buildArguments) {
    BaseImages bases = new BaseImages(buildArguments);
    boolean leading = true;
    for (Instruction instruction : file.instructions()) {
      if (instruction.is("FROM")) {
        bases.from(instruction);
        leading = false;
      } else if (leading && instruction.is("ARG")) {
        instruction.words().forEach(bases::declare);
      }
    }
    return List.copyOf(bases.images);
  }

  private void declare(String argument) {
    int equals = argument.indexOf('=');
    if (equals > 0) {
      variables.putIfAbsent(argument.substring(0, equals), argument.substring(equals + 1));
    }
  }

  private void from(Instruction from) {
    String image = from.words().isEmpty() ? "$" : resolve(from.words().get(0));
    boolean earlier = stages.contains(image.toLowerCase(Locale.ROOT));
    if (!earlier && image.indexOf('$') < 0 && from.flag("platform").isEmpty()) {
      images.add(image);
    }
    Dockerfile.stageName(from).ifPresent(stages::add);
  }

  private String resolve(String image) {
    return VARIABLE
        .matcher(image)
        .replaceAll(
            found -> {
              String name = found.group(1) != null ? found.group(1) : found.group(2);
              return Matcher.quoteReplacement(variables.getOrDefault(name, found.group()));
            });
  }
}
