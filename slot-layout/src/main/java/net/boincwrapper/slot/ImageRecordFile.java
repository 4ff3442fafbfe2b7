package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.slot.record.ImageRecord;
import net.boincwrapper.slot.record.RecordText;

/**
 * Keeps an {@link ImageRecord} beside the image's lock, in the directory that the tasks of a host
 * share. It is written, synced, before the image is obtained. The file's time is that of the last
 * use, so that a start costs no write.
 *
 * <p>While an image is being removed, its record has another name. So a task that takes an image
 * without its lock learns of the removal: it touches the record first, and looks afterwards.
 *
 * @param file its name ends in {@link #SUFFIX}
 */
public record ImageRecordFile(Path file) {
  /** End of the file's name. */
  public static final String SUFFIX = ".image";

  /** Behind it, while the image is being removed. */
  public static final String GOING = ".going";

  private static final RecordText FORM = new RecordText("image", 1);
  private static final int LONGEST = 16 * 1024;

  /** What is recorded; empty if nothing is, or if it cannot be understood. */
  public Optional<ImageRecord> read() throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST) {
      return Optional.empty();
    }
    try {
      Map<String, String> values = FORM.read(Files.readAllBytes(file));
      return Optional.of(
          new ImageRecord(
              values.getOrDefault("name", ""),
              ImageRecord.Origin.valueOf(values.getOrDefault("origin", "")),
              Instant.parse(values.getOrDefault("absent", ""))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (RecordText.DamagedException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Writes it, synced, in place of what was there; the image is not there. */
  public void write(ImageRecord image) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("name", image.name());
    values.put("origin", image.origin().name());
    values.put("absent", image.absent().toString());
    // First: after a power cut between the two, a removal of long ago would go on.
    Files.deleteIfExists(going());
    AtomicFiles.write(file, FORM.write(values));
  }

  /**
   * Notes a use, if there is a record.
   *
   * @return whether the image may be taken without its lock: nobody is removing it, and whoever
   *     begins to do so sees the use
   */
  public boolean touch(Instant now) throws IOException {
    boolean noted = noted(now);
    // Looked at afterwards: a time that is set while the record gets its other name may come too
    // late for whoever removes the image.
    return Files.notExists(going(), LinkOption.NOFOLLOW_LINKS)
        && (noted || Files.notExists(file, LinkOption.NOFOLLOW_LINKS));
  }

  private boolean noted(Instant now) throws IOException {
    try {
      Files.setLastModifiedTime(file, FileTime.from(now));
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** When it was used last; empty where there is no record. */
  public Optional<Instant> lastUse() throws IOException {
    return time(file);
  }

  private static Optional<Instant> time(Path path) throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Says that the image is about to be removed. Its lock must be held.
   *
   * @param unusedSince the record's time must not be after this
   * @return false where it has been used meanwhile, and so stays
   */
  public boolean beginRemoval(Instant unusedSince) throws IOException {
    Files.move(file, going(), StandardCopyOption.ATOMIC_MOVE);
    boolean unused = time(going()).filter(used -> !used.isAfter(unusedSince)).isPresent();
    if (!unused) {
      giveUpRemoval();
    }
    return unused;
  }

  /** It could not be removed: something uses it. */
  public void giveUpRemoval() throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(going());
    } else {
      Files.move(going(), file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** The image has been removed. A record that was written since then is of the next one. */
  public void removed() throws IOException {
    Files.deleteIfExists(going());
  }

  /** Somebody else has removed the image; its lock must be held. */
  public void forget() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(going());
  }

  /** A removal that was cut short, by a crash; its lock must be held. */
  public boolean isRemovalCutShort() {
    return Files.exists(going(), LinkOption.NOFOLLOW_LINKS);
  }

  private Path going() {
    return file.resolveSibling(file.getFileName() + GOING);
  }
}
