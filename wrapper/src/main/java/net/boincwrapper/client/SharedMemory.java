package net.boincwrapper.client;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The file that the client maps, with the eight channels. */
final class SharedMemory implements AutoCloseable {
  /** Bytes of the file ({@code sizeof(SHARED_MEM)}). */
  static final int SIZE = 8 * Channel.SIZE;

  private final SharedBytes bytes;
  private final Map<ChannelId, Channel> channels = new EnumMap<>(ChannelId.class);
  private boolean closed;

  private SharedMemory(SharedBytes bytes) {
    this.bytes = bytes;
    for (ChannelId id : ChannelId.values()) {
      channels.put(id, new Channel(bytes, id.offset()));
    }
  }

  /**
   * Opens the file that the client has made: a regular one, no link, of at least 8192 bytes.
   *
   * @throws IOException if it is not such a file; the message names the file and what it is
   */
  static SharedMemory open(Path path) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
    if (!found.isRegularFile()) {
      throw new IOException(path + " is not a regular file; the client makes it at each start");
    }
    if (found.size() < SIZE) {
      throw new IOException(
          path + " has " + found.size() + " bytes, not " + SIZE + "; the client sizes it");
    }
    return new SharedMemory(new FileBytes(FileChannel.open(path, READ, WRITE, NOFOLLOW_LINKS)));
  }

  /**
   * Does the client's half: makes the file unless it is there, maps and zeroes it. Never truncates
   * it, because an earlier task may still have it open ({@code lib/shmem.cpp:create_shmem_mmap}).
   */
  static SharedMemory create(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, CREATE, READ, WRITE, NOFOLLOW_LINKS)) {
      if (file.size() < SIZE) {
        file.write(ByteBuffer.allocate(1), SIZE - 1);
      }
      MappedBytes bytes = MappedBytes.of(file, SIZE);
      bytes.put(0, new byte[SIZE]);
      return new SharedMemory(bytes);
    }
  }

  /** A channel; after {@link #close()} using it throws an {@link IOException}. */
  Channel channel(ChannelId id) {
    return Objects.requireNonNull(channels.get(id));
  }

  boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    bytes.close();
  }
}
