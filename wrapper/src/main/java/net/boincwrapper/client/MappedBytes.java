package net.boincwrapper.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/** The client's side: maps the file, as the client does. The garbage collector unmaps it. */
final class MappedBytes implements SharedBytes {
  private final ByteBuffer memory;
  private boolean closed;

  private MappedBytes(ByteBuffer memory) {
    this.memory = memory;
  }

  /** Maps the first {@code size} bytes of {@code file}, which may be closed afterwards. */
  static MappedBytes of(FileChannel file, int size) throws IOException {
    return new MappedBytes(file.map(MapMode.READ_WRITE, 0, size));
  }

  @Override
  public byte get(int at) throws IOException {
    return open().get(at);
  }

  @Override
  public void get(int at, byte[] into) throws IOException {
    open().get(at, into);
  }

  @Override
  public void put(int at, byte value) throws IOException {
    open().put(at, value);
  }

  @Override
  public void put(int at, byte[] values) throws IOException {
    open().put(at, values);
  }

  @Override
  public void close() {
    closed = true;
  }

  private ByteBuffer open() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
    return memory;
  }
}
