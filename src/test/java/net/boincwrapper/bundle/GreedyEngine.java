package net.boincwrapper.bundle;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** An engine whose answer to everything is a list of two million numbers. */
final class GreedyEngine implements AutoCloseable {
  private static final String LIST = "[" + "0,".repeat(2_000_000) + "0]";
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n";

  private final Path socket;
  private final ServerSocketChannel server;

  private GreedyEngine(Path socket, ServerSocketChannel server) {
    this.socket = socket;
    this.server = server;
  }

  static GreedyEngine start(Path directory) throws IOException {
    Path socket = directory.resolve("greedy.sock");
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    GreedyEngine engine = new GreedyEngine(socket, server);
    Thread thread = new Thread(engine::serve, "greedy-engine");
    thread.setDaemon(true);
    thread.start();
    return engine;
  }

  String host() {
    return "unix://" + socket;
  }

  private void serve() {
    while (server.isOpen()) {
      try (SocketChannel connection = server.accept()) {
        connection.read(ByteBuffer.allocate(64 << 10));
        String answer = HEAD.formatted(LIST.length()) + LIST;
        ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(US_ASCII));
        while (bytes.hasRemaining()) {
          connection.write(bytes);
        }
      } catch (IOException e) {
        // Its reader is gone, or the test is over.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
