package net.boincwrapper.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.image.Dockerfile.Instruction;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.Spelling;

/**
 * Reads a Dockerfile into instructions, as the engine's classic builder does: lines that end with
 * the escape character are continued, and comments and empty lines within them are dropped.
 */
public final class DockerfileReader {
  private static final Set<String> KEYWORDS =
      Set.of(
          "FROM",
          "RUN",
          "CMD",
          "LABEL",
          "MAINTAINER",
          "EXPOSE",
          "ENV",
          "ADD",
          "COPY",
          "ENTRYPOINT",
          "VOLUME",
          "USER",
          "WORKDIR",
          "ARG",
          "ONBUILD",
          "STOPSIGNAL",
          "HEALTHCHECK",
          "SHELL");

  private static final Pattern ESCAPE =
      Pattern.compile("#\\s*escape\\s*=\\s*([\\\\`])\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern DIRECTIVE = Pattern.compile("#\\s*[A-Za-z]+\\s*=.*");
  private static final Pattern INSTRUCTION = Pattern.compile("(\\S+)\\s*(.*)", Pattern.DOTALL);
  private static final Pattern FLAG = Pattern.compile("(--[a-z][a-z-]*+(?:=\\S*+)?)\\s++");
  private static final Pattern HEREDOC = Pattern.compile("(?:^|\\s)<<-?[\"']?([A-Za-z_]\\w*)");

  private final String name;
  private final String[] lines;
  private final char escape;
  private final List<Instruction> instructions = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private DockerfileReader(String name, String text) {
    this.name = name;
    this.lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r?\n", -1);
    this.escape = escapeCharacter(lines);
    refuseNuls();
  }

  /** No name, argument or value can hold one; what else is wrong is said all the same. */
  private void refuseNuls() {
    for (int at = 0; at < lines.length; at++) {
      if (lines[at].indexOf('\0') >= 0) {
        lines[at] = lines[at].replace("\0", "");
        if (problems.isEmpty()) {
          String message = "has a character 0, which no text has; remove each of them";
          problems.add(Problem.error(name, at + 1, message));
        }
      }
    }
  }

  /**
   * Reads the text of a Dockerfile.
   *
   * @param name for messages
   */
  public static Dockerfile read(String name, String text) {
    DockerfileReader reader = new DockerfileReader(name, text);
    int next = 0;
    while (next < reader.lines.length) {
      next = reader.instruction(next);
    }
    return new Dockerfile(name, reader.instructions, reader.problems);
  }

  /** Directives come before everything else, comments included. */
  private static char escapeCharacter(String[] lines) {
    for (String line : lines) {
      Matcher matcher = ESCAPE.matcher(line.strip());
      if (matcher.matches()) {
        return matcher.group(1).charAt(0);
      }
      if (!DIRECTIVE.matcher(line.strip()).matches()) {
        break;
      }
    }
    return '\\';
  }

  /**
   * Reads the instruction, if any, that begins at a line; returns the line where the next may
   * begin.
   */
  private int instruction(int first) {
    if (ignored(lines[first])) {
      return first + 1;
    }
    StringBuilder text = new StringBuilder();
    int next = first;
    boolean more = true;
    while (more && next < lines.length) {
      String line = lines[next++];
      if (next - 1 == first || !ignored(line)) {
        String end = line.stripTrailing();
        more = end.endsWith(String.valueOf(escape));
        text.append(more ? end.substring(0, end.length() - 1) : line);
      }
    }
    return add(first + 1, text.toString().strip(), next);
  }

  private static boolean ignored(String line) {
    return line.isBlank() || line.stripLeading().startsWith("#");
  }

  private int add(int line, String text, int next) {
    Matcher matcher = INSTRUCTION.matcher(text);
    if (!matcher.matches()) {
      problems.add(Problem.error(name, line, "a continuation of nothing; remove the " + escape));
      return next;
    }
    String keyword = matcher.group(1).toUpperCase(Locale.ROOT);
    if (!KEYWORDS.contains(keyword)) {
      problems.add(Problem.error(name, line, unknown(matcher.group(1), keyword)));
      return next;
    }
    List<String> flags = new ArrayList<>();
    Matcher flag = FLAG.matcher(matcher.group(2));
    int rest = 0;
    while (flag.region(rest, matcher.group(2).length()).lookingAt()) {
      flags.add(flag.group(1));
      rest = flag.end();
    }
    String words = matcher.group(2).substring(rest).strip();
    Instruction instruction = new Instruction(line, keyword, flags, words);
    instructions.add(instruction);
    return skipHeredoc(instruction, next);
  }

  private String unknown(String word, String keyword) {
    String hint =
        Spelling.nearest(keyword, KEYWORDS)
            .map(near -> "; did you mean " + near + "?")
            .orElse("; a line that goes on in the next one ends with " + escape);
    return "unknown instruction " + word + hint;
  }

  /** Only BuildKit knows them, and the engine's API offers the classic builder. */
  private int skipHeredoc(Instruction instruction, int next) {
    boolean possible = instruction.is("RUN") || instruction.is("COPY") || instruction.is("ADD");
    Matcher heredoc = HEREDOC.matcher(instruction.text());
    if (!possible || !heredoc.find()) {
      return next;
    }
    int end = next;
    while (end < lines.length && !lines[end].strip().equals(heredoc.group(1))) {
      end++;
    }
    if (end == lines.length) {
      // A here-document of the shell that the RUN starts, or an operator.
      return next;
    }
    problems.add(
        Problem.error(
            name,
            instruction.line(),
            "here-documents need BuildKit, which is not used here; put the lines into one RUN with"
                + " && and continuation lines, or into a file that is copied"));
    return end + 1;
  }
}
