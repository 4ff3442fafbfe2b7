package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Blanks the secrets in {@code init_data.xml}: the account's authenticator and the passwords of
 * proxies. Neither is of use to an app, and the client never reads the file back.
 *
 * <p>It does so in place, byte for byte: same file, same length, as well-formed as before. So a
 * second name of the file shows no secret either, and a client that is still writing goes on where
 * it was. {@link FileWatch} sees what it writes then: scrub again. {@link InitDataFile} has to read
 * first, or it misses the passwords.
 */
public final class SlotScrub {
  /** Or to the end of the file: the client may be half-way through the element. */
  private static final Pattern SECRET =
      Pattern.compile(
          "<(?:authenticator|http_user_passwd|socks5_user_passwd)(?:\\s[^<>]*)?>([^<]+)");

  private SlotScrub() {}

  /**
   * Blanks what is there now. A link, a FIFO or a directory of that name is left alone: the client
   * wrote no secret into it.
   *
   * @return whether there was anything to blank. If not, the client has written nothing new, and
   *     what {@link InitDataFile} read just before lacks the passwords: keep what was read earlier
   * @throws SlotException the file may still hold a secret: no container may run
   */
  public static boolean scrub(SlotLayout layout) throws SlotException {
    return look(layout).filter(Found::secret).isPresent();
  }

  /**
   * The same.
   *
   * @return the file as it was before; empty where there is none
   */
  static Optional<Found> look(SlotLayout layout) throws SlotException {
    try {
      return lookIfOpen(layout);
    } catch (AccessDeniedException e) {
      return lookOpened(layout);
    } catch (IOException e) {
      throw failure(layout, e);
    }
  }

  /**
   * The client's user can open what the client writes, so the app has closed the file or the slot.
   */
  private static Optional<Found> lookOpened(SlotLayout layout) throws SlotException {
    Entries entries = new Entries(layout.directory());
    try {
      entries.open();
      return lookIfOpen(layout);
    } catch (AccessDeniedException e) {
      return lookOnceRemoved(layout, entries);
    } catch (IOException e) {
      throw failure(layout, e);
    }
  }

  private static Optional<Found> lookOnceRemoved(SlotLayout layout, Entries entries)
      throws SlotException {
    try {
      entries.open();
      entries.remove(SlotLayout.INIT_DATA);
      return lookIfOpen(layout);
    } catch (IOException e) {
      throw failure(layout, e);
    }
  }

  private static Optional<Found> lookIfOpen(SlotLayout layout) throws IOException {
    try (SeekableByteChannel channel =
        new UntrustedFiles(layout.directory()).open(SlotLayout.INIT_DATA)) {
      String content = content(channel);
      boolean secret = blank(channel, content);
      return Optional.of(new Found(content.getBytes(StandardCharsets.ISO_8859_1), secret));
    } catch (NoSuchFileException | Descent.RefusedException e) {
      return Optional.empty();
    }
  }

  private static SlotException failure(SlotLayout layout, IOException cause) {
    return SlotException.io(
        "blank the secrets in " + layout.initData(),
        cause,
        "Check that the client's user owns the file");
  }

  /**
   * A file as it was before it was scrubbed.
   *
   * @param secret whether there was anything to blank
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed over, never compared.
  record Found(byte[] content, boolean secret) {}

  private static boolean blank(SeekableByteChannel channel, String content) throws IOException {
    Matcher secret = SECRET.matcher(content);
    boolean found = false;
    while (secret.find()) {
      if (!secret.group(1).isBlank()) {
        channel.position(secret.start(1));
        write(channel, " ".repeat(secret.end(1) - secret.start(1)));
        found = true;
      }
    }
    return found;
  }

  /**
   * One character per byte, so that positions in the text are positions in the file. For a running
   * task, no client has written more than {@link InitDataFile} reads: the rest is the app's.
   */
  private static String content(SeekableByteChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(channel.size(), InitDataFile.MAX_BYTES));
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // Goes on until the buffer is full or the file ends.
    }
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
  }

  private static void write(SeekableByteChannel channel, String blanks) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(blanks.getBytes(StandardCharsets.ISO_8859_1));
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }
}
