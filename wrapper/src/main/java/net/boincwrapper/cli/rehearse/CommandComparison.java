package net.boincwrapper.cli.rehearse;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Compares with the author's own command. It gets the two directories as its last arguments and
 * exits with 0 if their files mean the same.
 *
 * @param command a command line for the shell
 */
record CommandComparison(String command) implements OutputComparison {
  /** The shell's own statuses begin here: not executable, not found. */
  private static final int CANNOT_RUN = 126;

  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_LINES = 10;

  @Override
  public Found compare(Path undisturbed, Path disturbed) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "sh", "-c", command + " \"$@\"", "sh", undisturbed.toString(), disturbed.toString())
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .start();
    List<String> lines = lines(process.getInputStream());
    int status = process.waitFor();
    if (status >= CANNOT_RUN) {
      throw new IOException(
          "the command of --compare could not be run, or was killed (status "
              + status
              + "): "
              + String.join(" / ", lines));
    }
    return new Found(status == 0, lines);
  }

  /** The last lines, without characters that would move a terminal's cursor. */
  private static List<String> lines(InputStream output) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
      if (kept.size() < MOST_BYTES) {
        kept.write(buffer, 0, count);
      }
    }
    List<String> lines =
        kept.toString(StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replace("\t", "    ").replaceAll("\\p{Cc}", ""))
            .toList();
    return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
  }
}
