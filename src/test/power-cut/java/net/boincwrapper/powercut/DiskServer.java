package net.boincwrapper.powercut;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Serves a {@link VolatileDisk} to one machine by the NBD protocol (its document {@code
 * doc/proto.md}: fixed newstyle negotiation, simple replies), on a unix socket.
 *
 * <p>It answers one command after another, so that a flush covers all that was answered before.
 */
final class DiskServer implements AutoCloseable {
  private static final long OPTION_MAGIC = 0x49484156454F5054L;
  private static final long OPTION_REPLY_MAGIC = 0x3e889045565a9L;
  private static final int REQUEST_MAGIC = 0x25609513;
  private static final int REPLY_MAGIC = 0x67446698;

  /** {@code NBD_FLAG_FIXED_NEWSTYLE} and {@code NBD_FLAG_NO_ZEROES}. */
  private static final int HANDSHAKE_FLAGS = 0b11;

  private static final int OPTION_ABORT = 2;
  private static final int OPTION_GO = 7;
  private static final int REPLY_ACK = 1;
  private static final int REPLY_INFO = 3;
  private static final int REPLY_UNSUPPORTED = 0x80000001;
  private static final int INFO_EXPORT = 0;

  /**
   * {@code NBD_FLAG_HAS_FLAGS} and {@code NBD_FLAG_SEND_FLUSH}. Without forced unit access, which
   * QEMU then makes of a flush.
   */
  private static final int DISK_FLAGS = 0b101;

  private static final int LONGEST_OPTION = 64 << 10;
  private static final int LONGEST_TRANSFER = 32 << 20;

  private final VolatileDisk disk;
  private final Path socket;
  private final ServerSocketChannel server;

  /**
   * Begins to serve a disk.
   *
   * @param socket is made, and removed at the end
   */
  DiskServer(VolatileDisk disk, Path socket) throws IOException {
    this.disk = disk;
    this.socket = socket;
    Files.deleteIfExists(socket);
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread thread = new Thread(this::serve, "disk server");
    thread.setDaemon(true);
    thread.start();
  }

  Path socket() {
    return socket;
  }

  VolatileDisk disk() {
    return disk;
  }

  private void serve() {
    try (SocketChannel connection = server.accept();
        DataInputStream in = new DataInputStream(new BufferedInputStream(reading(connection)));
        DataOutputStream out =
            new DataOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(connection), 1 << 16))) {
      if (negotiate(in, out)) {
        while (answer(in, out)) {
          out.flush();
        }
      }
    } catch (IOException e) {
      // The machine or its disk has lost its power.
    }
  }

  private static InputStream reading(SocketChannel connection) {
    return Channels.newInputStream(connection);
  }

  private boolean negotiate(DataInputStream in, DataOutputStream out) throws IOException {
    out.write("NBDMAGIC".getBytes(US_ASCII));
    out.writeLong(OPTION_MAGIC);
    out.writeShort(HANDSHAKE_FLAGS);
    out.flush();
    in.readInt();
    while (true) {
      if (in.readLong() != OPTION_MAGIC) {
        throw new IOException("no option");
      }
      int option = in.readInt();
      int length = in.readInt();
      if (length < 0 || length > LONGEST_OPTION) {
        throw new IOException("option " + option + " has " + length + " bytes");
      }
      in.readNBytes(length);
      switch (option) {
        case OPTION_GO -> {
          describe(out);
          return true;
        }
        case OPTION_ABORT -> {
          return false;
        }
        default -> optionReply(out, option, REPLY_UNSUPPORTED, 0);
      }
      out.flush();
    }
  }

  private void describe(DataOutputStream out) throws IOException {
    optionReply(out, OPTION_GO, REPLY_INFO, 12);
    out.writeShort(INFO_EXPORT);
    out.writeLong(disk.size());
    out.writeShort(DISK_FLAGS);
    optionReply(out, OPTION_GO, REPLY_ACK, 0);
    out.flush();
  }

  private static void optionReply(DataOutputStream out, int option, int type, int length)
      throws IOException {
    out.writeLong(OPTION_REPLY_MAGIC);
    out.writeInt(option);
    out.writeInt(type);
    out.writeInt(length);
  }

  private enum Command {
    READ,
    WRITE,
    DISCONNECT,
    FLUSH
  }

  /** Returns whether the machine may have another command. */
  private boolean answer(DataInputStream in, DataOutputStream out) throws IOException {
    if (in.readInt() != REQUEST_MAGIC) {
      throw new IOException("no request");
    }
    in.readShort();
    int command = in.readUnsignedShort();
    long handle = in.readLong();
    long offset = in.readLong();
    int length = in.readInt();
    if (command >= Command.values().length || length < 0 || length > LONGEST_TRANSFER) {
      throw new IOException("command " + command + " with " + length + " bytes is not known");
    }
    switch (Command.values()[command]) {
      case READ -> {
        byte[] read = disk.read(offset, length);
        reply(out, handle);
        out.write(read);
      }
      case WRITE -> {
        disk.write(offset, in.readNBytes(length));
        reply(out, handle);
      }
      case FLUSH -> {
        disk.flush();
        reply(out, handle);
      }
      case DISCONNECT -> {
        disk.flush();
        return false;
      }
    }
    return true;
  }

  private static void reply(DataOutputStream out, long handle) throws IOException {
    out.writeInt(REPLY_MAGIC);
    out.writeInt(0);
    out.writeLong(handle);
  }

  /** Of the disk, too. */
  @Override
  public void close() throws IOException {
    server.close();
    disk.close();
    Files.deleteIfExists(socket);
  }
}
