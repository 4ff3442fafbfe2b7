package net.boincwrapper.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.image.Dockerfile.Instruction;

/** A command that is a list: nothing is split, expanded or looked up but the program itself. */
final class ListForm {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:([A-Za-z_]\\w*)|\\{(\\w+)\\})");
  private static final Set<String> OPERATORS = Set.of("&&", "||", "|", ";", "&", ">", ">>", "<");

  /** Whoever is called with them may expand a word by itself. */
  private static final Pattern TAKES_CODE = Pattern.compile("-[a-z]*[ce]|(?:.*/)?(?:ba|da|k|z)?sh");

  private final Instruction program;
  private final List<String> words;
  private final SlotFiles given;
  private final DockerfileReport report;

  /**
   * @param program what the first word stands in
   * @param words of ENTRYPOINT and CMD together, one at least
   */
  ListForm(Instruction program, List<String> words, SlotFiles given, DockerfileReport report) {
    this.program = program;
    this.words = List.copyOf(words);
    this.given = given;
    this.report = report;
  }

  /**
   * Looks at all words.
   *
   * @param owner which instruction a word stands in
   */
  void check(Function<String, Instruction> owner) {
    String first = words.get(0);
    if (first.isBlank()) {
      report.error(program, "its first word, the program, is empty");
    } else if (first.matches("[^/]*\\s.*") && !given.has(first.replaceFirst("^\\./", ""))) {
      report.error(
          program,
          "would start a program with the name \""
              + first
              + "\", blanks included; write each word in quotes of its own: "
              + program.keyword()
              + " "
              + ExecForm.print(DockerfileWords.split(first)));
    } else if (ShellLine.BUILTINS.contains(first)) {
      report.error(
          program,
          first
              + " is a word of the shell, and no program has that name; "
              + (first.equals("exec")
                  ? "leave it out"
                  : "put it into a script among the app's files"));
    } else if (words.stream().noneMatch(word -> TAKES_CODE.matcher(word).matches())) {
      words.stream()
          .filter(OPERATORS::contains)
          .findFirst()
          .ifPresentOrElse(
              word -> operator(owner.apply(word), word),
              () -> words.forEach(word -> variable(owner, word)));
    }
  }

  private void operator(Instruction at, String word) {
    report.warning(
        at,
        word
            + " is an ordinary word in a list, because no shell reads it; put the commands into a"
            + " script among the app's files");
  }

  private void variable(Function<String, Instruction> owner, String word) {
    Matcher matcher = VARIABLE.matcher(word);
    if (matcher.find()) {
      String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      List<String> line = new ArrayList<>(List.of("sh", "-c", "exec " + String.join(" ", words)));
      report.warning(
          owner.apply(word),
          matcher.group()
              + " is not expanded in a list, and the app gets these letters; let it read the"
              + " environment variable "
              + name
              + ", or write CMD "
              + ExecForm.print(line));
    }
  }
}
