package net.boincwrapper.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.cli.display.ProgramName;
import net.boincwrapper.job.Spelling;

/**
 * What somebody types outside a slot. Unless it is a command, it touches nothing: nobody who types
 * {@code version} or {@code dry-rnu} in a home directory wants a task there. The launcher ({@code
 * words.c}) refuses the same words in the same way.
 *
 * @param words as typed
 */
record TypedWords(List<String> words) {
  static final List<String> COMMANDS =
      List.of(
          "dry-run",
          "init",
          "run",
          "checkpoints",
          "package",
          "compare",
          "host",
          "clean",
          "image",
          "completion",
          "help");

  /** Words that a typed one, without its dashes, may resemble, and what each of them means. */
  static final List<Map.Entry<String, String>> GUESSES =
      List.of(
          Map.entry("dry-run", "dry-run"),
          Map.entry("init", "init"),
          Map.entry("run", "run"),
          Map.entry("checkpoints", "checkpoints"),
          Map.entry("package", "package"),
          Map.entry("compare", "compare"),
          Map.entry("host", "host"),
          Map.entry("clean", "clean"),
          Map.entry("image", "image"),
          Map.entry("completion", "completion"),
          Map.entry("help", "help"),
          Map.entry("version", "--version"),
          Map.entry("rehearse", "dry-run --rehearse"));

  private static final String VERSION = "--version";

  private static final int LONGEST = 60;

  /** Options that are answered wherever they occur. */
  enum Question {
    HELP,
    VERSION
  }

  /** The words for the program or a command; those after {@code --} are the app's. */
  private List<String> own() {
    int end = words.indexOf("--");
    return end < 0 ? words : words.subList(0, end);
  }

  Optional<Question> question() {
    return own().stream()
        .filter(word -> !(isPackage() && word.equals(VERSION)))
        .map(TypedWords::question)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** There, this option is an app's. */
  private boolean isPackage() {
    return !words.isEmpty() && words.get(0).equals("package");
  }

  private static Optional<Question> question(String word) {
    return switch (word) {
      case "-h", "--help" -> Optional.of(Question.HELP);
      case "-V", VERSION -> Optional.of(Question.VERSION);
      default -> Optional.empty();
    };
  }

  /** The command that the question is about, or that was meant. */
  Optional<String> command() {
    return own().stream().filter(COMMANDS::contains).findFirst();
  }

  boolean beginWithCommand() {
    return !words.isEmpty() && COMMANDS.contains(words.get(0));
  }

  /** Why no command is run, for the person who typed this in a directory. */
  List<String> refusal(String directory) {
    return List.of(
        words.isEmpty() ? "no command was given" : notACommand(words.get(0)),
        directory
            + " is not the slot of a BOINC client, so no task was started, and nothing was touched;"
            + " see \""
            + ProgramName.command("--help")
            + "\"");
  }

  private String notACommand(String word) {
    String hint =
        command().or(() -> guess(word)).map(it -> "; did you mean " + it + "?").orElse("");
    return "\"" + shown(word) + "\" is not a command" + hint;
  }

  private static Optional<String> guess(String word) {
    String typed = word.replaceFirst("^-+", "").toLowerCase(Locale.ROOT);
    int nearest = Math.max(1, typed.length() / 3);
    Optional<String> best = Optional.empty();
    if (typed.isEmpty() || typed.length() > LONGEST) {
      return best;
    }
    for (Map.Entry<String, String> guess : GUESSES) {
      int away = guess.getKey().startsWith(typed) ? 0 : Spelling.distance(typed, guess.getKey());
      if (away < nearest || (away == nearest && best.isEmpty())) {
        best = Optional.of(guess.getValue());
        nearest = away;
      }
    }
    return best;
  }

  /** A word can contain characters that move a terminal's cursor. */
  private static String shown(String word) {
    String cut = word.length() > LONGEST ? word.substring(0, LONGEST) + "..." : word;
    return cut.replaceAll("\\p{Cc}", "?");
  }
}
