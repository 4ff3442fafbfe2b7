package net.boincwrapper.cli.display;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What somebody typed to start this program, so that a hint can be typed as it stands. */
public final class ProgramName {
  /** Set by {@code bin/docker-wrapper} and the released executable to their own first word. */
  static final String PROPERTY = "docker-wrapper.called";

  private static final String USUAL = "docker-wrapper";

  private ProgramName() {}

  /**
   * A command line of this program.
   *
   * @param words quoted for a shell
   */
  public static String command(String words) {
    return quoted(shortened(called(), System.getenv("PATH"))) + " " + words;
  }

  /** A path as a word of a command line, not quoted: one that begins with - would be an option. */
  public static String word(Path path) {
    return path.toString().startsWith("-") ? "./" + path : path.toString();
  }

  /** What was typed, without its directory. */
  public static String typedName() {
    return quoted(String.valueOf(Path.of(called()).getFileName()));
  }

  private static String called() {
    @Nullable String typed = System.getProperty(PROPERTY);
    return typed == null || typed.isBlank() ? USUAL : typed;
  }

  /** A script that the shell has found by its name learns only where it was found. */
  static String shortened(String called, @Nullable String path) {
    Path typed = Path.of(called);
    if (!typed.isAbsolute() || path == null) {
      return called;
    }
    String name = String.valueOf(typed.getFileName());
    for (String directory : path.split(":", -1)) {
      Path found = Path.of(directory, name);
      if (!directory.isEmpty() && Files.isExecutable(found)) {
        return found.equals(typed) ? name : called;
      }
    }
    return called;
  }

  static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
