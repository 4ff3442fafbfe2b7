package net.boincwrapper.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One direction of talk between client and app: a flag byte, then NUL-terminated text ({@code
 * lib/app_ipc.h:MSG_CHANNEL}). While the flag is 0 the text belongs to the sender, else to the
 * receiver.
 *
 * <p>The JDK has no VarHandle for a byte of a buffer, and one for a wider type would take part of
 * the text along. Bytes are read and written whole, so plain accesses with fences around them give
 * the release and acquire order that the flag needs.
 */
final class Channel {
  static final int SIZE = 1024;

  /** Longest text in bytes: the flag and the NUL take the others. */
  static final int MAX_TEXT = SIZE - 2;

  private static final int FLAG = 0;
  private static final int TEXT = 1;

  private final byte[] copy = new byte[MAX_TEXT];
  private ByteBuffer memory;

  /** The channel in the first 1024 bytes of {@code memory}. */
  Channel(ByteBuffer memory) {
    this.memory = memory.slice(0, SIZE);
  }

  /** Whether there is a message that its receiver has not taken. */
  boolean unread() {
    byte flag = memory.get(FLAG);
    VarHandle.acquireFence();
    return flag != 0;
  }

  /**
   * Sends a message unless the previous one is still unread.
   *
   * @param text Latin-1 without NUL, at most {@link #MAX_TEXT} characters
   * @return whether it was sent
   */
  boolean send(String text) {
    if (text.length() > MAX_TEXT || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "a message has at most " + MAX_TEXT + " bytes and no NUL: " + text);
    }
    if (unread()) {
      return false;
    }
    byte[] bytes = text.getBytes(ISO_8859_1);
    memory.put(TEXT, bytes);
    memory.put(TEXT + bytes.length, (byte) 0);
    VarHandle.releaseFence();
    memory.put(FLAG, (byte) 1);
    return true;
  }

  /** Takes the message, if there is one. Any bytes will do; text without NUL ends at 1022. */
  Optional<String> receive() {
    if (!unread()) {
      return Optional.empty();
    }
    memory.get(TEXT, copy);
    VarHandle.releaseFence();
    memory.put(FLAG, (byte) 0);
    return Optional.of(new String(copy, 0, length(), ISO_8859_1));
  }

  /** Lets go of the shared memory: from now on the channel is a private, empty one. */
  void detach() {
    memory = ByteBuffer.allocate(SIZE);
  }

  private int length() {
    int end = 0;
    while (end < copy.length && copy[end] != 0) {
      end++;
    }
    return end;
  }
}
