package net.boincwrapper.cli.folder;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a workunit's command line as the client does ({@code
 * lib/str_util.cpp:parse_command_line}): at blanks; a quote counts only where a word begins, and
 * ends the word where it is closed.
 */
final class ClientWords {
  private static final Pattern WORD = Pattern.compile("'([^']*)'?|\"([^\"]*)\"?|(\\S+)");

  private ClientWords() {}

  static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          words.add(matcher.group(group));
        }
      }
    }
    return List.copyOf(words);
  }
}
