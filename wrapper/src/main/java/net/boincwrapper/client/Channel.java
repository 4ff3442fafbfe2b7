package net.boincwrapper.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Optional;

/**
 * One direction of the talk between client and app: a flag byte, then NUL-terminated text ({@code
 * lib/app_ipc.h:MSG_CHANNEL}). While the flag is 0, the text belongs to the sender, otherwise to
 * the receiver.
 *
 * <p>Fences give the release and acquire order that the flag needs: the JDK has no VarHandle for a
 * byte of a buffer, one for a wider type would include part of the text, and where the kernel
 * copies for us, it does so on the calling thread, which the fences order just the same.
 */
final class Channel {
  static final int SIZE = 1024;

  /** Longest text in bytes: the flag and the NUL take the others. */
  static final int MAX_TEXT = SIZE - 2;

  private final SharedBytes bytes;
  private final int flag;
  private final int text;
  private final byte[] copy = new byte[MAX_TEXT];

  /** The channel in the 1024 bytes from {@code offset} on. */
  Channel(SharedBytes bytes, int offset) {
    this.bytes = bytes;
    this.flag = offset;
    this.text = offset + 1;
  }

  /** Whether there is a message that its receiver has not taken. */
  boolean unread() throws IOException {
    byte value = bytes.get(flag);
    VarHandle.acquireFence();
    return value != 0;
  }

  /**
   * Sends a message unless the previous one is still unread.
   *
   * @param message Latin-1 without NUL, at most {@link #MAX_TEXT} characters
   * @return whether it was sent
   */
  boolean send(String message) throws IOException {
    check(message);
    if (unread()) {
      return false;
    }
    write(message);
    return true;
  }

  /**
   * Sends a message in place of one that is still unread, which is taken back. A receiver that is
   * reading at this very moment may get some of both, or lose the new one. Saying the same again a
   * little later makes up for it: equal bytes can be overwritten safely.
   *
   * @param message as for {@link #send}
   */
  void overwrite(String message) throws IOException {
    check(message);
    if (unread()) {
      bytes.put(flag, (byte) 0);
      VarHandle.fullFence();
    }
    write(message);
  }

  private static void check(String message) {
    if (message.length() > MAX_TEXT || message.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "a message has at most " + MAX_TEXT + " bytes and no NUL: " + message);
    }
  }

  private void write(String message) throws IOException {
    byte[] latin = message.getBytes(ISO_8859_1);
    bytes.put(text, Arrays.copyOf(latin, latin.length + 1));
    VarHandle.releaseFence();
    bytes.put(flag, (byte) 1);
  }

  /** Takes the message, if there is one. Any bytes will do; text without a NUL ends at 1022. */
  Optional<String> receive() throws IOException {
    if (!unread()) {
      return Optional.empty();
    }
    String message = text();
    VarHandle.releaseFence();
    bytes.put(flag, (byte) 0);
    return Optional.of(message);
  }

  /** The message that is there, or was there last; it stays. */
  String text() throws IOException {
    bytes.get(text, copy);
    return new String(copy, 0, length(), ISO_8859_1);
  }

  private int length() {
    int end = 0;
    while (end < copy.length && copy[end] != 0) {
      end++;
    }
    return end;
  }
}
