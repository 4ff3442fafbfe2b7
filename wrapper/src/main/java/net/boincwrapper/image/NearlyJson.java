package net.boincwrapper.image;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A text that was meant as a JSON array but is none.
 *
 * @param why what is wrong with it
 * @param better the array that was meant; empty where that cannot be told
 */
record NearlyJson(String why, Optional<String> better) {
  /**
   * A shell's {@code [} has a blank behind it, and no comma behind its first operand; a pattern of
   * COPY has no quotes, and goes on behind its {@code ]}.
   */
  private static final Pattern MEANT =
      Pattern.compile(
          "\\[[\"'“‘].*|\\[\\s+[\"'“‘][^\"'”’]*[\"'”’]\\s*[,\\]].*|\\[[^\\s\\[][^\\[\\]]*\\]\\s*",
          Pattern.DOTALL);

  private static final Pattern BARE_WORD =
      Pattern.compile("(?<=[\\[,])\\s*([^\\s\"',\\[\\]]+)\\s*(?=[,\\]])");

  /** Empty for a JSON array of strings, and for what was never meant as one. */
  static Optional<NearlyJson> of(String text) {
    if (!MEANT.matcher(text).matches() || ExecForm.parse(text).isPresent()) {
      return Optional.empty();
    }
    return repairs(text).stream()
        .filter(repair -> repair.better().isPresent())
        .findFirst()
        .or(
            () ->
                Optional.of(
                    new NearlyJson(
                        "write words in double quotes, commas between them, and ] at the end",
                        Optional.empty())));
  }

  private static List<NearlyJson> repairs(String text) {
    int close = text.lastIndexOf(']');
    return List.of(
        repair("use double quotes", text.replaceAll("[“”]", "\"")),
        repair("use double quotes", text.replaceAll("['‘’]", "\"")),
        repair("nothing may follow the ]", text.substring(0, close + 1)),
        repair("no comma may follow the last word", text.replaceAll(",\\s*]$", "]")),
        repair("the ] is missing", text + "]"),
        repair("put every word into double quotes", BARE_WORD.matcher(text).replaceAll("\"$1\"")));
  }

  private static NearlyJson repair(String why, String text) {
    return new NearlyJson(why, ExecForm.parse(text).map(ExecForm::print));
  }
}
