package net.boincwrapper.client;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * Maps into a shared {@code java.lang.foreign.Arena}: the way of JDK 22 and later.
 *
 * @param bytes the mapped bytes; after close they refuse access with an exception
 * @param arena what closing unmaps
 */
record ArenaMapping(ByteBuffer bytes, AutoCloseable arena) implements Mapping {
  static ArenaMapping of(FileChannel file, long size) throws IOException {
    try {
      Class<?> arenaType = Class.forName("java.lang.foreign.Arena");
      AutoCloseable arena = (AutoCloseable) arenaType.getMethod("ofShared").invoke(null);
      Method map =
          FileChannel.class.getMethod("map", MapMode.class, long.class, long.class, arenaType);
      Object segment = map.invoke(file, MapMode.READ_WRITE, 0L, size, arena);
      Method asByteBuffer =
          Class.forName("java.lang.foreign.MemorySegment").getMethod("asByteBuffer");
      return new ArenaMapping((ByteBuffer) asByteBuffer.invoke(segment), arena);
    } catch (InvocationTargetException e) {
      throw new IOException("mapping failed: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("JDK 22 and later have java.lang.foreign.Arena", e);
    }
  }

  @Override
  public void close() {
    try {
      arena.close();
    } catch (Exception e) {
      throw new IllegalStateException("the arena is ours alone and open", e);
    }
  }
}
