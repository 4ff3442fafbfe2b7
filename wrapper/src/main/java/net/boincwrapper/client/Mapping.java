package net.boincwrapper.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * A file in memory that can be unmapped at a moment of our choosing.
 *
 * <p>Language level 17 has no API for that: JDK 22 and later map into an {@code Arena}, which is
 * reached by reflection; earlier ones have {@code sun.misc.Unsafe.invokeCleaner}, of which JDK 24
 * and later warn on stderr.
 */
interface Mapping extends AutoCloseable {
  /** The mapped bytes. Not to be touched after {@link #close()}: that may crash the JVM. */
  ByteBuffer bytes();

  /** Unmaps. Where the JDK offers no way, the garbage collector does it later. */
  @Override
  void close();

  /** Maps the first {@code size} bytes of {@code file} for reading and writing, shared. */
  static Mapping of(FileChannel file, long size) throws IOException {
    return Runtime.version().feature() >= 22
        ? ArenaMapping.of(file, size)
        : new CleanerMapping(file.map(MapMode.READ_WRITE, 0, size));
  }
}
