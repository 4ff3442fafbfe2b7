package net.boincwrapper.client;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The app's side: reads and writes the page cache, which is the memory that the client has mapped.
 *
 * <p>This side does not map the file, for three reasons, all measured. If a mapping is truncated
 * under us, JDK 17 sometimes ends: the error comes late, and may come in a cleaner that exits the
 * JVM with 1, which fails the task for good; here it is just an end of file. Unmapping at once, so
 * that the client's successor loses no message to us, causes a warning on stderr in JDK 25, or
 * costs 40 ms of reflection; here it is just a close. And nothing that is closed can crash the JVM.
 * A read takes about 1 µs.
 *
 * <p>An interrupt of the thread closes the file.
 */
final class FileBytes implements SharedBytes {
  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(Channel.SIZE);

  /** The bytes of {@code file}, which is open for reading and writing. */
  FileBytes(FileChannel file) {
    this.file = file;
  }

  @Override
  public byte get(int at) throws IOException {
    read(at, 1);
    return buffer.get(0);
  }

  @Override
  public void get(int at, byte[] into) throws IOException {
    read(at, into.length);
    buffer.get(0, into);
  }

  @Override
  public void put(int at, byte value) throws IOException {
    buffer.clear().put(0, value);
    write(at, 1);
  }

  @Override
  public void put(int at, byte[] values) throws IOException {
    buffer.clear().put(0, values);
    write(at, values.length);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // Nothing was buffered: a failed close loses nothing.
      return;
    }
  }

  private void read(int at, int length) throws IOException {
    buffer.clear().limit(length);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, at + buffer.position()) < 0) {
        throw new EOFException("the client's shared file was truncated");
      }
    }
  }

  private void write(int at, int length) throws IOException {
    buffer.clear().limit(length);
    while (buffer.hasRemaining()) {
      file.write(buffer, at + buffer.position());
    }
  }
}
