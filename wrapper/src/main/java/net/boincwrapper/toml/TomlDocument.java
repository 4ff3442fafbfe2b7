package net.boincwrapper.toml;

import com.moandjiezana.toml.Toml;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.job.Names;
import net.boincwrapper.job.Problems;

/**
 * A file as written: nothing resolved, no key known.
 *
 * @param values by full path: String, Long, Double, Boolean, Date, a List of them, or a Map for a
 *     table (which is there under its own path and with each of its keys)
 * @param scanned where everything is
 */
public record TomlDocument(Map<String, Object> values, ScannedToml scanned) {
  private static final Pattern PLACE = Pattern.compile("on line (\\d+)");

  public static TomlDocument parse(String text, Problems problems) {
    ScannedToml scanned = TomlScanner.scan(text, problems);
    Map<String, Object> values = new TreeMap<>();
    try {
      flatten("", new Toml().read(scanned.readable()).toMap(), values);
    } catch (RuntimeException refused) {
      // Mostly an IllegalStateException; a parser made of regular expressions throws others too.
      report(String.valueOf(refused.getMessage()), problems);
    }
    return new TomlDocument(values, scanned);
  }

  /** The line of a path, or else of the first thing in it, or else of the nearest around it. */
  public int line(String path) {
    if (!scanned.lines().containsKey(path)) {
      OptionalInt within = lineWithin(path + ".");
      if (within.isPresent()) {
        return within.getAsInt();
      }
    }
    String at = path;
    while (!at.isEmpty()) {
      Integer line = scanned.lines().get(at);
      if (line != null) {
        return line;
      }
      at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
    }
    return 1;
  }

  /** A table that is only written as part of another's name, as in {@code [outer.inner]}. */
  private OptionalInt lineWithin(String prefix) {
    return scanned.lines().entrySet().stream()
        .filter(line -> line.getKey().startsWith(prefix))
        .mapToInt(Map.Entry::getValue)
        .min();
  }

  private static void flatten(String path, Map<String, Object> table, Map<String, Object> into) {
    table.forEach((name, value) -> value(Names.within(path, Names.plain(name)), value, into));
  }

  private static void value(String path, Object value, Map<String, Object> into) {
    into.put(path, value);
    if (value instanceof Map<?, ?> table) {
      table.forEach(
          (name, inner) ->
              value(Names.within(path, Names.plain(String.valueOf(name))), inner, into));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i) instanceof Map<?, ?> table) {
          value(Names.element(path, i), table, into);
        }
      }
    }
  }

  /** toml4j joins its messages, each "… on line N: …", without a separator: the first counts. */
  private static void report(String message, Problems problems) {
    String first = Names.shortened(message.lines().findFirst().orElse("?"));
    Matcher place = PLACE.matcher(message);
    if (first.contains("heterogeneous") && place.find()) {
      problems.error(
          Integer.parseInt(place.group(1)), "array holds values of several types; TOML wants one");
    } else if (place.find()) {
      problems.error(Integer.parseInt(place.group(1)), "cannot be read as TOML: " + first);
    } else {
      problems.error("cannot be read as TOML: " + first);
    }
  }
}
