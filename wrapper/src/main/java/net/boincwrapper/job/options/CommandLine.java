package net.boincwrapper.job.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a string as a POSIX shell splits a command line (IEEE Std 1003.1, Shell Command Language,
 * 2.2 Quoting), and does nothing else that a shell does: what would be expanded or redirected stays
 * as it is written.
 */
public final class CommandLine {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private boolean expandable;
  private int at;

  private CommandLine(String text) {
    this.text = text;
  }

  /**
   * What a string splits into.
   *
   * @param words empty where there is a problem
   * @param problem such as a quote that is never closed
   * @param expandable whether a shell would have expanded a {@code $} or a backtick
   */
  public record Split(List<String> words, Optional<String> problem, boolean expandable) {
    public Split {
      words = List.copyOf(words);
    }
  }

  /** Splits at blanks, tabs and line ends outside of quotes. */
  public static Split split(String text) {
    return new CommandLine(text).split();
  }

  private Split split() {
    if (text.indexOf('\0') >= 0) {
      return new Split(List.of(), Optional.of("no word can have a character 0 in it"), false);
    }
    while (at < text.length()) {
      Optional<String> problem = step(text.charAt(at++));
      if (problem.isPresent()) {
        return new Split(List.of(), problem, expandable);
      }
    }
    endWord();
    return new Split(words, Optional.empty(), expandable);
  }

  private Optional<String> step(char c) {
    switch (c) {
      case ' ', '\t', '\n' -> endWord();
      case '\'' -> {
        return singleQuoted();
      }
      case '"' -> {
        return doubleQuoted();
      }
      case '\\' -> {
        return escaped();
      }
      default -> {
        noteExpansion(c);
        append(c);
      }
    }
    return Optional.empty();
  }

  private Optional<String> singleQuoted() {
    int end = text.indexOf('\'', at);
    if (end < 0) {
      return Optional.of("a single quote is never closed");
    }
    inWord = true;
    word.append(text, at, end);
    at = end + 1;
    return Optional.empty();
  }

  private Optional<String> doubleQuoted() {
    inWord = true;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return Optional.empty();
      }
      noteExpansion(c);
      if (c == '\\' && at < text.length() && "$`\"\\\n".indexOf(text.charAt(at)) >= 0) {
        c = text.charAt(at++);
        if (c == '\n') {
          continue;
        }
      }
      word.append(c);
    }
    return Optional.of("a double quote is never closed");
  }

  private Optional<String> escaped() {
    if (at == text.length()) {
      return Optional.of("a backslash at the end escapes nothing");
    }
    char c = text.charAt(at++);
    if (c != '\n') {
      append(c);
    }
    return Optional.empty();
  }

  private void noteExpansion(char c) {
    char after = at < text.length() ? text.charAt(at) : ' ';
    expandable |=
        c == '`' || (c == '$' && (Character.isLetter(after) || "_({".indexOf(after) >= 0));
  }

  private void append(char c) {
    inWord = true;
    word.append(c);
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
