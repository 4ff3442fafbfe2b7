package net.boincwrapper.client;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;

/** Unmaps through {@code jdk.unsupported}: the way of JDKs before 22. */
record CleanerMapping(ByteBuffer bytes) implements Mapping {
  @Override
  public void close() {
    try {
      Class<?> unsafe = Class.forName("sun.misc.Unsafe");
      Field instance = unsafe.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      unsafe.getMethod("invokeCleaner", ByteBuffer.class).invoke(instance.get(null), bytes);
    } catch (ReflectiveOperationException e) {
      // A runtime without jdk.unsupported: nobody touches the mapping, and it goes with the buffer.
      return;
    }
  }
}
