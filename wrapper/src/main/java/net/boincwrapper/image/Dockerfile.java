package net.boincwrapper.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.boincwrapper.job.Problem;

/**
 * A Dockerfile, as far as this program has to understand it.
 *
 * @param name for messages
 * @param instructions in order
 * @param problems what could not be read
 */
public record Dockerfile(String name, List<Instruction> instructions, List<Problem> problems) {
  public Dockerfile {
    instructions = List.copyOf(instructions);
    problems = List.copyOf(problems);
  }

  /**
   * One instruction.
   *
   * @param line where it begins, from 1
   * @param keyword in upper case
   * @param flags such as {@code --from=build}
   * @param text what follows the flags, in one line
   */
  record Instruction(int line, String keyword, List<String> flags, String text) {
    Instruction {
      flags = List.copyOf(flags);
    }

    boolean is(String other) {
      return keyword.equals(other);
    }

    /** Value of a flag; the empty string for one without a value. */
    Optional<String> flag(String flag) {
      return flags.stream()
          .filter(f -> f.equals("--" + flag) || f.startsWith("--" + flag + "="))
          .map(f -> f.contains("=") ? f.substring(f.indexOf('=') + 1) : "")
          .findFirst();
    }

    /** The words of the JSON form; empty where it is the shell form. */
    Optional<List<String>> exec() {
      return ExecForm.parse(text);
    }

    /** Words as COPY and ADD read them: the JSON form, or split at blanks. */
    List<String> words() {
      return exec().orElseGet(() -> DockerfileWords.split(text));
    }
  }

  /** Instructions of the stage that a build ends with: the named one, else the last. */
  List<Instruction> stage(Optional<String> target) {
    int from = -1;
    for (int i = 0; i < instructions.size(); i++) {
      Instruction instruction = instructions.get(i);
      if (instruction.is("FROM")) {
        boolean named =
            target.isPresent() && from >= 0 && isStage(instructions.get(from), target.get());
        if (named) {
          return instructions.subList(from, i);
        }
        from = i;
      }
    }
    return from < 0 ? List.of() : instructions.subList(from, instructions.size());
  }

  /** The stages that the image is made of, the lowest first: FROM may name an earlier stage. */
  List<List<Instruction>> lineage(Optional<String> target) {
    List<List<Instruction>> stages = new ArrayList<>();
    Optional<String> next = target;
    List<Instruction> below = instructions;
    do {
      List<Instruction> stage = new Dockerfile(name, below, List.of()).stage(next);
      if (stage.isEmpty()) {
        break;
      }
      stages.add(0, stage);
      below = instructions.subList(0, instructions.indexOf(stage.get(0)));
      next = baseStage(stage.get(0), below);
    } while (next.isPresent());
    return stages;
  }

  private static Optional<String> baseStage(Instruction from, List<Instruction> below) {
    return from.words().stream()
        .findFirst()
        .filter(base -> below.stream().anyMatch(i -> i.is("FROM") && isStage(i, base)));
  }

  private static boolean isStage(Instruction from, String name) {
    return stageName(from).filter(name.toLowerCase(Locale.ROOT)::equals).isPresent();
  }

  /** Name that a {@code FROM image AS name} gives, in lower case as the builder compares it. */
  static Optional<String> stageName(Instruction from) {
    List<String> words = from.words();
    return words.size() == 3 && words.get(1).equalsIgnoreCase("as")
        ? Optional.of(words.get(2).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
