package net.boincwrapper.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job folder as {@code jobs/README.md} describes it.
 *
 * @param written its lines, up to what is expected
 * @param files by the header of each
 * @param words of the command line
 * @param expected problems
 */
record JobCase(
    String title,
    String written,
    Map<String, String> files,
    List<String> words,
    List<String> expected) {

  static List<JobCase> read(Path file) throws IOException {
    return Arrays.stream(Files.readString(file).split("(?m)^## ", -1))
        .skip(1)
        .map(JobCase::parse)
        .toList();
  }

  private static JobCase parse(String block) {
    String[] halves = block.split("(?m)^=>\n", 2);
    Map<String, String> files = new LinkedHashMap<>();
    List<String> words = new ArrayList<>();
    String header = "";
    for (String line : halves[0].lines().skip(1).toList()) {
      if (line.startsWith("--- ")) {
        header = line.substring(4);
        files.put(header, "");
      } else if (line.startsWith("$ ")) {
        words.addAll(List.of(line.substring(2).split(" ")));
      } else {
        files.merge(header, line + "\n", String::concat);
      }
    }
    return new JobCase(
        block.lines().findFirst().orElseThrow(),
        halves[0],
        files,
        words,
        halves[1].lines().filter(line -> !line.isBlank()).toList());
  }

  void layOut(Path folder) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      place(folder, file.getKey().split(" "), file.getValue());
    }
  }

  private static void place(Path folder, String[] header, String content) throws IOException {
    Path file = folder.resolve(header[0]);
    List<String> rest = Arrays.asList(header).subList(1, header.length);
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    if (rest.contains("->")) {
      Files.createSymbolicLink(file, Path.of(rest.get(1)));
    } else if (!rest.contains("gone")) {
      Files.writeString(file, rest.contains("crlf") ? content.replace("\n", "\r\n") : content);
      Files.setPosixFilePermissions(
          file, PosixFilePermissions.fromString(rest.contains("+x") ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  @Override
  public String toString() {
    return title;
  }
}
