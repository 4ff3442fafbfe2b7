package net.boincwrapper.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.job.Spelling;

/**
 * What somebody types outside a slot. Whatever is no command touches nothing: who types {@code
 * version} or {@code dry-rnu} in a home directory wants no task there. The launcher ({@code
 * words.c}) refuses the same words in the same way.
 *
 * @param words as typed
 */
record TypedWords(List<String> words) {
  static final List<String> COMMANDS = List.of("dry-run", "init", "run", "help");

  /** What a word is near to, without its dashes, and what was meant by it. */
  static final List<Map.Entry<String, String>> GUESSES =
      List.of(
          Map.entry("dry-run", "dry-run"),
          Map.entry("init", "init"),
          Map.entry("run", "run"),
          Map.entry("help", "help"),
          Map.entry("version", "--version"),
          Map.entry("rehearse", "dry-run --rehearse"));

  private static final int LONGEST = 60;

  /** What is answered wherever it stands. */
  enum Question {
    HELP,
    VERSION
  }

  /** Those of the program or a command; what stands behind {@code --} is an app's. */
  private List<String> own() {
    int end = words.indexOf("--");
    return end < 0 ? words : words.subList(0, end);
  }

  Optional<Question> question() {
    return own().stream().map(TypedWords::question).flatMap(Optional::stream).findFirst();
  }

  private static Optional<Question> question(String word) {
    return switch (word) {
      case "-h", "--help" -> Optional.of(Question.HELP);
      case "-V", "--version" -> Optional.of(Question.VERSION);
      default -> Optional.empty();
    };
  }

  /** The command that is asked about, or meant. */
  Optional<String> command() {
    return own().stream().filter(COMMANDS::contains).findFirst();
  }

  boolean beginWithCommand() {
    return !words.isEmpty() && COMMANDS.contains(words.get(0));
  }

  /** Why no command is done, for who typed this in a directory. */
  List<String> refusal(String directory) {
    return List.of(
        words.isEmpty() ? "no command was given" : notACommand(words.get(0)),
        directory
            + " is no slot of a BOINC client, so no task was started, and nothing was touched",
        "\"docker-wrapper dry-run DIR\" checks the job in DIR, \"docker-wrapper run DIR\" runs it;"
            + " see \"docker-wrapper --help\"");
  }

  private String notACommand(String word) {
    String hint =
        command().or(() -> guess(word)).map(it -> "; did you mean " + it + "?").orElse("");
    return "\"" + shown(word) + "\" is no command" + hint;
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

  /** A word can hold what moves a terminal's cursor. */
  private static String shown(String word) {
    String cut = word.length() > LONGEST ? word.substring(0, LONGEST) + "..." : word;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
