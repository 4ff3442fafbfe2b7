package net.boincwrapper.engine.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server on a unix socket that does to each connection what a test tells it. */
public final class FakeHttpServer implements AutoCloseable {
  /** What happens to one connection. */
  @FunctionalInterface
  public interface Script {
    void play(Connection connection) throws IOException;
  }

  /** One connection, as the server sees it. */
  public static final class Connection {
    private final SocketChannel channel;

    private Connection(SocketChannel channel) {
      this.channel = channel;
    }

    public void send(String text) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    /** Reads until what came ends with a text. */
    public String receiveUntil(String end) throws IOException {
      ByteArrayOutputStream received = new ByteArrayOutputStream();
      ByteBuffer one = ByteBuffer.allocate(1);
      while (!received.toString(ISO_8859_1).endsWith(end) && channel.read(one.clear()) > 0) {
        received.write(one.get(0));
      }
      return received.toString(ISO_8859_1);
    }

    /** Reads so many bytes. */
    public String receive(int count) throws IOException {
      ByteBuffer received = ByteBuffer.allocate(count);
      while (received.hasRemaining() && channel.read(received) > 0) {
        // There is more to come.
      }
      return new String(received.array(), 0, received.position(), ISO_8859_1);
    }

    /** Returns when the other end has closed. */
    public void awaitClose() throws IOException {
      ByteBuffer rest = ByteBuffer.allocate(4096);
      while (channel.read(rest.clear()) >= 0) {
        // What still comes does not matter.
      }
    }
  }

  private final Path socket;
  private final ServerSocketChannel server;
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

  private FakeHttpServer(Path socket, ServerSocketChannel server) {
    this.socket = socket;
    this.server = server;
  }

  /** Plays the script to every connection, one after the other, and closes each after it. */
  public static FakeHttpServer start(Path directory, Script script) throws IOException {
    Path socket = directory.resolve("engine.sock");
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(socket));
    FakeHttpServer server = new FakeHttpServer(socket, channel);
    Thread thread = new Thread(() -> server.serve(script), "fake-http-server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  /** Reads each request's head, then answers with this text and closes. */
  public static FakeHttpServer answering(Path directory, String answer) throws IOException {
    return start(
        directory,
        connection -> {
          connection.receiveUntil("\r\n\r\n");
          connection.send(answer);
        });
  }

  public Path socket() {
    return socket;
  }

  /** Keeps something that a script received for the test to look at. */
  public void received(String request) {
    requests.add(request);
  }

  public String nextReceived() throws InterruptedException {
    String request = requests.poll(20, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("nothing was received");
    }
    return request;
  }

  private void serve(Script script) {
    while (server.isOpen()) {
      try (SocketChannel channel = server.accept()) {
        script.play(new Connection(channel));
      } catch (IOException e) {
        // The client has closed, or the test is over.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
