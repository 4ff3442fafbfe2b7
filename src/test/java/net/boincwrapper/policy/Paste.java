package net.boincwrapper.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Does with a policy what the first of the printed lines says. */
public final class Paste {
  private static final Pattern REPLACE = Pattern.compile("in place of line (\\d+)");
  private static final Pattern BELOW = Pattern.compile("below line (\\d+)");

  private Paste() {}

  /** The policy with the lines in it. */
  public static String into(String policy, List<String> lines) {
    List<String> all = new ArrayList<>(policy.lines().toList());
    Matcher replace = REPLACE.matcher(lines.get(0));
    Matcher below = BELOW.matcher(lines.get(0));
    if (replace.find()) {
      all.set(Integer.parseInt(replace.group(1)) - 1, lines.get(lines.size() - 1));
    } else if (below.find()) {
      all.add(Integer.parseInt(below.group(1)), lines.get(lines.size() - 1));
    } else {
      all.addAll(lines);
    }
    return String.join("\n", all) + "\n";
  }
}
