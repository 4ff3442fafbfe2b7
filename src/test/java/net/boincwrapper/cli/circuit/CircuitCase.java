package net.boincwrapper.cli.circuit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A circuit and what is to be said of it: {@code ## title}, its lines, or with {@code --- NAME}
 * those of several files, and behind {@code =>} what is expected.
 */
record CircuitCase(String title, Map<String, String> files, List<String> expected) {
  static final Path CIRCUIT = Path.of("circuit.qasm");

  static List<CircuitCase> read(Path file) throws IOException {
    List<CircuitCase> cases = new ArrayList<>();
    for (String text : Files.readString(file).split("(?m)^## ")) {
      if (!text.isBlank()) {
        cases.add(of(text));
      }
    }
    return cases;
  }

  private static CircuitCase of(String text) {
    String[] parts = text.split("(?m)^=>\n", 2);
    String[] head = parts[0].split("\n", 2);
    Map<String, String> files = new TreeMap<>();
    String[] pieces = head[1].split("(?m)^--- ");
    if (!pieces[0].isEmpty() || pieces.length == 1) {
      files.put(CIRCUIT.toString(), pieces[0]);
    }
    for (int i = 1; i < pieces.length; i++) {
      String[] piece = pieces[i].split("\n", 2);
      files.put(piece[0], piece[1]);
    }
    return new CircuitCase(head[0], files, parts[1].strip().lines().toList());
  }

  CircuitFile.Reading reading(Path directory) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return CircuitFile.read(directory, directory.getFileSystem().getPath(CIRCUIT.toString()));
  }

  @Override
  public String toString() {
    return title;
  }
}
