package net.boincwrapper.harness;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A registry that has no image, or refuses. Docker speaks plain HTTP with the loopback device,
 * after TLS was refused it; Podman only where its configuration says so of this address and port.
 */
public final class EmptyRegistry implements AutoCloseable {
  private static final String UNKNOWN =
      "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\","
          + "\"detail\":{\"Tag\":\"1\"}}]}";

  /** 0: any that is free. */
  private static final int PORT = Integer.getInteger("tests.registry-port", 0);

  private final String refusal;
  private final String body;

  private final ServerSocket server = new ServerSocket(PORT, 16, InetAddress.getLoopbackAddress());
  private final AtomicInteger requests = new AtomicInteger();

  public EmptyRegistry() throws IOException {
    this("404 Not Found", UNKNOWN);
  }

  /**
   * A registry that answers whatever is asked of an image with a refusal.
   *
   * @param refusal HTTP status and its word
   * @param body of the answer
   */
  public EmptyRegistry(String refusal, String body) throws IOException {
    this.refusal = refusal;
    this.body = body;
    Thread thread = new Thread(this::serve, "empty registry");
    thread.setDaemon(true);
    thread.start();
  }

  /** An image that it does not have. */
  public String image() {
    return "127.0.0.1:" + server.getLocalPort() + "/it/app:1";
  }

  /** How often it was asked for anything. */
  public int requests() {
    return requests.get();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        answer(socket);
      } catch (IOException e) {
        // A client that went away, or the end.
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    in.mark(1);
    if (!Character.isLetter(in.read())) {
      refuseTls(socket);
      return;
    }
    in.reset();
    String request = in.readLine();
    for (String line = request; line != null && !line.isEmpty(); line = in.readLine()) {
      // The headers say nothing of interest.
    }
    requests.incrementAndGet();
    OutputStream out = socket.getOutputStream();
    out.write(reply(String.valueOf(request)).getBytes(US_ASCII));
    out.flush();
  }

  /** As servers of plain HTTP do: some engines try it without TLS only after such an answer. */
  private static void refuseTls(Socket socket) throws IOException {
    socket.getOutputStream().write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
    socket.shutdownOutput();
    socket.setSoTimeout(1000);
    socket.getInputStream().transferTo(OutputStream.nullOutputStream()); // or it gets a reset
  }

  private String reply(String request) {
    String status = request.contains(" /v2/ ") ? "200 OK" : refusal;
    return "HTTP/1.1 "
        + status
        + "\r\nDocker-Distribution-API-Version: registry/2.0\r\nContent-Type: application/json"
        + "\r\nConnection: close\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + (request.startsWith("HEAD ") ? "" : body);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
