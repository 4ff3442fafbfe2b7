package net.boincwrapper.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which devices the host has a specification of (Container Device Interface): YAML or JSON in
 * certain directories, with one {@code kind} and a {@code name} for each device.
 *
 * <p>Only these two are read, by their pattern, which is the same in both formats: a parser of YAML
 * would be 300 kB for a question to which the engine itself gives the final answer.
 */
final class CdiSpecifications {
  private static final int MOST_BYTES = 1 << 20;

  private static final Pattern KIND = key("kind", "[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+");
  private static final Pattern NAME = key("name", "[A-Za-z0-9][A-Za-z0-9_.:-]*");

  private CdiSpecifications() {}

  private static Pattern key(String key, String value) {
    return Pattern.compile(
        "(?:^|[\\s{,\\[-])[\"']?" + key + "[\"']?\\s*:\\s*[\"']?(" + value + ")",
        Pattern.MULTILINE);
  }

  /**
   * The full names of all devices of a kind, sorted. What cannot be read has none.
   *
   * @param kind such as {@code nvidia.com/gpu}
   */
  static Set<String> devices(List<Path> directories, String kind) {
    Set<String> devices = new TreeSet<>();
    for (Path directory : directories) {
      for (Path file : files(directory)) {
        String text = text(file);
        Matcher found = KIND.matcher(text);
        if (found.find() && found.group(1).equals(kind)) {
          NAME.matcher(text).results().forEach(name -> devices.add(kind + "=" + name.group(1)));
        }
      }
    }
    return devices;
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(isNamed(".yaml").or(isNamed(".yml")).or(isNamed(".json"))).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Predicate<Path> isNamed(String ending) {
    return file -> file.toString().endsWith(ending);
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
