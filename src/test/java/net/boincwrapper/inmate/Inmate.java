package net.boincwrapper.inmate;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.boincwrapper.harness.TaskHarness;

/** The app that tries to get out: {@code inmate.pl} and the files of its tries. */
final class Inmate {
  private static final List<String> FILES =
      List.of(
          "inmate.pl",
          "tries-capabilities.pl",
          "tries-devices.pl",
          "tries-files.pl",
          "tries-kernel.pl",
          "tries-mounts.pl",
          "tries-namespaces.pl",
          "tries-proc.pl",
          "tries-programs.pl",
          "tries-sockets.pl");

  private static final String APP =
      """
      perl inmate.pl || exit 9
      echo escape > boinc_finish_called
      """;

  private Inmate() {}

  /** Makes it the app of a task. */
  static void put(TaskHarness task, String facts) throws IOException {
    for (String name : FILES) {
      task.file(name, text(name));
    }
    task.file("facts", facts).app(APP);
  }

  /** A file beside this class. */
  static String text(String name) throws IOException {
    try (InputStream in = Inmate.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  /** What each try has got it, by the try's name. */
  static Map<String, String> report(TaskHarness task) throws IOException {
    Map<String, String> outcomes = new LinkedHashMap<>();
    for (String line : task.read("report").lines().toList()) {
      String[] words = line.split("\t", 2);
      if (outcomes.put(words[0], words[1]) != null) {
        throw new AssertionError("two tries are called " + words[0]);
      }
    }
    return outcomes;
  }
}
