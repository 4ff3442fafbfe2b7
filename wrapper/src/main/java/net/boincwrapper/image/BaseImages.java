package net.boincwrapper.image;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.image.Dockerfile.Instruction;

/**
 * The images that a Dockerfile is built from. They are pulled before the build, because a build
 * that fails because there is no network looks like one whose own commands fail.
 */
final class BaseImages {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)\\}|(\\w+))");

  private final Map<String, String> variables;
  private final String platform;
  private final Set<String> stages = new HashSet<>(Set.of("scratch"));
  private final Set<Base> bases = new LinkedHashSet<>();

  private BaseImages(Map<String, String> buildArguments, BuildPlatform platform) {
    this.variables = new HashMap<>(buildArguments);
    this.platform = platform.text();
  }

  /**
   * The base of one stage, unless that is an earlier stage.
   *
   * @param image as named, with variables replaced as far as they are known
   * @param ours whether it is wanted for the engine's own platform
   */
  record Base(Instruction from, String image, boolean ours) {
    boolean known() {
      return image.indexOf('$') < 0;
    }
  }

  /**
   * The base images in order. Left out are earlier stages and what only the builder can tell:
   * another platform's image, or a name that uses other variables than those of the leading ARGs.
   */
  static List<String> of(
      Dockerfile file, Map<String, String> buildArguments, BuildPlatform platform) {
    return stages(file, buildArguments, platform).stream()
        .filter(base -> base.known() && base.ours())
        .map(Base::image)
        .distinct()
        .toList();
  }

  /** The same, with everything that is known about them. */
  static List<Base> stages(
      Dockerfile file, Map<String, String> buildArguments, BuildPlatform platform) {
    BaseImages bases = new BaseImages(buildArguments, platform);
    boolean leading = true;
    for (Instruction instruction : file.instructions()) {
      if (instruction.is("FROM")) {
        if (leading) {
          platform.arguments().forEach(bases.variables::putIfAbsent);
        }
        bases.from(instruction);
        leading = false;
      } else if (leading && instruction.is("ARG")) {
        instruction.words().forEach(bases::declare);
      }
    }
    return List.copyOf(bases.bases);
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
    boolean ours =
        from.flag("platform").map(this::resolve).filter(p -> !p.equals(platform)).isEmpty();
    if (!earlier) {
      bases.add(new Base(from, image, ours));
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
