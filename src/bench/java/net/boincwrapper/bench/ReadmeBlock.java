package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What lies between two lines of a README, which the bench writes.
 *
 * @param begin the line before it, with its end
 * @param end the line after it, with its end
 */
record ReadmeBlock(String begin, String end) {
  static final ReadmeBlock FIGURES =
      new ReadmeBlock("<!-- figures of bin/bench -->\n", "<!-- end of the figures -->\n");

  static final ReadmeBlock PODMAN =
      new ReadmeBlock(
          "<!-- figures of bin/bench podman -->\n", "<!-- end of the figures on Podman -->\n");

  /**
   * Looks for it, before anything is written.
   *
   * @throws BenchException if the README has no place for it
   */
  void require(Path readme) throws IOException {
    String text = Files.readString(readme);
    if (text.indexOf(begin) < 0 || text.indexOf(end) < text.indexOf(begin)) {
      throw new BenchException(
          readme + " lacks the lines " + begin.strip() + " and " + end.strip());
    }
  }

  /** Writes it anew. */
  void write(Path readme, String content) throws IOException {
    require(readme);
    String text = Files.readString(readme);
    String before = text.substring(0, text.indexOf(begin) + begin.length());
    Files.writeString(readme, before + content + text.substring(text.indexOf(end)));
  }
}
