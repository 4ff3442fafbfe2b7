package net.boincwrapper.cli.host;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Room on a disk.
 *
 * @param path that tasks need
 * @param purpose what is kept there
 * @param freeBytes that this user may still write
 * @param freeFiles how many files can still be made; empty where the file system has no limit
 */
record Space(
    Path path,
    String purpose,
    String fileSystem,
    long freeBytes,
    long totalBytes,
    OptionalLong freeFiles) {

  /** Asks the system; the number of files Java does not tell, stat(1) does. */
  static Space of(Path path, String purpose) throws IOException {
    FileStore store = Files.getFileStore(path);
    Optional<String> files =
        Program.ask("stat", "--file-system", "--format=%d %c", path.toString());
    return new Space(
        path,
        purpose,
        store.type(),
        store.getUsableSpace(),
        store.getTotalSpace(),
        files.map(Space::free).orElse(OptionalLong.empty()));
  }

  /** File systems that make room for files as they come say that they have 0 in all. */
  static OptionalLong free(String printed) {
    String[] numbers = printed.strip().split(" ", -1);
    return numbers.length == 2 && numbers[0].matches("\\d{1,18}") && !numbers[1].equals("0")
        ? OptionalLong.of(Long.parseLong(numbers[0]))
        : OptionalLong.empty();
  }
}
