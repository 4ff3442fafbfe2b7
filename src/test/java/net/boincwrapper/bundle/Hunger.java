package net.boincwrapper.bundle;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.harness.Shell;

/**
 * Makes one thread of the released program take all memory, whatever it is doing. What it does
 * there is what {@link Hungry} does; the program knows nothing of it.
 *
 * @param library an agent that the JVM loads
 * @param directory where its files are
 */
record Hunger(Path library, Path directory) {
  static Hunger in(Path directory) throws IOException {
    Path source = directory.resolve("hunger.c");
    try (InputStream in = Hunger.class.getResourceAsStream("hunger.c")) {
      Files.copy(requireNonNull(in), source);
    }
    Path library = directory.resolve("hunger.so");
    Path include = Path.of(System.getProperty("java.home"), "include");
    Shell.succeed(
        "gcc",
        "-shared",
        "-fPIC",
        "-Wall",
        "-I" + include,
        "-I" + include.resolve("linux"),
        "-o",
        library.toString(),
        source.toString());
    return new Hunger(library, directory);
  }

  /**
   * A script for the launcher, in Java's place: Java of the unpacked program, with the agent.
   *
   * @param unpacked the program's files
   * @param thread pattern of its name, as of a file's
   */
  String java(Path unpacked, String thread) {
    return """
        here=${0%%/jre/bin/java}
        exec bash -c 'real=$1 agent=$2 here=$3
          shift 3
          exec "$real/jre/bin/java" "$agent" "${@//"$here"/$real}"' \\
          java '%s' '-agentpath:%s=%s,%s' "$here" "$@"
        """
        .formatted(unpacked, library, thread, moment());
  }

  /** From now on. */
  void comes() throws IOException {
    Files.createFile(moment());
  }

  /** Names of the threads that have taken all memory. */
  List<String> eaters() throws IOException {
    return lines("at.eaten");
  }

  /** Names of all threads that were there. */
  List<String> threads() throws IOException {
    return lines("at.threads");
  }

  private Path moment() {
    return directory.resolve("at");
  }

  private List<String> lines(String name) throws IOException {
    Path file = directory.resolve(name);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}
