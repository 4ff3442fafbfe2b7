package net.boincwrapper.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An app's lines of {@code project.xml} ({@code tools/xadd}). */
public final class ProjectXmlRules {
  private static final Set<String> KEYS = Set.of("name", "user_friendly_name");

  private ProjectXmlRules() {}

  /** What is wrong with the one app's lines. */
  public static List<String> problems(String lines, String app) {
    List<String> problems = new ArrayList<>();
    Tags tags = new Tags(lines);
    boolean found = false;
    while (tags.next()) {
      if (tags.is("boinc") || tags.is("/boinc")) {
        continue; // the root of a project's own file
      }
      if (tags.is("app")) {
        found = true;
        app(tags, app, problems);
      } else {
        problems.add("outside of <app>: " + tags.last());
      }
    }
    if (!found) {
      problems.add("no <app>");
    }
    return problems;
  }

  private static void app(Tags tags, String app, List<String> problems) {
    List<String> seen = new ArrayList<>();
    while (tags.next() && !tags.is("/app")) {
      String key = tags.last();
      seen.add(key);
      if (!KEYS.contains(key)) {
        problems.add("<" + key + "> is no key of an app");
      }
      String value = tags.string(key).orElse("");
      if (key.equals("name") && !value.equals(app)) {
        problems.add("the app's name is " + value + ", not " + app);
      }
      if (value.isEmpty() || value.contains("'") || value.length() > 254) {
        problems.add("<%s>%s</%s> goes into SQL between quotes".formatted(key, value, key));
      }
    }
    KEYS.stream()
        .sorted()
        .filter(key -> !seen.contains(key))
        .forEach(key -> problems.add("no <" + key + ">"));
  }
}
