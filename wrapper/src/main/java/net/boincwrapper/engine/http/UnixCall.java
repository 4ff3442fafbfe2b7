package net.boincwrapper.engine.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection for one request. A thread that blocks in it is freed by {@link #close}, by the
 * time limit or by cancellation. The exception tells which: {@link SocketTimeoutException}, {@link
 * CancelledException}, or another {@link IOException}.
 */
public final class UnixCall implements Closeable {
  /** How often cancellation is checked: well within the second that is promised. */
  private static final Duration CANCEL_POLL = Duration.ofMillis(100);

  /** We gave up because we were told to. */
  public static final class CancelledException extends InterruptedIOException {
    private static final long serialVersionUID = 1L;

    public CancelledException() {
      super("cancelled");
    }
  }

  private final SocketChannel channel;
  private final Duration time;
  private final Future<?> deadline;
  private final @Nullable Future<?> cancellation;
  private volatile boolean timedOut;
  private volatile boolean cancelled;
  private volatile boolean writeFailed;

  private UnixCall(SocketChannel channel, Duration time, @Nullable BooleanSupplier cancel) {
    this.channel = channel;
    this.time = time;
    this.deadline = Watchdog.after(time, this::timeOut);
    this.cancellation = cancel == null ? null : Watchdog.every(CANCEL_POLL, () -> cancelIf(cancel));
  }

  /**
   * Connects.
   *
   * @param cancel asked from another thread, several times a second; null: never cancelled
   */
  public static UnixCall open(Path socket, Duration time, @Nullable BooleanSupplier cancel)
      throws IOException {
    UnixCall call = new UnixCall(SocketChannel.open(StandardProtocolFamily.UNIX), time, cancel);
    try {
      call.channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      call.close();
      throw call.explain(e);
    }
    return call;
  }

  /** Whether somebody listens there. */
  public static boolean accepts(Path socket, Duration time) {
    try {
      open(socket, time, null).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** From here on there is no time limit. */
  void forgetDeadline() {
    deadline.cancel(false);
  }

  InputStream input() {
    return new Input();
  }

  public OutputStream output() {
    return new Output();
  }

  /** Whether the other end stopped reading, and we did not give up. */
  public boolean refused() {
    return writeFailed && !cancelled && !timedOut;
  }

  /** Whether nothing has happened to the connection: it was written to, and not given up. */
  public boolean sound() {
    return !writeFailed && !cancelled && !timedOut;
  }

  /** Says why a closed channel was closed. */
  public IOException explain(IOException e) {
    IOException why = e;
    if (cancelled) {
      why = new CancelledException();
    } else if (timedOut) {
      why = new SocketTimeoutException("no answer within " + time.toMillis() / 1000.0 + " s");
    }
    return why;
  }

  @Override
  public void close() {
    deadline.cancel(false);
    if (cancellation != null) {
      cancellation.cancel(false);
    }
    closeChannel();
  }

  private void timeOut() {
    timedOut = true;
    closeChannel();
  }

  private void cancelIf(BooleanSupplier cancel) {
    if (cancel.getAsBoolean()) {
      cancelled = true;
      closeChannel();
    }
  }

  private void closeChannel() {
    try {
      channel.close();
    } catch (IOException e) {
      // The descriptor is released anyway.
    }
  }

  private final class Input extends InputStream {
    private final ByteBuffer buffer = ByteBuffer.allocate(8192).limit(0);

    @Override
    public int read() throws IOException {
      return fill() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, buffer.remaining());
      buffer.get(bytes, offset, count);
      return count;
    }

    private boolean fill() throws IOException {
      if (buffer.hasRemaining()) {
        return true;
      }
      buffer.clear();
      int count;
      try {
        count = channel.read(buffer);
      } catch (IOException e) {
        buffer.limit(0);
        throw explain(e);
      }
      buffer.flip();
      return count > 0;
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      try {
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      } catch (IOException e) {
        writeFailed = true;
        throw explain(e);
      }
    }
  }
}
