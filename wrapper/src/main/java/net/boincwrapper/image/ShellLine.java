package net.boincwrapper.image;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A line that a shell runs, as far as it decides which program gets the container's signals. What
 * is in quotes and in {@code $(…)} does not count.
 *
 * @param text as written
 * @param bare without quotes and redirections
 */
record ShellLine(String text, String bare) {
  /** Possessive, like those below: else Java goes one call deeper for each character. */
  private static final Pattern QUOTED =
      Pattern.compile(
          "'[^']*'|\"(?:\\\\.|[^\"\\\\])*+\"|\\\\.|`[^`]*`|\\$\\([^()]*\\)|\\$\\{[^}]*\\}",
          Pattern.DOTALL);

  private static final Pattern REDIRECTION =
      Pattern.compile("(?<!\\d)\\d++[<>]++&|(?<![\\d<>])[<>]++&|&>");
  private static final Pattern OPERATOR = Pattern.compile("&&|\\|\\||[;&|\\n()]");
  private static final Pattern PIPE = Pattern.compile("(?<!\\|)\\|(?!\\|)");
  private static final Pattern ASSIGNMENTS = Pattern.compile("(?:[A-Za-z_]\\w*=\\S*\\s+)++");

  /** Words that only a shell knows: no program has these names. */
  static final Set<String> BUILTINS =
      Set.of(
          ".", ":", "alias", "cd", "eval", "exec", "exit", "export", "set", "shift", "source",
          "trap", "ulimit", "umask", "unset");

  private static final Set<String> SYNTAX =
      Set.of("!", "[", "[[", "{", "case", "for", "function", "if", "test", "until", "while");

  static ShellLine of(String text) {
    String plain = QUOTED.matcher(text.strip()).replaceAll("Q");
    return new ShellLine(text.strip(), REDIRECTION.matcher(plain).replaceAll(" "));
  }

  /** Whether it is more than one command, so that {@code exec} cannot stand before all of it. */
  boolean isCompound() {
    String first = firstWord(withoutAssignments(bare));
    return !isOneCommand() || BUILTINS.contains(first) || SYNTAX.contains(first);
  }

  /** Whether there is only one command, whatever it is. */
  boolean isOneCommand() {
    return !OPERATOR.matcher(bare).find();
  }

  /** Whether programs are joined by pipes. */
  boolean isPipe() {
    return PIPE.matcher(bare).find();
  }

  /** Whether the shell gives way to the last program, which then gets the signals. */
  boolean stepsAside() {
    List<String> commands = commands();
    return !isPipe()
        && !commands.isEmpty()
        && isExec(commands.get(commands.size() - 1))
        && commands.stream().filter(ShellLine::isExec).count() == 1
        && !bare.stripTrailing().endsWith("&");
  }

  /** Whether there are commands behind an {@code exec}, which never run. */
  boolean hasDeadEnd() {
    List<String> commands = commands();
    return !isPipe()
        && commands.subList(0, Math.max(0, commands.size() - 1)).stream()
            .anyMatch(ShellLine::isExec);
  }

  /** The same line, with {@code exec} before its only program. */
  String withExec() {
    String rest = withoutAssignments(text);
    return text.substring(0, text.length() - rest.length()) + "exec " + rest;
  }

  /** The words of a line that is one command, without assignments and {@code exec}. */
  List<String> words() {
    List<String> words = DockerfileWords.split(withoutAssignments(text));
    return !words.isEmpty() && words.get(0).equals("exec") ? words.subList(1, words.size()) : words;
  }

  private List<String> commands() {
    return Arrays.stream(OPERATOR.split(bare))
        .map(command -> withoutAssignments(command.strip()))
        .filter(command -> !command.isEmpty())
        .toList();
  }

  private static boolean isExec(String command) {
    return firstWord(command).equals("exec");
  }

  private static String firstWord(String command) {
    return command.split("\\s", 2)[0];
  }

  private static String withoutAssignments(String command) {
    var assignments = ASSIGNMENTS.matcher(command);
    return assignments.lookingAt() ? command.substring(assignments.end()) : command;
  }
}
