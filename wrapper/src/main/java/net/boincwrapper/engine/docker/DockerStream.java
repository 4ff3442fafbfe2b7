package net.boincwrapper.engine.docker;

import java.io.IOException;
import net.boincwrapper.engine.http.HttpAnswer;

/** Reads a lasting answer on a thread of its own until it ends or is closed. */
final class DockerStream implements DockerWatches.Ongoing {
  /** Reads an answer to its end; an exception is an end, too. */
  @FunctionalInterface
  interface Reader {
    void read(HttpAnswer answer) throws IOException;
  }

  private final HttpAnswer answer;
  private final Runnable whenOver;
  private volatile boolean closed;
  private volatile boolean over;

  private DockerStream(HttpAnswer answer, Runnable whenOver) {
    this.answer = answer;
    this.whenOver = whenOver;
  }

  /**
   * Begins to read.
   *
   * @param whenOver called on the reading thread at the end, unless it was closed before
   */
  static DockerStream start(String name, HttpAnswer answer, Reader reader, Runnable whenOver) {
    DockerStream stream = new DockerStream(answer, whenOver);
    // A small stack: a task has two of these for as long as it runs.
    Thread thread = new Thread(null, () -> stream.run(reader), name, 256 << 10);
    thread.setDaemon(true);
    thread.start();
    return stream;
  }

  @Override
  public boolean isOver() {
    return over;
  }

  private void run(Reader reader) {
    try (answer) {
      reader.read(answer);
    } catch (IOException e) {
      // The engine went away, or we closed: an end like any other.
    } finally {
      over = true;
      if (!closed) {
        whenOver.run();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    over = true;
    answer.close();
  }
}
