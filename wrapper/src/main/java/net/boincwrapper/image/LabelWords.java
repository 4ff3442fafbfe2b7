package net.boincwrapper.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of LABEL, ENV and ARG with their quotes, and what they mean without ({@code
 * moby/buildkit}, {@code frontend/dockerfile/parser/line_parsers.go} and {@code shell/lex.go}).
 */
final class LabelWords {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)(?::?([-+])([^}$]*))?\\})");

  private LabelWords() {}

  /** Splits at blanks outside quotes; quotes and backslashes stay. */
  static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        add(word, words);
        continue;
      }
      word.append(c);
      if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      }
    }
    add(word, words);
    return words;
  }

  private static void add(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  /** {@code name=value …}, or the old form, {@code name value}. Nothing is expanded. */
  static Map<String, String> pairs(List<String> words) {
    Map<String, String> pairs = new LinkedHashMap<>();
    if (words.size() > 1 && words.get(0).indexOf('=') < 0) {
      pairs.put(words.get(0), String.join(" ", words.subList(1, words.size())));
      return pairs;
    }
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        pairs.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return pairs;
  }

  /** Without quotes, and with variables replaced outside single ones; empty: one is not known. */
  static Optional<String> expand(String raw, Function<String, Optional<String>> variables) {
    StringBuilder text = new StringBuilder();
    Matcher variable = VARIABLE.matcher(raw);
    char quote = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < raw.length()) {
        text.append(raw.charAt(++i));
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == '$' && quote != '\'') {
        Optional<String> value =
            variable.find(i) && variable.start() == i
                ? replacement(variable, variables)
                : Optional.empty();
        if (value.isEmpty()) {
          return Optional.empty();
        }
        text.append(value.get());
        i = variable.end() - 1;
      } else {
        text.append(c);
      }
    }
    return Optional.of(text.toString());
  }

  private static Optional<String> replacement(
      Matcher variable, Function<String, Optional<String>> variables) {
    String name = variable.group(1) != null ? variable.group(1) : variable.group(2);
    Optional<String> value = variables.apply(name);
    if (variable.group(3) == null) {
      return value;
    }
    // Whether the base image sets it is not known, so a default of what nobody declares is not.
    return value.filter(it -> !it.isEmpty()).isPresent() && variable.group(3).equals("+")
        ? Optional.of(variable.group(4))
        : value.map(it -> it.isEmpty() ? variable.group(4) : it);
  }
}
