package net.boincwrapper.powercut;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.virtual.Transcript;

/** What each life of the machine owes to those before it: a reckoning over all that was said. */
final class Demands {
  private static final Pattern START = Pattern.compile("starting at (\\d+), .*");
  private static final Pattern RULE = Pattern.compile("(?:.* )?(checkpoint files: .*)");

  private int sealedSteps;
  private final List<String> events = new ArrayList<>();

  /**
   * Checks one life and remembers what the next ones have to keep.
   *
   * @return what happened in it, for people
   */
  String meet(Transcript said) {
    events.clear();
    try {
      said.lines().forEach(this::take);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; the machine said:\n" + said, e);
    }
    return events.isEmpty() ? "the app did not start" : String.join(", ", events);
  }

  private void take(String line) {
    String[] halves = line.split(" ", 2);
    String text = halves.length == 2 ? halves[1] : "";
    switch (halves[0]) {
      case "sealed" -> sealedSteps = Math.max(sealedSteps, Integer.parseInt(text));
      case "log" -> takeLog(text);
      case "app" -> takeApp(text);
      case "exit" -> takeExit(Integer.parseInt(text));
      default -> {}
    }
  }

  private void takeLog(String text) {
    Matcher rule = RULE.matcher(text);
    if (rule.matches()) {
      events.add(rule.group(1));
    }
  }

  private void takeApp(String text) {
    Matcher start = START.matcher(text);
    if (!start.matches()) {
      throw new AssertionError("the app was given files that do not belong together: " + text);
    }
    int steps = Integer.parseInt(start.group(1));
    if (steps < sealedSteps) {
      throw new AssertionError(
          "the app started at step " + steps + ", and " + sealedSteps + " were sealed");
    }
    events.add("started at step " + steps);
  }

  private void takeExit(int status) {
    if (status != 0) {
      throw new AssertionError("the program ended with " + status);
    }
    events.add("the program ended");
  }
}
