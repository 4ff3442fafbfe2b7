package net.boincwrapper.realclient;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Asks a client how it is, which boinccmd shows in part only ({@code lib/gui_rpc_client.cpp}). */
final class GuiRpc {
  private static final byte END = 3;

  private final SocketAddress socket;

  /**
   * @param socket of a client with {@code --gui_rpc_unix_domain}
   */
  GuiRpc(Path socket) {
    this(UnixDomainSocketAddress.of(socket));
  }

  /**
   * @param socket on loopback
   */
  GuiRpc(SocketAddress socket) {
    this.socket = socket;
  }

  /**
   * Asks a question that needs no password.
   *
   * @param question name of an element, such as {@code get_results}
   * @throws IOException if the client does not answer
   */
  String ask(String question) throws IOException {
    try (SocketChannel channel = SocketChannel.open(socket)) {
      String request =
          "<boinc_gui_rpc_request>\n<" + question + "/>\n</boinc_gui_rpc_request>\n" + (char) END;
      ByteBuffer out = ByteBuffer.wrap(request.getBytes(UTF_8));
      while (out.hasRemaining()) {
        channel.write(out);
      }
      return answer(channel);
    }
  }

  private String answer(SocketChannel channel) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer in = ByteBuffer.allocate(65536);
    while (channel.read(in.clear()) >= 0) {
      int length = in.position();
      if (length > 0 && in.get(length - 1) == END) {
        answer.write(in.array(), 0, length - 1);
        return answer.toString(UTF_8);
      }
      answer.write(in.array(), 0, length);
    }
    throw new IOException("the client hung up on a question at " + socket);
  }
}
