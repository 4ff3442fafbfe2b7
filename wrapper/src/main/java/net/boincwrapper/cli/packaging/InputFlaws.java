package net.boincwrapper.cli.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.boincwrapper.job.Problem;

/** Samples that {@code create_work.sh} could not stage ({@code tools/stage_file_native.cpp}). */
final class InputFlaws {
  /** Sizes are written, and compressed data counted, as an int. */
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  private InputFlaws() {}

  /**
   * Looks at them.
   *
   * @param template its name, for messages
   */
  static List<Problem> of(String template, List<InputFile> inputs) throws IOException {
    List<Problem> problems = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    for (InputFile input : inputs) {
      String known = seen.putIfAbsent(input.physicalName(), input.sha256());
      if (known != null && !known.equals(input.sha256())) {
        problems.add(
            Problem.error(
                template,
                "<physical_name>"
                    + input.physicalName()
                    + "</physical_name> is that of two files, and a server keeps one; rename one"));
      }
      size(template, input, problems);
    }
    DatabaseRoom.flawOfInputs(template, inputs).ifPresent(problems::add);
    return problems;
  }

  private static void size(String template, InputFile input, List<Problem> problems)
      throws IOException {
    long bytes = Files.size(input.source());
    if (input.gzip() && bytes == 0) {
      problems.add(
          Problem.error(
              template,
              "<gzip/> stands with "
                  + input.source().getFileName()
                  + ", which is empty, and stage_file_native fails with it; remove <gzip/>"));
    } else if ((input.gzip() || input.constant()) && bytes > MOST_BYTES) {
      problems.add(
          Problem.error(
              template,
              (input.gzip() ? "<gzip/>" : "<physical_name>")
                  + " stands with "
                  + input.source().getFileName()
                  + ", which has more than 2 GiB, and stage_file_native cannot count so far; remove"
                  + " it"));
    }
  }
}
