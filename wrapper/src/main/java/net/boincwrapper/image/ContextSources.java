package net.boincwrapper.image;

import java.util.List;
import java.util.regex.Pattern;
import net.boincwrapper.image.Dockerfile.Instruction;

/** The parts of a build context that a Dockerfile's COPY and ADD name. */
final class ContextSources {
  private static final Pattern REMOTE =
      Pattern.compile("(?:https?|git|ssh|ftp)://.*|git@.*", Pattern.CASE_INSENSITIVE);

  private ContextSources() {}

  /**
   * A name, as written.
   *
   * @param line of the instruction
   */
  record Source(int line, String name) {}

  /** Whether an instruction copies from the context, and not from a stage or an image. */
  static boolean copies(Instruction instruction) {
    return (instruction.is("COPY") || instruction.is("ADD")) && instruction.flag("from").isEmpty();
  }

  /** In all stages, because the classic builder runs all of them. */
  static List<Source> of(Dockerfile file) {
    return file.instructions().stream()
        .filter(ContextSources::copies)
        .flatMap(i -> of(i).stream())
        .toList();
  }

  /** Of one instruction. */
  static List<Source> of(Instruction copy) {
    List<String> words = copy.words();
    return words.subList(0, Math.max(0, words.size() - 1)).stream()
        .filter(word -> !(copy.is("ADD") && REMOTE.matcher(word).matches()))
        .map(word -> new Source(copy.line(), word))
        .toList();
  }
}
