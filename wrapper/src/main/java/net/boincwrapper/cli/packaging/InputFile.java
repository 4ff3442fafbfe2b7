package net.boincwrapper.cli.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.folder.BoincTemplate;
import net.boincwrapper.cli.folder.FileDigest;
import net.boincwrapper.cli.folder.JobFolder;

/**
 * A sample of a workunit's input.
 *
 * @param physicalName in the project's download directory
 * @param constant whether the template names it itself, so that create_work is not given it
 * @param gzip whether a compressed copy is served, too
 */
record InputFile(String physicalName, Path source, String sha256, boolean constant, boolean gzip) {
  /** Where the samples are, beside {@code apps}. */
  static final String DIRECTORY = "inputs";

  /**
   * Those of a job, in the template's order.
   *
   * @param template as it is written for the server
   */
  static List<InputFile> of(JobFolder folder, AppName app, XmlElement template) throws IOException {
    List<XmlElement> infos =
        template.children().stream().filter(it -> it.name().equals("file_info")).toList();
    List<InputFile> inputs = new ArrayList<>();
    for (String name : names(folder)) {
      XmlElement info = infos.get(inputs.size());
      Path source = folder.directory().resolve(name);
      String sha256 = FileDigest.of(source);
      Optional<String> own = info.first("physical_name").map(XmlElement::text);
      inputs.add(
          new InputFile(
              own.orElseGet(() -> FileNames.physical(app.text(), sha256, name)),
              source,
              sha256,
              own.isPresent(),
              info.has("gzip")));
    }
    return inputs;
  }

  private static List<String> names(JobFolder folder) {
    return folder.input().stream()
        .flatMap(template -> template.files().stream())
        .map(BoincTemplate.FileReference::openName)
        .toList();
  }
}
