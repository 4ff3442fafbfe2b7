package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.util.Arrays;

/**
 * What an app has written to its {@code stderr.txt}: BOINC's library redirects an app's standard
 * error there, and an app cannot start if that fails ({@code
 * lib/diagnostics.cpp:diagnostics_init}). The file is ours; the app never sees the client's own.
 */
public final class AppStderr {
  private AppStderr() {}

  /** Its last bytes, at most {@code most}; none if it is empty or cannot be read. */
  public static byte[] tail(SlotLayout layout, int most) {
    try (SeekableByteChannel file = Files.newByteChannel(layout.stderrMask())) {
      file.position(Math.max(0, file.size() - most));
      ByteBuffer tail = ByteBuffer.allocate((int) Math.min(most, file.size() - file.position()));
      while (tail.hasRemaining() && file.read(tail) >= 0) {
        // Until the end.
      }
      return Arrays.copyOf(tail.array(), tail.position());
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
