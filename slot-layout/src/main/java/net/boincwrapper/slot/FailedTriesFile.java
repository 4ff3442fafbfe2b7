package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.slot.record.FailedTries;
import net.boincwrapper.slot.record.RecordText;

/**
 * Keeps {@link FailedTries} of one image beside the image's lock, in the directory that the tasks
 * of a host share. Whoever reads or writes it must hold that lock.
 */
public final class FailedTriesFile {
  private static final RecordText FORM = new RecordText("failed-tries", 1);
  private static final int LONGEST = 64 * 1024;
  private static final int REASON_CHARS = 8 * 1024;

  private final Path file;

  public FailedTriesFile(Path file) {
    this.file = file;
  }

  /** What is recorded; empty if nothing is, or if it cannot be understood. */
  public Optional<FailedTries> read() throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(FORM.read(Files.readAllBytes(file))));
    } catch (RecordText.DamagedException | NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Writes it, synced, in place of what was there. */
  public void write(FailedTries tries) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("count", String.valueOf(tries.count()));
    values.put("first", tries.first().toString());
    values.put("last", tries.last().toString());
    values.put("certain", String.valueOf(tries.certain()));
    values.put("first_certain", tries.firstCertain().toString());
    String reason = tries.reason();
    values.put("reason", reason.substring(0, Math.min(REASON_CHARS, reason.length())));
    AtomicFiles.write(file, FORM.write(values));
  }

  /** Removes it: the image is there, or the count is too old. */
  public void remove() throws IOException {
    Files.deleteIfExists(file);
  }

  private static FailedTries of(Map<String, String> values) {
    return new FailedTries(
        Integer.parseInt(values.getOrDefault("count", "")),
        Instant.parse(values.getOrDefault("first", "")),
        Instant.parse(values.getOrDefault("last", "")),
        Integer.parseInt(values.getOrDefault("certain", "")),
        Instant.parse(values.getOrDefault("first_certain", "")),
        values.getOrDefault("reason", ""));
  }
}
