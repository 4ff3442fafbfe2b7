package net.boincwrapper.engine.program;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The first line of a script; see execve(2).
 *
 * @param interpreter path of the interpreter
 * @param looked the program that {@code env} is to look for on the PATH; empty: none
 * @param carriageReturn whether the line ends with a carriage return, as on Windows: this changes
 *     the name of the interpreter or its argument
 */
public record Shebang(String interpreter, Optional<String> looked, boolean carriageReturn) {

  /** Empty if the file is not a script that names its interpreter. */
  public static Optional<Shebang> of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (!text.startsWith("#!")) {
      return Optional.empty();
    }
    int end = text.indexOf('\n');
    String line = text.substring(2, end < 0 ? text.length() : end);
    boolean carriageReturn = line.endsWith("\r");
    List<String> words = Arrays.asList(line.strip().split("\\s+"));
    return Optional.of(new Shebang(words.get(0), looked(words), carriageReturn));
  }

  private static Optional<String> looked(List<String> words) {
    return words.get(0).endsWith("/env")
        ? words.stream()
            .skip(1)
            .filter(word -> !word.startsWith("-") && !word.contains("="))
            .findFirst()
        : Optional.empty();
  }
}
