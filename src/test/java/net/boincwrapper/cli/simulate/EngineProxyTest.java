package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets; the test is both the task and the engine. */
class EngineProxyTest {
  @TempDir private Path directory;
  private ServerSocketChannel engine;
  private EngineProxy proxy;

  @BeforeEach
  void openBoth() throws IOException {
    Path socket = directory.resolve("real.sock");
    engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    engine.bind(UnixDomainSocketAddress.of(socket));
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
    proxy = EngineProxy.before(socket);
  }

  @AfterEach
  void closeBoth() throws IOException {
    proxy.close();
    engine.close();
  }

  @Test
  void bytesGoBothWaysAlsoAfterOneHasEnded() throws IOException {
    try (SocketChannel task = connect();
        SocketChannel served = engine.accept()) {
      say(task, "GET /info");
      task.shutdownOutput();
      assertThat(hear(served)).isEqualTo("GET /info");
      assertThat(served.read(ByteBuffer.allocate(1))).isNegative();

      say(served, "200");
      served.shutdownOutput();
      assertThat(hear(task)).isEqualTo("200");
      assertThat(task.read(ByteBuffer.allocate(1))).isNegative();
    }
  }

  @Test
  void whatIsTakenAwayBreaksAndRefuses() throws IOException {
    try (SocketChannel task = connect();
        SocketChannel served = engine.accept()) {
      proxy.takeAway();

      assertThat(task.read(ByteBuffer.allocate(1))).isNegative();
      assertThat(served.read(ByteBuffer.allocate(1))).isNegative();
      assertThatIOException().isThrownBy(this::connect);
    }
  }

  @Test
  void whatIsGivenBackCanBeUsedAgain() throws IOException {
    proxy.takeAway();
    proxy.giveBack();

    try (SocketChannel task = connect();
        SocketChannel served = engine.accept()) {
      say(task, "again");
      assertThat(hear(served)).isEqualTo("again");
    }
  }

  @Test
  void anEngineThatIsReallyGoneLooksGone() throws IOException {
    engine.close();

    try (SocketChannel task = connect()) {
      assertThat(task.read(ByteBuffer.allocate(1))).isNegative();
    }
  }

  @Test
  void whoMayUseTheEngineMayUseIt() throws IOException {
    Path socket = Path.of(proxy.host().substring("unix://".length()));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-rw----");
    assertThat(Files.getAttribute(socket, "unix:gid"))
        .isEqualTo(Files.getAttribute(directory.resolve("real.sock"), "unix:gid"));
    assertThat(Files.getPosixFilePermissions(socket.getParent()))
        .containsAll(PosixFilePermissions.fromString("--x--x--x"));
  }

  @Test
  void nothingIsLeftOfIt() throws IOException {
    Path socket = Path.of(proxy.host().substring("unix://".length()));

    proxy.close();

    assertThat(socket.getParent()).doesNotExist();
    proxy = EngineProxy.before(directory.resolve("real.sock"));
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(
        UnixDomainSocketAddress.of(proxy.host().substring("unix://".length())));
  }

  private static void say(SocketChannel to, String words) throws IOException {
    to.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8)));
  }

  private static String hear(SocketChannel from) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(100);
    int count = from.read(buffer);
    return new String(buffer.array(), 0, count, StandardCharsets.UTF_8);
  }
}
