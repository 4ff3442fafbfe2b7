package net.boincwrapper.cli.display;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, of which it is known whether all of it has arrived. {@code System.out} does not
 * tell: it drops what a full disk does not take.
 */
public final class StandardOutput {
  private final OutputStream stream;
  private final boolean pipe;
  private final PrintWriter writer;
  private volatile @Nullable IOException failure;

  /**
   * Writes to a stream.
   *
   * @param pipe whether a failure means that the reader has gone
   */
  StandardOutput(OutputStream stream, boolean pipe) {
    this.stream = stream;
    this.pipe = pipe;
    this.writer =
        new PrintWriter(
            new BufferedWriter(new OutputStreamWriter(new Watched(), StandardCharsets.UTF_8)),
            true);
  }

  /** That of this process. */
  public static StandardOutput ofThisProcess() {
    return new StandardOutput(new FileOutputStream(FileDescriptor.out), isPipe());
  }

  private static boolean isPipe() {
    try {
      String what = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return what.startsWith("pipe:") || what.startsWith("socket:");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Its {@code checkError} turns true once something could not be written. */
  public PrintWriter writer() {
    return writer;
  }

  /**
   * The end of a command.
   *
   * @param exitCode that it would have if all it wrote has arrived
   * @param err where a loss is told; a reader that has gone needs no line
   * @return an {@link ExitCode}
   */
  public int end(int exitCode, PrintWriter err) {
    writer.flush();
    Optional<IOException> lost = Optional.ofNullable(failure);
    if (lost.isEmpty()) {
      return exitCode;
    }
    if (pipe) {
      return ExitCode.BROKEN_PIPE;
    }
    err.println("docker-wrapper: writing to standard output failed: " + Failure.reason(lost.get()));
    err.flush();
    return ExitCode.OUTPUT_LOST;
  }

  /** Remembers the first failure. */
  private final class Watched extends OutputStream {
    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        stream.write(bytes, from, length);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }
  }
}
