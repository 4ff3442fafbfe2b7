package net.boincwrapper.image;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.image.Dockerfile.Instruction;

/**
 * The variables of a Dockerfile, as far as they are the same at each build: those that {@code ENV}
 * and {@code ARG} set, build arguments, and what BuildKit knows by itself. What the base image sets
 * is not known.
 */
final class DockerfileVariables {
  private final Map<String, String> leading = new HashMap<>();
  private final Map<String, String> given;
  private final Map<String, String> arguments = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private boolean begun;

  /**
   * @param given build arguments, which go before a default
   * @param platform known without a default, where a stage declares them
   */
  DockerfileVariables(Map<String, String> given, BuildPlatform platform) {
    this.given = given;
    leading.putAll(platform.arguments());
  }

  /** Takes an instruction before the first FROM. */
  void lead(Instruction instruction) {
    if (instruction.is("ARG")) {
      LabelWords.split(instruction.text()).forEach(word -> declare(word, leading));
    }
  }

  /** Takes an instruction of a stage that the image is made of. */
  void take(Instruction instruction) {
    begun = true;
    List<String> words = LabelWords.split(instruction.text());
    if (instruction.is("ARG")) {
      words.forEach(word -> declare(word, arguments));
    } else if (instruction.is("ENV")) {
      LabelWords.pairs(words).forEach((name, value) -> set(name, value, environment));
    }
  }

  /** An argument without a default is that of the beginning, if there is one. */
  private void declare(String word, Map<String, String> into) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    if (given.containsKey(name)) {
      into.put(name, given.get(name));
    } else if (equals >= 0) {
      set(name, word.substring(equals + 1), into);
    } else if (leading.containsKey(name)) {
      into.put(name, leading.get(name));
    }
  }

  private void set(String name, String raw, Map<String, String> into) {
    Optional<String> value = expand(raw);
    if (value.isPresent()) {
      into.put(name, value.get());
    } else {
      into.remove(name);
    }
  }

  /** A word without its quotes, variables replaced; empty where one of them is not known. */
  Optional<String> expand(String raw) {
    return LabelWords.expand(raw, this::value);
  }

  /** An ENV goes before an ARG. A stage sees what it declares, not what stands before it. */
  private Optional<String> value(String name) {
    String set = environment.getOrDefault(name, arguments.get(name));
    return Optional.ofNullable(begun ? set : leading.get(name));
  }
}
