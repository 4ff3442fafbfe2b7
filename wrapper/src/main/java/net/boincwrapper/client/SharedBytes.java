package net.boincwrapper.client;

import java.io.IOException;

/**
 * The bytes of the shared file. A single byte is read and written whole; what one call writes is
 * visible to everybody who has the file mapped as soon as the call returns.
 */
interface SharedBytes extends AutoCloseable {
  byte get(int at) throws IOException;

  /** Fills {@code into} with the bytes from {@code at} on. */
  void get(int at, byte[] into) throws IOException;

  void put(int at, byte value) throws IOException;

  void put(int at, byte[] values) throws IOException;

  /** Lets go of the file at once. After that every call fails. Never throws. */
  @Override
  void close();
}
