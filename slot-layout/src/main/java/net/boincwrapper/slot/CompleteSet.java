package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.boincwrapper.slot.record.RecordText;
import net.boincwrapper.slot.record.RecordText.DamagedException;

/**
 * The declared checkpoint files as they were when they were last seen to be complete, sealed or
 * not: {@code .docker_wrapper/complete}. If the app is killed, this tells whether it had begun to
 * write the next ones.
 *
 * <p>It counts only as long as the host is up, and is therefore not synced: an app may well write a
 * checkpoint every second.
 *
 * @param bootId of the host when they were seen
 * @param fingerprint of their names, sizes, times and identities; one line
 * @param cpuSeconds CPU time that they save, over all starts, 0 or more
 * @param generation the sealed checkpoint from which they were restored; empty if the app wrote
 *     them
 */
public record CompleteSet(
    String bootId, String fingerprint, double cpuSeconds, OptionalInt generation) {
  private static final RecordText FORMAT = new RecordText("complete", 1);
  private static final int MAX_BYTES = 4096;

  public CompleteSet {
    if (!(cpuSeconds >= 0 && cpuSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(cpuSeconds + " is no CPU time");
    }
  }

  /** What was noted last; empty if nothing was, or if the record is damaged. */
  public static Optional<CompleteSet> read(SlotLayout layout) {
    return new OwnFiles(layout)
        .read(layout.completeSet(), MAX_BYTES)
        .content()
        .flatMap(CompleteSet::parse);
  }

  private static Optional<CompleteSet> parse(byte[] content) {
    try {
      Map<String, String> values = FORMAT.read(content);
      return Optional.of(
          new CompleteSet(
              values.getOrDefault("boot_id", ""),
              values.getOrDefault("fingerprint", ""),
              Double.parseDouble(values.getOrDefault("cpu_seconds", "")),
              values.containsKey("generation")
                  ? OptionalInt.of(Integer.parseInt(values.get("generation")))
                  : OptionalInt.empty()));
    } catch (DamagedException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Notes it in our own directory in the slot, which must exist. */
  public void write(SlotLayout layout) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("boot_id", bootId);
    values.put("fingerprint", fingerprint);
    values.put("cpu_seconds", String.valueOf(cpuSeconds));
    generation.ifPresent(number -> values.put("generation", String.valueOf(number)));
    Path file = layout.completeSet();
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    Files.write(aside, FORMAT.write(values));
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
