package net.boincwrapper.cli.simulate;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.io.file.PathUtils;

/**
 * A socket in front of the engine's, which can be taken away and given back: for the task the
 * engine is gone, and for everybody else it is not. It hands on bytes, whatever they mean.
 *
 * <p>Who may use the engine's socket may use this one. It lies in a directory of its own below
 * {@code java.io.tmpdir}, because the path of a socket has at most 107 bytes.
 */
final class EngineProxy implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path engine;
  private final Path directory;
  private final Path socket;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

  private EngineProxy(Path engine, Path directory) {
    this.engine = engine;
    this.directory = directory;
    this.socket = directory.resolve("engine.sock");
  }

  /**
   * Opens one.
   *
   * @param engine the engine's socket
   */
  static EngineProxy before(Path engine) throws IOException {
    EngineProxy proxy = new EngineProxy(engine, Files.createTempDirectory("dw-engine-"));
    try {
      Files.setPosixFilePermissions(proxy.directory, PosixFilePermissions.fromString("rwx--x--x"));
      proxy.giveBack();
      return proxy;
    } catch (IOException e) {
      proxy.close();
      throw e;
    }
  }

  /** What {@code DOCKER_HOST} has to be for it. */
  String host() {
    return "unix://" + socket;
  }

  /** All connections break, and no other can be made. */
  synchronized void takeAway() {
    closeAll();
    socket.toFile().delete();
  }

  /** It can be used from now on. Call it only while it cannot. */
  synchronized void giveBack() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    open.add(server);
    Files.deleteIfExists(socket);
    server.bind(UnixDomainSocketAddress.of(socket));
    shareLikeTheEngines();
    inBackground("accept", () -> accept(server));
  }

  /** As far as this user may: a group that it is not in cannot be given. */
  private void shareLikeTheEngines() throws IOException {
    try {
      Files.setAttribute(socket, "unix:gid", Files.getAttribute(engine, "unix:gid"));
    } catch (IOException e) {
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
      return;
    }
    Files.setPosixFilePermissions(socket, Files.getPosixFilePermissions(engine));
  }

  private void accept(ServerSocketChannel server) throws IOException {
    while (true) {
      SocketChannel task = server.accept();
      open.add(task);
      if (!server.isOpen()) {
        closeOne(task);
        return;
      }
      connect(task);
    }
  }

  private void connect(SocketChannel task) {
    try {
      SocketChannel real = SocketChannel.open(UnixDomainSocketAddress.of(engine));
      open.add(real);
      inBackground("to engine", () -> hand(task, real, false));
      inBackground("to task", () -> hand(real, task, true));
    } catch (IOException e) {
      closeOne(task); // As it looks where the engine is gone.
    }
  }

  /**
   * Hands on what one side says. What the engine has ended is over; after the end of what the task
   * says, the engine's answer still comes.
   */
  private void hand(SocketChannel from, SocketChannel to, boolean isOverThen) throws IOException {
    boolean over = true;
    try {
      copy(from, to);
      over = isOverThen;
    } finally {
      if (over) {
        closeOne(from);
        closeOne(to);
      }
    }
  }

  private static void copy(SocketChannel from, SocketChannel to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    while (from.read(buffer.clear()) >= 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        to.write(buffer);
      }
    }
    to.shutdownOutput();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void inBackground(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // Closed from here, or by the task or the engine: each is an end like any other.
              }
            },
            "engine proxy, " + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void closeAll() {
    open.forEach(this::closeOne);
  }

  private void closeOne(Closeable one) {
    open.remove(one);
    try {
      one.close();
    } catch (IOException e) {
      // There is nothing left to do with it.
    }
  }

  @Override
  public void close() throws IOException {
    takeAway();
    PathUtils.deleteDirectory(directory);
  }
}
