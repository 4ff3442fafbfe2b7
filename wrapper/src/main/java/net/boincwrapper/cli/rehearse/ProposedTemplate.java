package net.boincwrapper.cli.rehearse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.cli.compare.FileNames;

/**
 * An output template for a job that has none ({@code tools/process_result_template.cpp}): it names
 * the outputs that a run has made.
 */
final class ProposedTemplate {
  /** Room for outputs of other workunits: a bigger file makes the whole result an error. */
  private static final int HEADROOM = 4;

  private static final long LEAST_BYTES = 1_000_000;

  private ProposedTemplate() {}

  /**
   * The content of a file.
   *
   * @param outputs a directory
   * @return empty where there are no outputs
   */
  static String of(Path outputs) throws IOException {
    List<Path> names = FileNames.below(outputs);
    if (names.isEmpty()) {
      return "";
    }
    StringBuilder infos = new StringBuilder();
    StringBuilder references = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      infos.append(info(i, bound(Files.size(outputs.resolve(names.get(i))))));
      references.append(reference(i, escaped(names.get(i).toString())));
    }
    return "<output_template>\n"
        + infos
        + "  <result>\n"
        + references
        + "  </result>\n</output_template>\n";
  }

  private static String info(int number, long bytes) {
    return """
          <file_info>
            <name><OUTFILE_%d/></name>
            <generated_locally/>
            <upload_when_present/>
            <max_nbytes>%d</max_nbytes>
            <url><UPLOAD_URL/></url>
          </file_info>
        """
        .formatted(number, bytes);
  }

  private static String reference(int number, String name) {
    return """
            <file_ref>
              <file_name><OUTFILE_%d/></file_name>
              <open_name>%s</open_name>
              <copy_file/>
            </file_ref>
        """
        .formatted(number, name);
  }

  /** A power of ten. */
  private static long bound(long size) {
    long bytes = LEAST_BYTES;
    while (bytes < size * HEADROOM) {
      bytes *= 10;
    }
    return bytes;
  }

  private static String escaped(String name) {
    return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
