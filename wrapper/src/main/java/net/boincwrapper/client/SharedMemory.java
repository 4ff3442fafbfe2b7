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

/**
 * The mapped file with the eight channels.
 *
 * <p>Should the file be truncated, the next touch is an {@link InternalError}. JDK 17 delivers it
 * late, even to a caller's caller, which is why {@link #intact()} is to be asked first.
 */
final class SharedMemory implements AutoCloseable {
  /** Bytes of the file ({@code sizeof(SHARED_MEM)}). */
  static final int SIZE = 8 * Channel.SIZE;

  private final FileChannel file;
  private final Mapping mapping;
  private final Map<ChannelId, Channel> channels = new EnumMap<>(ChannelId.class);
  private boolean closed;

  private SharedMemory(FileChannel file, Mapping mapping) {
    this.file = file;
    this.mapping = mapping;
    for (ChannelId id : ChannelId.values()) {
      channels.put(id, new Channel(mapping.bytes().slice(id.offset(), Channel.SIZE)));
    }
  }

  /**
   * Maps the file that the client has made: a regular one, no link, of at least 8192 bytes.
   *
   * @throws IOException if it is none; the message names the file and what it is
   */
  static SharedMemory open(Path path) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
    if (!found.isRegularFile()) {
      throw new IOException(path + " is not a regular file; the client makes it at each start");
    }
    FileChannel file = FileChannel.open(path, READ, WRITE, NOFOLLOW_LINKS);
    try {
      return map(path, file);
    } catch (IOException e) {
      closeQuietly(file);
      throw e;
    }
  }

  /**
   * Does the client's half: makes the file unless it is there, maps and zeroes it. Never truncates,
   * for an earlier task may still have it mapped ({@code lib/shmem.cpp:create_shmem_mmap}).
   */
  static SharedMemory create(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, CREATE, WRITE, NOFOLLOW_LINKS)) {
      if (file.size() < SIZE) {
        file.write(ByteBuffer.allocate(1), SIZE - 1);
      }
    }
    SharedMemory memory = open(path);
    memory.mapping.bytes().put(0, new byte[SIZE]);
    return memory;
  }

  Channel channel(ChannelId id) {
    return Objects.requireNonNull(channels.get(id));
  }

  /** Whether the memory may be touched: it is mapped and the file is still long enough. */
  boolean intact() {
    try {
      return !closed && file.size() >= SIZE;
    } catch (IOException e) {
      return false;
    }
  }

  boolean closed() {
    return closed;
  }

  /** Unmaps at once; the channels become private memory, so that late calls do no harm. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    channels.values().forEach(Channel::detach);
    mapping.close();
    closeQuietly(file);
  }

  private static SharedMemory map(Path path, FileChannel file) throws IOException {
    if (file.size() < SIZE) {
      throw new IOException(
          path + " has " + file.size() + " bytes, not " + SIZE + "; the client sizes it");
    }
    return new SharedMemory(file, Mapping.of(file, SIZE));
  }

  private static void closeQuietly(FileChannel file) {
    try {
      file.close();
    } catch (IOException e) {
      // Nothing was buffered: a failed close loses nothing.
      return;
    }
  }
}
