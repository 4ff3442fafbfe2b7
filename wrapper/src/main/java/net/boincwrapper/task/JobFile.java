package net.boincwrapper.task;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import net.boincwrapper.slot.KnownLinks;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.UntrustedFiles;
import net.boincwrapper.slot.UntrustedFiles.Reading;

/**
 * The job's description as the client has put it into the slot: a copy or, without {@code
 * <copy_file/>}, a link that leads to it.
 */
final class JobFile {
  private static final int MOST_BYTES = 1 << 20;

  private JobFile() {}

  /**
   * Reads the job's description.
   *
   * @param links as they were before an app could change them; no app can write their targets in
   *     the project's directory
   * @param name in the slot
   */
  static Reading read(SlotLayout slot, KnownLinks links, String name) {
    return links
        .find(name)
        .map(link -> linked(name, link.target()))
        .orElseGet(() -> new UntrustedFiles(slot.directory()).read(name, MOST_BYTES));
  }

  /** Reads it in an author's own directory, where any link may be followed. */
  static Reading ofAuthor(SlotLayout slot, String name) {
    Path file = slot.directory().resolve(name);
    return Files.exists(file) ? linked(name, file) : new Reading.Absent();
  }

  private static Reading linked(String name, Path target) {
    try (InputStream in = Files.newInputStream(target)) {
      byte[] content = in.readNBytes(MOST_BYTES + 1);
      return content.length > MOST_BYTES
          ? new Reading.Refused(name + " leads to more than " + MOST_BYTES + " bytes")
          : new Reading.Content(content);
    } catch (NoSuchFileException e) {
      return new Reading.Refused(name + " leads to " + target + ", which is not there");
    } catch (IOException e) {
      return new Reading.Unknown(name + " leads to " + target + ", which cannot be read: " + e);
    }
  }
}
