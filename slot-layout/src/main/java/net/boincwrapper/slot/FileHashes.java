package net.boincwrapper.slot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SHA-256 of files that no app can write.
 *
 * <p>The wrapper's small JVM has no optimizing compiler, and so does not use the processor's
 * instructions for SHA: it hashes 170 MB/s, while the system's {@code sha256sum} does 500 or more.
 * So that program, where there is one, hashes large amounts of data while this thread does other
 * things. It gets no environment: the client's points to libraries in the slot.
 */
final class FileHashes implements AutoCloseable {
  /** Below this, starting a process costs more than it saves. */
  private static final long MUCH = 16 << 20;

  private static final List<Path> PROGRAMS =
      List.of(Path.of("/usr/bin/sha256sum"), Path.of("/bin/sha256sum"));

  /** The line begins with a backslash if the file's name contains one, or a newline. */
  private static final Pattern LINE = Pattern.compile("(?md)^\\\\?([0-9a-f]{64}) [ *]");

  private final List<Path> files;
  private final Optional<Process> process;

  private FileHashes(List<Path> files, Optional<Process> process) {
    this.files = List.copyOf(files);
    this.process = process;
  }

  /**
   * Begins to hash.
   *
   * @param bytes of all files together, more or less
   */
  static FileHashes begin(List<Path> files, long bytes) {
    Optional<Path> program =
        bytes < MUCH ? Optional.empty() : PROGRAMS.stream().filter(Files::isExecutable).findFirst();
    return begin(files, program);
  }

  static FileHashes begin(List<Path> files, Optional<Path> program) {
    boolean real = files.stream().allMatch(f -> f.getFileSystem().equals(FileSystems.getDefault()));
    return new FileHashes(files, program.filter(found -> real).flatMap(found -> run(found, files)));
  }

  private static Optional<Process> run(Path program, List<Path> files) {
    List<String> command = new ArrayList<>(List.of(program.toString(), "--"));
    files.forEach(file -> command.add(file.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return Optional.of(process);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Waits for the hashes, in the order of the files: 64 hexadecimal digits each, lower case. */
  List<String> await() throws IOException {
    List<String> told = process.isPresent() ? told(process.get()) : List.of();
    return told.size() == files.size() ? told : compute();
  }

  /** Fewer if the program failed: we see why when we read the files ourselves. */
  private static List<String> told(Process process) throws IOException {
    try (InputStream output = process.getInputStream()) {
      Matcher line = LINE.matcher(new String(output.readAllBytes(), StandardCharsets.UTF_8));
      List<String> hashes = line.results().map(found -> found.group(1)).toList();
      return process.onExit().join().exitValue() == 0 ? hashes : List.of();
    }
  }

  /** Ends the program: nobody waits for it any more. */
  @Override
  public void close() {
    process.ifPresent(Process::destroyForcibly);
  }

  private List<String> compute() throws IOException {
    List<String> hashes = new ArrayList<>();
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        hashes.add(Sha256.of(channel));
      }
    }
    return hashes;
  }
}
