package net.boincwrapper.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.engine.PlainText;
import net.boincwrapper.image.Dockerfile.Instruction;

/**
 * Follows the steps that an engine prints during a build, to find the line of the Dockerfile that
 * failed. Docker prints {@code Step 2/5 : RUN make}, Podman {@code [1/2] STEP 2/5: RUN make}.
 */
final class BuildSteps implements Consumer<String> {
  private static final Pattern STEP =
      Pattern.compile("(?:\\[\\d+/\\d+] )?step \\d+/\\d+ ?: (.*)", Pattern.CASE_INSENSITIVE);

  private static final int SHOWN = 80;

  private final Dockerfile dockerfile;
  private final Consumer<String> listener;
  private final List<String> steps = new ArrayList<>();

  /**
   * @param listener is told every line, too
   */
  BuildSteps(Dockerfile dockerfile, Consumer<String> listener) {
    this.dockerfile = dockerfile;
    this.listener = listener;
  }

  @Override
  public void accept(String line) {
    Matcher step = STEP.matcher(line);
    if (step.matches()) {
      steps.add(plain(step.group(1)));
    }
    listener.accept(line);
  }

  /** Such as {@code Dockerfile line 7 (RUN make)}; before the first step, only the file's name. */
  String place() {
    if (steps.isEmpty()) {
      return dockerfile.name();
    }
    String last = steps.get(steps.size() - 1);
    String text = last.length() <= SHOWN ? last : last.substring(0, SHOWN) + "…";
    return dockerfile.name()
        + line(last).map(line -> " line " + line).orElse("")
        + " ("
        + text
        + ")";
  }

  /** The same instruction can occur several times; they run in order. */
  private Optional<Integer> line(String step) {
    List<Integer> lines =
        dockerfile.instructions().stream()
            .filter(i -> same(plain(text(i)), step))
            .map(Instruction::line)
            .toList();
    int times = (int) steps.stream().filter(step::equals).count();
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(lines.get(Math.min(times, lines.size()) - 1));
  }

  /** Lines of the engine's report are cut off, and so is the text of a long step. */
  private static boolean same(String instruction, String step) {
    return instruction.equals(step)
        || (step.length() > PlainText.LINE_CHARS / 2 && instruction.startsWith(step));
  }

  private static String text(Instruction instruction) {
    return instruction.keyword()
        + " "
        + String.join(" ", instruction.flags())
        + " "
        + instruction.text();
  }

  /** Blanks do not count, and the keyword can be written in either case. */
  private static String plain(String text) {
    String[] words = text.strip().split("\\s+");
    words[0] = words[0].toUpperCase(java.util.Locale.ROOT);
    return String.join(" ", words);
  }
}
